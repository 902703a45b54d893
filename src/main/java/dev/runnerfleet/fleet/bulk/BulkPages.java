package dev.runnerfleet.fleet.bulk;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.BusySentence;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.StatusLabel;
import dev.runnerfleet.fleet.listing.FleetLabels;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Puts together what people see of several fleets before and after they act on them. */
@Component
class BulkPages {

	private final Stacks stacks;

	private final Fleets fleets;

	private final FleetLabels labels;

	private final BulkRuns runs;

	private final Clock clock;

	BulkPages(Stacks stacks, Fleets fleets, FleetLabels labels, BulkRuns runs, Clock clock) {
		this.stacks = stacks;
		this.fleets = fleets;
		this.labels = labels;
		this.runs = runs;
		this.clock = clock;
	}

	/** The fleets of some ids that there are, by name. */
	List<Named> named(Collection<UUID> ids) {
		Map<UUID, Fleet> known = this.fleets.find(ids);
		Map<UUID, Operation> operations = this.stacks.latestOperations(ids);
		Map<UUID, List<String>> labelled = this.labels.of(ids);
		return this.stacks.find(ids)
			.stream()
			.filter((stack) -> known.containsKey(stack.id()))
			.sorted((left, right) -> left.name().compareTo(right.name()))
			.map((stack) -> named(stack, known.get(stack.id()), operations.get(stack.id()),
					labelled.getOrDefault(stack.id(), List.of())))
			.toList();
	}

	private Named named(Stack stack, @Nullable Fleet fleet, @Nullable Operation latest, List<String> labels) {
		return new Named(stack.id(), stack.name(), stack.place().key(), StatusLabel.of(stack),
				FleetState.of(stack).number(), (fleet != null) ? fleet.runner() : null, labels,
				obstacle(stack, latest));
	}

	/** Why a fleet cannot be removed as it is now; the removal itself asks again. */
	private @Nullable String obstacle(Stack stack, @Nullable Operation latest) {
		if (latest != null && !latest.finished()) {
			return BusySentence.words(latest, this.clock.instant());
		}
		return FleetActions.of(stack).remove() ? null
				: "There is nothing to remove: AWS has no stack of this fleet, or none any more.";
	}

	/** How far a run is. */
	Optional<RunPage> run(UUID id) {
		return this.runs.find(id).map((run) -> {
			Instant now = this.clock.instant();
			List<UUID> ids = run.items().stream().map(BulkRun.Item::fleetId).toList();
			Map<UUID, Named> names = named(ids).stream().collect(Collectors.toMap(Named::id, (named) -> named));
			Map<UUID, Operation> operations = this.stacks.latestOperations(ids);
			boolean open = run.open(now);
			List<Line> lines = run.items()
				.stream()
				.flatMap((item) -> Optional.ofNullable(names.get(item.fleetId()))
					.map((fleet) -> line(run, item, fleet, operations.get(item.fleetId()), open))
					.stream())
				.toList();
			return new RunPage(run, open, lines);
		});
	}

	/** Whatever the row of a run could not say any more, the fleet's own does. */
	private static Line line(BulkRun run, BulkRun.Item item, Named fleet, @Nullable Operation latest, boolean open) {
		boolean begun = item.state() == BulkRun.State.BEGUN || item.state() == BulkRun.State.TURN
				&& run.action() == BulkAction.REMOVE && latest != null && latest.kind() == Operation.Kind.REMOVE
				&& latest.requestedBy().equals(run.askedBy()) && !latest.startedAt().isBefore(run.askedAt());
		if (begun) {
			return new Line(fleet, "begun", "Begun", "", item.previewId());
		}
		if (item.state() == BulkRun.State.SKIPPED) {
			return new Line(fleet, "left", "Left alone", item.words(), null);
		}
		if (open) {
			return new Line(fleet, "waiting", "Its turn comes", "", null);
		}
		boolean untouched = item.state() == BulkRun.State.WAITING || run.action() == BulkAction.REMOVE;
		return new Line(fleet, "left", untouched ? "Not begun" : "Not known",
				untouched ? "The portal was stopped before its turn. Select it again if it is still needed."
						: "The portal was stopped in its turn. Its own page tells.",
				null);
	}

	/**
	 * A fleet as somebody is to recognise it.
	 *
	 * @param id the fleet
	 * @param name its name
	 * @param place where it is
	 * @param status how it stands
	 * @param seen the same as a number
	 * @param runner its runner in GitLab, {@code null} if the portal knows none
	 * @param labels its labels
	 * @param obstacle why it cannot be removed now, {@code null} if it can
	 */
	record Named(UUID id, String name, String place, StatusLabel status, int seen, Fleet.@Nullable Runner runner,
			List<String> labels, @Nullable String obstacle) {

	}

	/**
	 * A run as its page shows it.
	 *
	 * @param run the run
	 * @param open whether some fleets' turns may still come
	 * @param lines the fleets
	 */
	record RunPage(BulkRun run, boolean open, List<Line> lines) {

		/** How many fleets have come so far. */
		public long count(String state) {
			return this.lines.stream().filter((line) -> line.state().equals(state)).count();
		}

	}

	/**
	 * What came of one fleet.
	 *
	 * @param fleet the fleet
	 * @param state {@code begun}, {@code left} or {@code waiting}
	 * @param label the same in words
	 * @param words why, blank where all is well
	 * @param previewId the preview that was begun, {@code null} for none
	 */
	record Line(Named fleet, String state, String label, String words, @Nullable UUID previewId) {

	}

}
