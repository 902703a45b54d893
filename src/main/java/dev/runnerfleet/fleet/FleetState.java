package dev.runnerfleet.fleet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackStatus;
import org.jspecify.annotations.Nullable;

/**
 * How a fleet stands: the one word that page, stream, list, filter, order and API share.
 * It follows from {@link FleetFacts} and is kept as a number beside the stack, the worst
 * first; a number is never used again for anything else.
 */
public enum FleetState {

	REMOVAL_STOPPED(10, Filter.FAILED, "bad", "Removal stopped: takes no jobs"),
	RUNNER_PAUSED(12, Filter.FAILED, "bad", "Runner paused: takes no jobs"),
	REMOVAL_FAILED(14, Filter.FAILED, "bad", "Removal failed"),
	UPDATE_STUCK(16, Filter.FAILED, "bad", "Undoing the update failed"),
	UPDATE_FAILED(18, Filter.FAILED, "bad", "Update failed"), LAUNCH_FAILED(20, Filter.FAILED, "bad", "Launch failed"),
	LAUNCH_UNDOING_FAILED(22, Filter.FAILED, "bad", "Launch failed, not rolled back"),
	LAUNCH_UNDONE(24, Filter.FAILED, "bad", "Launch failed, rolled back"),
	LAUNCH_REMOVAL_STOPPED(26, Filter.FAILED, "bad", "Launch failed, removal stopped"),
	LAUNCH_REFUSED(28, Filter.FAILED, "bad", "Launch refused"),
	LAUNCH_NOT_SENT(30, Filter.FAILED, "bad", "Not confirmed by AWS"),
	/** Something of the failed launch is still there. */
	RELAUNCH_STOPPED(32, Filter.FAILED, "bad", "Not launched again"),
	/** The failed launch is cleared away, and nothing has taken its place. */
	RELAUNCH_MISSED(34, Filter.FAILED, "bad", "Not launched again"),
	IMPORT_UNDOING_FAILED(36, Filter.FAILED, "bad", "Undoing the import failed"),
	OTHER_FAILED(38, Filter.FAILED, "bad"),
	/**
	 * AWS has made all of it; what its manager reports says otherwise, or nothing does.
	 */
	NOT_POLLING(40, Filter.FAILED, "bad", "Not polling GitLab"),
	TOKEN_REFUSED(42, Filter.FAILED, "bad", "GitLab refuses the token"),
	CANNOT_SCALE(44, Filter.FAILED, "bad", "Cannot start workers"),
	MANAGER_GONE(46, Filter.FAILED, "bad", "Manager is gone"),
	MANAGER_SILENT(48, Filter.FAILED, "bad", "No word from the manager"),
	REMOVAL_NOT_BEGUN(50, Filter.FAILED, "warn", "Removal stopped: still takes jobs"),
	UPDATE_UNDONE(52, Filter.FAILED, "warn", "Update failed, undone"),
	IMPORT_UNDONE(54, Filter.FAILED, "warn", "Import failed, undone"),
	/** AWS has carried it out; the manager goes on with what it had before. */
	CHANGE_NOT_IN_FORCE(56, Filter.FAILED, "warn", "Change not in force"),
	READY_UNPROVEN(58, Filter.FAILED, "warn", "A first job could not run"),
	/** Jobs wait for workers that AWS does not start. */
	READY_NOT_SCALING(60, Filter.FAILED, "warn", "Workers cannot be started"),
	TOKEN_ENDS(62, Filter.FAILED, "warn", "Token expires soon"),

	LAUNCH_ASKED(100, Filter.WORKING, "busy", "Asking AWS"), LAUNCHING(102, Filter.WORKING, "busy", "Launching"),
	LAUNCH_UNDOING(104, Filter.WORKING, "warn", "Launch failed, rolling back"),
	LAUNCH_STOPPING(106, Filter.WORKING, "busy", "Stopping the launch"),
	/** What was before goes, or AWS has not answered yet. */
	RELAUNCH_BEGUN(108, Filter.WORKING, "busy", "Launching again"),
	RELAUNCHING(110, Filter.WORKING, "busy", "Launching again"),
	UPDATE_ASKED(112, Filter.WORKING, "busy", "Asking AWS"), UPDATING(114, Filter.WORKING, "busy", "Updating"),
	UPDATE_CLEANUP(116, Filter.WORKING, "busy", "Updated, cleaning up"),
	UPDATE_UNDOING(118, Filter.WORKING, "warn", "Undoing the update"),
	UPDATE_CANCELLING(120, Filter.WORKING, "busy", "Cancelling the change"),
	UPDATE_UNDONE_CLEANUP(122, Filter.WORKING, "warn", "Update undone, cleaning up"),
	IMPORTING(124, Filter.WORKING, "busy", "Importing"),
	IMPORT_UNDOING(126, Filter.WORKING, "warn", "Undoing the import"),
	REMOVING(128, Filter.WORKING, "busy", "Removing"), BRINGING_BACK(130, Filter.WORKING, "busy", "Bringing it back"),
	OUTSIDE_LAUNCHING(132, Filter.WORKING, "busy", "Launching"),
	OUTSIDE_UPDATING(134, Filter.WORKING, "busy", "Being changed outside the portal"),
	OUTSIDE_REMOVING(136, Filter.WORKING, "busy", "Being removed outside the portal"),
	/** AWS is done, and the portal reads what came of it. */
	CATCHING_UP(138, Filter.WORKING, "busy", "Catching up with AWS"), OTHER_WORKING(140, Filter.WORKING, "busy"),
	IN_REVIEW(142, Filter.WORKING, "idle", "Waiting for review"), OTHER_IDLE(144, Filter.WORKING, "idle"),

	READY(200, Filter.READY, "good", "Ready"),
	READY_CHANGE_CANCELLED(202, Filter.READY, "good", "Ready", "last change cancelled"),
	READY_CHANGE_REFUSED(204, Filter.READY, "good", "Ready", "last change refused"),
	READY_CHANGE_NOT_SENT(206, Filter.READY, "good", "Ready", "last change not confirmed"),
	OTHER_READY(208, Filter.READY, "good"), READY_PROVEN(210, Filter.READY, "good", "Ready", "proven by a job at"),
	READY_PROOF_AWAITED(212, Filter.READY, "good", "Ready", "proof under way"),
	READY_CHANGE_IN_FORCE(214, Filter.READY, "good", "Ready", "change in force since"),
	READY_CHANGE_AWAITED(216, Filter.READY, "good", "Ready", "change not yet in force"),
	READY_CHANGE_UNHEARD(218, Filter.READY, "good", "Ready", "the manager has not reported the change yet"),

	REMOVED(300, Filter.REMOVED, "idle", "Removed"),
	REMOVED_PARTLY(302, Filter.REMOVED, "warn", "Removed, but not everything"),
	LAUNCH_STOPPED(304, Filter.REMOVED, "idle", "Launch stopped, removed"),
	LAUNCH_DELETED(306, Filter.REMOVED, "warn", "Removed outside the portal"),
	OUTSIDE_REMOVED(308, Filter.REMOVED, "idle", "Removed outside the portal");

	private static final Map<Integer, FleetState> BY_NUMBER = Arrays.stream(values())
		.collect(Collectors.toMap(FleetState::number, Function.identity()));

	private final int number;

	private final Filter filter;

	private final String tone;

	private final String words;

	private final String note;

	FleetState(int number, Filter filter, String tone, String words, String note) {
		this.number = number;
		this.filter = filter;
		this.tone = tone;
		this.words = words;
		this.note = note;
	}

	FleetState(int number, Filter filter, String tone, String words) {
		this(number, filter, tone, words, "");
	}

	/** One for which only AWS has a name. */
	FleetState(int number, Filter filter, String tone) {
		this(number, filter, tone, "", "");
	}

	/**
	 * How a fleet stands, as it is kept beside its stack. Another version of the portal
	 * that works on the same database may keep nothing or what this one does not know:
	 * then the stack tells by itself.
	 */
	public static FleetState of(Stack stack) {
		FleetState state = BY_NUMBER.get(stack.standing().number());
		return (state != null) ? state : FleetFacts.of(stack.status()).state();
	}

	/** The state of a number, empty for one that this version does not know. */
	public static Optional<FleetState> of(int number) {
		return Optional.ofNullable(BY_NUMBER.get(number));
	}

	/**
	 * The same with what its manager reports: the worse of both. What goes on, was closed
	 * or is gone tells by itself why a manager is quiet.
	 */
	public FleetState with(Health.@Nullable Kind health) {
		if (health == null || !takesJobs()) {
			return this;
		}
		FleetState reported = switch (health) {
			case NOT_POLLING -> NOT_POLLING;
			case TOKEN_REFUSED -> TOKEN_REFUSED;
			case CANNOT_SCALE -> CANNOT_SCALE;
			case MANAGER_GONE -> MANAGER_GONE;
			case SILENT -> MANAGER_SILENT;
			case TOKEN_ENDS -> TOKEN_ENDS;
			case CHANGE_NOT_IN_FORCE -> CHANGE_NOT_IN_FORCE;
			case BUSY, WORKING, IDLE, UNKNOWN -> this;
		};
		return (reported.number < this.number) ? reported : this;
	}

	/**
	 * Whether it is to take jobs, as far as AWS and the portal know: nothing goes on, is
	 * closed or has broken it. Then how its manager is is worth words.
	 */
	public boolean takesJobs() {
		return this.filter == Filter.READY || this.filter == Filter.FAILED && this.number >= NOT_POLLING.number;
	}

	public int number() {
		return this.number;
	}

	public Filter filter() {
		return this.filter;
	}

	/** {@code good}, {@code busy}, {@code bad}, {@code warn} or {@code idle}. */
	public String tone() {
		return this.tone;
	}

	/** What people read; AWS's own name where this version has never heard of it. */
	public String words(StackStatus status) {
		return this.words.isEmpty() ? status.name() : this.words;
	}

	/** What is to be said beside that, blank if nothing. */
	public String note() {
		return this.note;
	}

	/** Whether nothing goes on. */
	public boolean settled() {
		return this.filter != Filter.WORKING || this.tone.equals("idle");
	}

	/** What a list can be narrowed to. */
	public enum Filter {

		READY("Healthy"), WORKING("Working on it"), FAILED("In trouble"), REMOVED("Removed");

		private final String label;

		Filter(String label) {
			this.label = label;
		}

		public String label() {
			return this.label;
		}

		/** The filter of a name in any case, empty for a name that is none. */
		public static Optional<Filter> of(String name) {
			return Arrays.stream(values())
				.filter((filter) -> filter.name().equals(name.toUpperCase(Locale.ROOT)))
				.findFirst();
		}

		/** The numbers of the states that it lets pass. */
		public Set<Integer> standings() {
			return states().map(FleetState::number).collect(Collectors.toSet());
		}

		/** The states that it lets pass. */
		public Stream<FleetState> states() {
			return Arrays.stream(FleetState.values()).filter((state) -> state.filter == this);
		}

	}

}
