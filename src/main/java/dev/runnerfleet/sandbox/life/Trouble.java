package dev.runnerfleet.sandbox.life;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What can befall a fleet that lives, by a button or because its name ends in
 * {@code sandbox-} and the trouble's key. docs/sandbox-aws.md says what is to be seen of
 * each.
 */
public enum Trouble {

	TOKEN_ENDS("The runner token ends in three days"), TOKEN_REFUSED("GitLab refuses the runner token"),
	GITLAB_SILENT("GitLab does not answer"), QUOTA("The vCPU quota is reached"),
	NO_CAPACITY("AWS has no machines of these types"), SPOT("Spot workers are reclaimed"),
	NEVER_READY("Workers start and never become ready"), BUSY("Every worker is busy and jobs wait"),
	MANAGER_GONE("The manager is terminated"), MANAGER_STOPPED("The manager is stopped"),
	IMPAIRED("The manager hangs and fails EC2's checks"), SILENT("The manager runs and reports nothing"),
	DISK("The manager's disk is nearly full"), METRICS("The runner does not tell its numbers"),
	OLDER("The fleet is of a blueprint without reports"), NEWER("The fleet reports in a newer form");

	/** How long a token lasts that is about to end: three days for some hours yet. */
	static final Duration TOKEN_LEFT = Duration.ofDays(3).plusHours(6);

	private static final String MARK = "sandbox-";

	private static final Set<Trouble> MUTE = Set.of(MANAGER_GONE, MANAGER_STOPPED, IMPAIRED, SILENT, OLDER);

	private static final Set<Trouble> WITHOUT_JOBS = Set.of(TOKEN_REFUSED, GITLAB_SILENT, NEVER_READY, MANAGER_GONE,
			MANAGER_STOPPED, IMPAIRED);

	private final String title;

	Trouble(String title) {
		this.title = title;
	}

	/** What is wrong, in words. */
	public String title() {
		return this.title;
	}

	/** Its name in forms and at the end of fleets' names, such as {@code token-ends}. */
	public String key() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** The trouble that a fleet's name asks for. */
	public static Optional<Trouble> named(String fleet) {
		return Arrays.stream(values()).filter((trouble) -> fleet.endsWith(MARK + trouble.key())).findFirst();
	}

	/**
	 * The trouble of a key, empty if there is none.
	 */
	public static Optional<Trouble> of(String key) {
		return Arrays.stream(values()).filter((trouble) -> trouble.key().equals(key)).findFirst();
	}

	/** Whether the manager's report stops. */
	public boolean isMute() {
		return MUTE.contains(this);
	}

	/** Whether a fleet whose name asks for it has it from its beginning on. */
	public boolean isAtOnce() {
		return this == OLDER || this == NEWER || this == NEVER_READY;
	}

	/** Whether no job begins any more. */
	boolean keepsJobsAway() {
		return WITHOUT_JOBS.contains(this);
	}

	/** How many workers there are at most, out of a fleet's limit. */
	int cap(int limit) {
		return switch (this) {
			case QUOTA -> Math.max(1, limit * 2 / 5);
			case NO_CAPACITY -> limit / 5;
			default -> limit;
		};
	}

}
