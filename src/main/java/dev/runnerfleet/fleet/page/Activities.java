package dev.runnerfleet.fleet.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.autopsy.Autopsies;
import dev.runnerfleet.fleet.EventLine;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.fleet.preflight.RememberedFindings;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackEvent;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Tells what was done to a fleet, and what AWS did for it. */
@Component
class Activities {

	private static final int EVENTS = 100;

	/**
	 * Enough for the latest operations, whose resources are then shown without asking.
	 */
	private static final int READ = 1000;

	private static final int DRAWN = 10;

	private final Stacks stacks;

	private final Autopsies autopsies;

	private final RememberedFindings findings;

	Activities(Stacks stacks, Autopsies autopsies, RememberedFindings findings) {
		this.findings = findings;
		this.stacks = stacks;
		this.autopsies = autopsies;
	}

	Activity of(FleetHead head, Stack stack, long before, @Nullable UUID opened, Instant now) {
		List<Operation> operations = this.stacks.operations(stack.id(), Activity.OPERATIONS);
		List<StackEvent> latest = this.stacks.latestEvents(stack.id(), Long.MAX_VALUE, READ);
		List<Activity.Line> lines = new ArrayList<>();
		long until = Long.MAX_VALUE;
		for (Operation operation : operations) {
			boolean asked = operation.id().equals(opened);
			boolean open = asked || lines.isEmpty() && opened == null;
			Timeline work = (asked || lines.size() < DRAWN) ? work(operation, until, latest, now) : null;
			AutopsyView told = (work != null) ? AutopsyView.of(this.autopsies.of(operation.id()).orElse(null), now)
					: null;
			List<Finding> found = (work != null) ? this.findings.of(operation.id()) : List.of();
			lines.add(line(operation, open, work, told, found, now));
			until = operation.fromSeq();
		}
		return new Activity(head, lines, operations.size() == Activity.OPERATIONS,
				events(stack.id(), before, latest, now));
	}

	private FleetPage.Events events(UUID id, long before, List<StackEvent> latest, Instant now) {
		boolean newest = before == Long.MAX_VALUE;
		List<StackEvent> found = newest ? latest : this.stacks.latestEvents(id, before, EVENTS + 1);
		List<StackEvent> shown = found.subList(0, Math.min(EVENTS, found.size()));
		return new FleetPage.Events(shown.stream().map((event) -> EventLine.of(event, now)).toList(),
				(found.size() > EVENTS) ? shown.get(EVENTS - 1).seq() : null, newest);
	}

	/**
	 * What AWS did for an operation.
	 * @param until the last event before the next operation
	 * @param latest events that were read already, newest first
	 */
	private Timeline work(Operation operation, long until, List<StackEvent> latest, Instant now) {
		boolean read = latest.size() < READ || latest.get(latest.size() - 1).seq() <= operation.fromSeq();
		List<StackEvent> events = new ArrayList<>(
				read ? latest : this.stacks.events(operation.stackId(), operation.fromSeq(), READ));
		events.removeIf((event) -> event.seq() <= operation.fromSeq() || event.seq() > until);
		events.sort((left, right) -> Long.compare(left.seq(), right.seq()));
		Instant end = (operation.finishedAt() != null) ? operation.finishedAt() : now;
		return Timeline.of(events, byTheClockOf(events, operation.startedAt(), end));
	}

	/** AWS's clock may be set otherwise than the portal's. */
	private static Instant byTheClockOf(List<StackEvent> events, Instant begun, Instant end) {
		return events.isEmpty() ? end : events.get(0).at().plus(Duration.between(begun, end));
	}

	private static Activity.Line line(Operation operation, boolean open, @Nullable Timeline work,
			@Nullable AutopsyView told, List<Finding> found, Instant now) {
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
		return new Activity.Line(operation.id(), kind, state, tone, operation.requestedBy(),
				ReadableTime.of(operation.startedAt(), now),
				(finished != null) ? ReadableTime.length(Duration.between(operation.startedAt(), finished)) : null,
				open, work, told, found);
	}

}
