package dev.runnerfleet.stack;

import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.aws.AwsFailure;

import org.springframework.stereotype.Component;

/** Carries out previews that somebody has decided for. */
@Component
public class Updates {

	private final Intents intents;

	private final ChangeSets changeSets;

	private final PreviewRows previews;

	private final Stacks stacks;

	private final StackRows rows;

	private final Arrivals arrivals;

	private final Tracker tracker;

	Updates(Intents intents, ChangeSets changeSets, PreviewRows previews, Stacks stacks, StackRows rows,
			Arrivals arrivals, Tracker tracker) {
		this.intents = intents;
		this.changeSets = changeSets;
		this.previews = previews;
		this.stacks = stacks;
		this.rows = rows;
		this.arrivals = arrivals;
		this.tracker = tracker;
	}

	/**
	 * Carries out a preview, exactly as it was shown.
	 * @param previewId a preview
	 * @param by who has decided so
	 * @return what became of it
	 * @throws org.springframework.web.ErrorResponseException with 409 if the preview is
	 * not up for a decision
	 */
	public OperationOutcome apply(UUID previewId, String by) {
		Preview preview = this.previews.find(previewId).orElseThrow();
		Stack stack = this.stacks.find(preview.stackId()).orElseThrow();
		requireReady(preview);
		try {
			Optional<Operation> arrived = this.arrivals.look(stack.id());
			if (arrived.isPresent()) {
				return new OperationOutcome.Busy(arrived.get());
			}
			this.tracker.catchUp(stack);
		}
		catch (AwsFailure ex) {
			return new OperationOutcome.Refused(ex);
		}
		Intent intent = this.intents.plan(stack.id(), Operation.Kind.UPDATE, by,
				(operation) -> decide(previewId, operation));
		if (intent instanceof Intent.Busy busy) {
			return new OperationOutcome.Busy(busy.underWay());
		}
		Operation operation = ((Intent.Recorded) intent).operation();
		return this.intents.send(operation, () -> this.changeSets.execute(stack, preview, operation.id()));
	}

	private void decide(UUID previewId, Operation operation) {
		Preview current = this.previews.lock(previewId).orElseThrow();
		requireReady(current);
		this.previews.update(current.applied(operation.id()));
		this.rows.total(current.stackId(), current.resourcesAfter());
	}

	private static void requireReady(Preview preview) {
		if (preview.state() != Preview.State.READY) {
			throw new PreviewClosed(preview);
		}
	}

}
