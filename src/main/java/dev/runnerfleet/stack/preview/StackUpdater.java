package dev.runnerfleet.stack.preview;

import java.util.UUID;

import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationOutcome;
import dev.runnerfleet.stack.OperationStarter;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackRows;
import dev.runnerfleet.stack.Stacks;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** Carries out previews that somebody has decided for. */
@Component
public class StackUpdater {

	private final OperationStarter starter;

	private final ChangeSets changeSets;

	private final PreviewRows previews;

	private final Stacks stacks;

	private final StackRows rows;

	StackUpdater(OperationStarter starter, ChangeSets changeSets, PreviewRows previews, Stacks stacks, StackRows rows) {
		this.starter = starter;
		this.changeSets = changeSets;
		this.previews = previews;
		this.stacks = stacks;
		this.rows = rows;
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
		return this.starter.start(stack, Operation.Kind.UPDATE, by, (operation) -> decide(previewId, operation),
				(operation) -> this.changeSets.execute(stack, preview, operation.id()));
	}

	private void decide(UUID previewId, Operation operation) {
		Preview current = this.previews.lock(previewId).orElseThrow();
		requireReady(current);
		this.previews.update(current.applied(operation.id()));
		this.rows.total(current.stackId(), current.resourcesAfter());
	}

	private static void requireReady(Preview preview) {
		if (preview.state() != Preview.State.READY) {
			throw new Closed(preview);
		}
	}

	/** Says that a preview can no longer, or not yet, be carried out. */
	private static final class Closed extends ErrorResponseException {

		Closed(Preview preview) {
			super(HttpStatus.CONFLICT);
			setTitle("This preview cannot be applied");
			setDetail(switch (preview.state()) {
				case PLANNED, CREATING, READY -> "AWS is still preparing this preview. Wait a moment, then apply it.";
				case EMPTY -> "It would change nothing.";
				case APPLIED -> "Somebody has applied it already. The fleet's page shows how far it is.";
				case DISCARDED -> "Somebody has discarded it. Preview the change once more.";
				case FAILED, EXPIRED -> "It is no longer valid. Preview the change once more.";
			});
			getBody().setProperty("fleet", preview.stackId());
		}

	}

}
