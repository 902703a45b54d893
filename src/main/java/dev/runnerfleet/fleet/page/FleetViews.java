package dev.runnerfleet.fleet.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.fleet.ConsoleLinks;
import dev.runnerfleet.fleet.EventLine;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.ParameterLine;
import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.fleet.StatusLabel;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.change.PreviewViews;
import dev.runnerfleet.fleet.diagnosis.Causes;
import dev.runnerfleet.fleet.diagnosis.Diagnosis;
import dev.runnerfleet.fleet.diagnosis.Unconfirmed;
import dev.runnerfleet.fleet.outside.OutsideViews;
import dev.runnerfleet.fleet.removal.RemovalView;
import dev.runnerfleet.fleet.removal.Removals;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackEvent;
import dev.runnerfleet.stack.StackResource;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Puts together what the pages show, the same for a first view and for a live piece. */
@Component
class FleetViews {

	private static final int EVENTS = 100;

	private static final int DRAWN = 1000;

	private final Stacks stacks;

	private final Fleets fleets;

	private final Blueprints blueprints;

	private final PreviewViews previews;

	private final Removals removals;

	private final OutsideViews keepingUp;

	private final Causes causes;

	private final Clock clock;

	FleetViews(Stacks stacks, Fleets fleets, Blueprints blueprints, PreviewViews previews, Removals removals,
			OutsideViews keepingUp, Causes causes, Clock clock) {
		this.stacks = stacks;
		this.fleets = fleets;
		this.blueprints = blueprints;
		this.previews = previews;
		this.removals = removals;
		this.keepingUp = keepingUp;
		this.causes = causes;
		this.clock = clock;
	}

	/** A fleet's page with its newest events. */
	Optional<FleetView> find(UUID id) {
		return find(id, Long.MAX_VALUE);
	}

	/** A fleet's page with the events below a sequence. */
	Optional<FleetView> find(UUID id, long before) {
		return this.stacks.find(id).flatMap((stack) -> this.fleets.find(id).map((fleet) -> view(stack, fleet, before)));
	}

	private FleetView view(Stack stack, Fleet fleet, long before) {
		Instant now = this.clock.instant();
		List<StackEvent> events = this.stacks.latestEvents(stack.id(), before, EVENTS + 1);
		List<StackEvent> shown = events.subList(0, Math.min(EVENTS, events.size()));
		Long older = (events.size() > EVENTS) ? shown.get(EVENTS - 1).seq() : null;
		List<StackResource> resources = this.stacks.resources(stack.id());
		List<Operation> operations = this.stacks.operations(stack.id(), FleetView.OPERATIONS);
		Operation latest = operations.isEmpty() ? null : operations.get(0);
		Diagnosis diagnosis = Diagnosis.of(stack, latest, this.causes.of(stack, latest).orElse(null));
		return new FleetView(FleetRow.of(stack, fleet, latest, now), stack, fleet, diagnosis,
				Unconfirmed.of(latest, this.clock), note(latest), timeline(operations, now),
				shown.stream().map((event) -> EventLine.of(event, now)).toList(), older,
				resources.stream().map((resource) -> line(resource, stack.region())).toList(),
				this.stacks.outputs(stack.id()), parameters(fleet),
				operations.stream().map((operation) -> line(operation, now)).toList(), FleetActions.of(stack),
				this.previews.pending(fleet, FleetActions.of(stack)), (latest != null) ? removal(latest) : null,
				ConsoleLinks.stack(stack.region(), stack.arn()), this.keepingUp.outside(stack, fleet, latest),
				this.keepingUp.drift(stack).orElse(null), this.keepingUp.driftedOutside(stack.id()));
	}

	private @Nullable RemovalView removal(Operation latest) {
		return this.removals.ofOperation(latest.id()).map((removal) -> RemovalView.of(removal, latest)).orElse(null);
	}

	/** AWS's answer is over once it has begun; what is kept then is worth knowing. */
	private static @Nullable String note(@Nullable Operation latest) {
		return (latest != null && (latest.state() == Operation.State.RUNNING
				|| latest.kind() == Operation.Kind.LAUNCH && latest.state() == Operation.State.SUCCEEDED))
						? latest.answer() : null;
	}

	private Timeline timeline(List<Operation> operations, Instant now) {
		if (operations.isEmpty()) {
			return Timeline.of(List.of(), now);
		}
		Operation latest = operations.get(0);
		List<StackEvent> events = this.stacks.events(latest.stackId(), latest.fromSeq(), DRAWN);
		Instant end = (latest.finishedAt() != null) ? latest.finishedAt() : now;
		return Timeline.of(events, byTheClockOf(events, latest.startedAt(), end));
	}

	/** AWS's clock may be set otherwise than the portal's. */
	private static Instant byTheClockOf(List<StackEvent> events, Instant begun, Instant end) {
		return events.isEmpty() ? end : events.get(0).at().plus(Duration.between(begun, end));
	}

	private List<ParameterLine> parameters(Fleet fleet) {
		return this.blueprints.find(fleet.blueprint())
			.map((blueprint) -> ParameterLine.of(blueprint.template().parameters(), fleet.parameters()))
			.orElse(List.of());
	}

	private static FleetView.ResourceLine line(StackResource resource, String region) {
		return new FleetView.ResourceLine(resource.logicalId(), resource.type(), resource.physicalId(),
				ConsoleLinks.resource(region, resource.type(), resource.physicalId()),
				StatusLabel.ofResource(resource.status()), resource.reason());
	}

	private static FleetView.OperationLine line(Operation operation, Instant now) {
		String kind = switch (operation.kind()) {
			case LAUNCH -> "Launch";
			case UPDATE -> "Change";
			case RETRY -> "Remains of the launch removed";
			case CONTINUE_ROLLBACK -> "Rollback continued";
			case REMOVE -> "Removal";
			case OUTSIDE -> "Changed outside the portal";
			case ADOPT -> "Adopted";
			case BRING_BACK -> "Brought back";
		};
		String tone = switch (operation.state()) {
			case PREPARING, PLANNED, RUNNING -> "busy";
			case SUCCEEDED -> "good";
			case CANCELLED -> "idle";
			case FAILED, NOT_SENT -> "bad";
		};
		String state = switch (operation.state()) {
			case PREPARING -> "Preparing";
			case PLANNED -> "Asking AWS";
			case RUNNING -> "In progress";
			case SUCCEEDED -> "Done";
			case CANCELLED -> "Cancelled";
			case FAILED -> "Failed";
			case NOT_SENT -> "Not confirmed by AWS";
		};
		boolean noticed = operation.kind() == Operation.Kind.OUTSIDE || operation.kind() == Operation.Kind.ADOPT;
		Instant finished = noticed ? null : operation.finishedAt();
		return new FleetView.OperationLine(kind, state, tone, operation.requestedBy(),
				ReadableTime.of(operation.startedAt(), now),
				(finished != null) ? ReadableTime.length(Duration.between(operation.startedAt(), finished)) : null);
	}

}
