package dev.runnerfleet.autopsy;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.runnerfleet.autopsy.Autopsy.Purpose;
import dev.runnerfleet.autopsy.Autopsy.Verdict;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationEvent;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackStatus;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.preview.Previews;
import dev.runnerfleet.task.StepTask;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Begins to ask the machines in the very transaction that stores what there is to ask
 * about, so that no failure goes without it, whoever is killed.
 */
@Component
class AutopsyTask {

	static final StepTask TASK = StepTask.named("read-manager-log");

	/** The parameter of a launch that asks for a first job. */
	private static final String PROOF = "ProveWithJob";

	private final Autopsies autopsies;

	private final Stacks stacks;

	private final Previews previews;

	private final SchedulerClient scheduler;

	private final Clock clock;

	AutopsyTask(Autopsies autopsies, Stacks stacks, Previews previews, SchedulerClient scheduler, Clock clock) {
		this.autopsies = autopsies;
		this.stacks = stacks;
		this.previews = previews;
		this.scheduler = scheduler;
		this.clock = clock;
	}

	/** What was refused before anything had begun has no machine to ask. */
	@EventListener
	void ended(OperationEvent.Ended event) {
		Operation operation = event.operation();
		if (operation.state() == Operation.State.FAILED && operation.failure() != null
				&& !operation.failure().refused()) {
			ask(operation, Purpose.FAILURE);
		}
	}

	/** Whether what AWS has done came to the manager, and whether jobs can run there. */
	@EventListener
	void settled(OperationEvent.Settled event) {
		Operation operation = event.operation();
		if (operation.state() != Operation.State.SUCCEEDED) {
			return;
		}
		switch (operation.kind()) {
			case LAUNCH -> {
				boolean proving = Boolean.parseBoolean(event.parameters().get(PROOF));
				ask(operation, proving ? Purpose.PROOF : Purpose.WORKERS);
			}
			case ADOPT -> ask(operation, Purpose.WORKERS);
			case UPDATE, OUTSIDE -> ask(operation, Purpose.CHANGE);
			default -> {
			}
		}
	}

	/**
	 * The machine that failed may be gone before the rollback is over; one that boots is
	 * heard while somebody looks.
	 */
	@EventListener
	void changed(Stack.Changed change) {
		Stack stack = this.stacks.find(change.id()).orElse(null);
		if (stack == null) {
			return;
		}
		boolean undoing = stack.status().phase() == StackStatus.Phase.UNDOING;
		if (!undoing && stack.status().phase() != StackStatus.Phase.BUSY) {
			return;
		}
		this.stacks.latestOperation(stack.id())
			.filter((operation) -> operation.state() == Operation.State.RUNNING && operation.cancelledBy() == null)
			.filter((operation) -> undoing ? !asked(operation, Purpose.FAILURE) : boots(stack, operation))
			.filter((operation) -> this.autopsies.holds(operation.id()))
			.ifPresent((operation) -> ask(operation, undoing ? Purpose.FAILURE : Purpose.BOOT));
	}

	private boolean asked(Operation operation, Purpose purpose) {
		return this.autopsies.of(operation.id()).filter((autopsy) -> autopsy.purpose() == purpose).isPresent();
	}

	private boolean boots(Stack stack, Operation operation) {
		return this.autopsies.of(operation.id())
			.filter((autopsy) -> autopsy.purpose() != Purpose.BOOT || !autopsy.over())
			.isEmpty() && this.stacks.resources(stack.id()).stream().anyMatch(Witnesses::booting);
	}

	/**
	 * Each time that there is a reason has a task of its own: a look that is under way
	 * does not swallow it.
	 */
	private void ask(Operation operation, Purpose purpose) {
		UUID id = operation.id();
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
		Optional<Autopsy> before = this.autopsies.of(id).filter((autopsy) -> autopsy.purpose() == purpose);
		if (before.isPresent()) {
			this.autopsies.again(id, now);
		}
		else {
			Autopsy begun = Autopsy.begun(id, operation.stackId(), purpose, now);
			this.autopsies.begin(untold(begun) ? begun.come(Verdict.UNTOUCHED) : begun);
		}
		TASK.begin(this.scheduler, new Asked(id, now).key(), now);
	}

	/** What the events have to tell is seen by the first look. */
	private boolean untold(Autopsy autopsy) {
		return autopsy.purpose() == Purpose.CHANGE && this.previews.ofOperation(autopsy.operationId())
			.filter((preview) -> Witnesses.touchedBy(preview.changes()))
			.isEmpty();
	}

	/**
	 * What a task is for.
	 *
	 * @param operationId the operation
	 * @param at when there was a reason to look; a later reason makes it past
	 */
	record Asked(UUID operationId, Instant at) {

		static Asked of(String key) {
			int end = key.indexOf('/');
			return new Asked(UUID.fromString(key.substring(0, end)), Instant.parse(key.substring(end + 1)));
		}

		String key() {
			return this.operationId + "/" + this.at;
		}

	}

}
