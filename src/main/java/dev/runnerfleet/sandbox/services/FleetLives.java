package dev.runnerfleet.sandbox.services;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.runnerfleet.sandbox.cloudformation.ManualChanges;
import dev.runnerfleet.sandbox.cloudformation.ManualChanges.Change.Kind;
import dev.runnerfleet.sandbox.life.Life;
import dev.runnerfleet.sandbox.life.Lives;
import dev.runnerfleet.sandbox.life.Plan;
import dev.runnerfleet.sandbox.life.Shortage;
import dev.runnerfleet.sandbox.life.Span;
import dev.runnerfleet.sandbox.life.Trouble;
import dev.runnerfleet.sandbox.manager.ManagerFault;
import dev.runnerfleet.sandbox.story.History;
import dev.runnerfleet.sandbox.story.MadeMachine;
import dev.runnerfleet.sandbox.story.Pace;
import dev.runnerfleet.sandbox.story.SandboxOperation;
import org.jspecify.annotations.Nullable;

/**
 * Tells from what was asked of a stack, and from what was done to it, which lives its
 * fleet has led: a new one begins whenever its runner starts anew.
 */
class FleetLives {

	/** What a fleet whose name asks for trouble has of peace. */
	private static final Duration PEACE = Duration.ofMinutes(2);

	/** After these a manager starts anew. */
	private static final Set<Trouble> STANDSTILLS = EnumSet.of(Trouble.MANAGER_GONE, Trouble.MANAGER_STOPPED,
			Trouble.IMPAIRED);

	private final Map<String, List<Span>> troubles;

	private final Lives lives;

	private final ManualChanges manualChanges;

	FleetLives(Map<String, List<Span>> troubles, Lives lives, ManualChanges manualChanges) {
		this.troubles = troubles;
		this.lives = lives;
		this.manualChanges = manualChanges;
	}

	/**
	 * A fleet's values from a time on.
	 *
	 * @param begun when its runner started
	 * @param values its parameters
	 */
	private record Start(Instant begun, Map<String, String> values) {

	}

	/** What befell a fleet, its own name included. */
	List<Span> spans(History history) {
		List<Span> spans = new ArrayList<>(this.troubles.getOrDefault(history.stack().id(), List.of()));
		history.operatesSince().ifPresent((since) -> {
			Trouble.named(history.stack().name())
				.ifPresent((trouble) -> spans
					.add(new Span(trouble, trouble.isAtOnce() ? since : since.plus(PEACE), null)));
			if (history.stack().creation().fault() == ManagerFault.WORKER) {
				spans.add(new Span(Trouble.NEVER_READY, since,
						starts(history).skip(1).map(Start::begun).findFirst().orElse(null)));
			}
		});
		return spans;
	}

	/**
	 * The lives that a fleet has led and will lead unless somebody intervenes, oldest
	 * first.
	 * @param id what its workers belong to: a group or a manager
	 * @param machines how many workers it may have
	 * @param failure why AWS gives it none, {@code null} if it does
	 */
	List<Life> all(History history, String id, int machines, @Nullable String failure) {
		Pace pace = new Pace(history.stack().creation().speed());
		List<Span> spans = spans(history);
		Instant quiet = this.manualChanges.find(id, Kind.FROZEN).map(ManualChanges.Change::at).orElse(null);
		ManualChanges.Change revived = this.manualChanges.find(id, Kind.REVIVED).orElse(null);
		Shortage starved = (failure != null) ? Shortage.told(failure) : null;
		Stream<Instant> restarts = Stream.concat(
				spans.stream()
					.filter((span) -> STANDSTILLS.contains(span.trouble()))
					.flatMap((span) -> Stream.ofNullable(span.to())),
				Stream.concat(Stream.ofNullable(revived).map(ManualChanges.Change::at),
						history.managers().stream().filter(MadeMachine::heals).map(MadeMachine::launchedAt)));
		return Stream.concat(starts(history), restarts.map((at) -> new Start(at, values(history, at))))
			.sorted(Comparator.comparing(Start::begun))
			.map((start) -> this.lives
				.of(Plan.of(id, start.values(), machines, pace.after(start.begun(), Pace.FIRST_WORKER),
						earlier(quiet(start, revived, quiet), left(history, start)), starved, spans)))
			.toList();
	}

	/** From when on the manager that saw to a life only finished what it had begun. */
	private static @Nullable Instant left(History history, Start start) {
		return history.managers()
			.stream()
			.filter(MadeMachine::isOfGroup)
			.filter((manager) -> history.takesOver(manager).isPresent())
			.map((manager) -> earlier(manager.leavesAt(), manager.goneAt()))
			.filter((at) -> at != null && at.isAfter(start.begun()))
			.min(Comparator.naturalOrder())
			.orElse(null);
	}

	private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
		return (one == null || (other != null && other.isBefore(one))) ? other : one;
	}

	/** A life that ended by being closed for a while was quiet from then on. */
	private static @Nullable Instant quiet(Start start, ManualChanges.@Nullable Change revived,
			@Nullable Instant quiet) {
		return (revived != null && !revived.detail().isEmpty() && start.begun().isBefore(revived.at()))
				? Instant.parse(revived.detail()) : quiet;
	}

	/** The one of some lives that is led at a time, empty if none is yet. */
	static Optional<Life> at(List<Life> lives, Instant at) {
		return lives.stream().filter((life) -> !life.begun().isAfter(at)).reduce((earlier, later) -> later);
	}

	/** Since when nobody sees to a fleet's workers, empty if somebody does. */
	Optional<Instant> untendedSince(History history, Instant at) {
		return spans(history).stream()
			.filter((span) -> STANDSTILLS.contains(span.trouble()) && span.holds(at))
			.map(Span::from)
			.min(Instant::compareTo);
	}

	private static Map<String, String> values(History history, Instant at) {
		return starts(history).filter((start) -> !start.begun().isAfter(at))
			.reduce((earlier, later) -> later)
			.map(Start::values)
			.orElse(Map.of());
	}

	/** The times at which values came in force, oldest first. */
	private static Stream<Start> starts(History history) {
		List<SandboxOperation> operations = history.stack().operations();
		Stream<Start> creation = history.operatesSince()
			.map((since) -> new Start(since, history.stack().creation().parameters()))
			.stream();
		Stream<Start> updates = Stream.iterate(1, (number) -> number < operations.size(), (number) -> number + 1)
			.flatMap((number) -> completed(history, operations.get(number),
					(number + 1 < operations.size()) ? operations.get(number + 1).startedAt() : Instant.MAX)
				.stream());
		return Stream.concat(creation, updates);
	}

	private static Optional<Start> completed(History history, SandboxOperation operation, Instant before) {
		boolean refused = operation.fault() != null && operation.fault() != ManagerFault.WORKER
				&& operation.fault() != ManagerFault.PROOF;
		return (operation.kind() != SandboxOperation.Kind.UPDATE || refused) ? Optional.empty()
				: history.completedUpdate(operation.startedAt(), before)
					.map((at) -> new Start(at, operation.parameters()));
	}

}
