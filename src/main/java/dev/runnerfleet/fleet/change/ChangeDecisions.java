package dev.runnerfleet.fleet.change;

import java.time.Clock;
import java.util.Collection;
import java.util.UUID;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.fleet.NotNow;
import dev.runnerfleet.stack.OperationOutcome;
import dev.runnerfleet.stack.RollbackContinuation;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.TerminationProtection;
import dev.runnerfleet.stack.UpdateCancellation;
import dev.runnerfleet.stack.preview.Previews;
import dev.runnerfleet.stack.preview.StackUpdater;

import org.springframework.stereotype.Component;

/**
 * What people and scripts decide for a fleet that is there. Each gives AWS's refusal
 * back, to be shown where it was asked.
 */
@Component
public class ChangeDecisions {

	private final Stacks stacks;

	private final Previews previews;

	private final StackUpdater updates;

	private final UpdateCancellation cancellation;

	private final RollbackContinuation rollback;

	private final TerminationProtection protection;

	private final Audit audit;

	private final Clock clock;

	ChangeDecisions(Stacks stacks, Previews previews, StackUpdater updates, UpdateCancellation cancellation,
			RollbackContinuation rollback, TerminationProtection protection, Audit audit, Clock clock) {
		this.stacks = stacks;
		this.previews = previews;
		this.updates = updates;
		this.cancellation = cancellation;
		this.rollback = rollback;
		this.protection = protection;
		this.audit = audit;
		this.clock = clock;
	}

	/** Carries a preview of a fleet out. */
	public OperationOutcome apply(UUID previewId, String user) {
		return first(this.updates.apply(previewId, user));
	}

	/** Decides against a preview of a fleet. */
	public void discard(UUID id, UUID previewId) {
		this.previews.discard(previewId, () -> this.audit.record(Action.DISCARD, name(id), Outcome.DONE, ""));
	}

	/** Stops the change that goes on. */
	public OperationOutcome cancel(UUID id, String user) {
		OperationOutcome outcome = this.cancellation.cancel(id, user,
				() -> this.audit.record(Action.CANCEL_UPDATE, name(id), Outcome.ASKED, ""));
		if (outcome instanceof OperationOutcome.Refused refused) {
			this.audit.record(Action.CANCEL_UPDATE, name(id), Outcome.REFUSED, refused.failure().title());
		}
		return outcome;
	}

	/** Lets a rollback that got stuck go on. */
	public OperationOutcome continueRollback(UUID id, Collection<String> skip, String user) {
		return first(this.rollback.begin(id, skip, user));
	}

	/** Puts the protection against deletion on, or takes it off. */
	void protect(UUID id, boolean on) {
		Action action = on ? Action.PROTECT : Action.UNPROTECT;
		try {
			this.protection.set(id, on);
			this.audit.record(action, name(id), Outcome.DONE, "");
		}
		catch (AwsFailure ex) {
			this.audit.record(action, name(id), Outcome.REFUSED, ex.title());
			throw ex;
		}
	}

	private OperationOutcome first(OperationOutcome outcome) {
		if (outcome instanceof OperationOutcome.Busy busy) {
			throw NotNow.busy(busy.underWay(), this.clock.instant());
		}
		return outcome;
	}

	private String name(UUID id) {
		return this.stacks.find(id).map(Stack::name).orElse("");
	}

}
