package dev.runnerfleet.sandbox.cloudformation;

import java.time.Instant;
import java.util.List;

import dev.runnerfleet.sandbox.story.Deployment;
import dev.runnerfleet.sandbox.story.History;
import dev.runnerfleet.sandbox.story.Modification;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ExecutionStatus;

/**
 * A change set as it is now.
 *
 * @param changeSet what was asked for
 * @param before what the stack consisted of then
 * @param after what it would consist of
 * @param history the stack as it is now
 * @param status whether it has been worked out
 * @param executionStatus whether it can be executed, or has been
 */
record ChangeSetView(SandboxChangeSet changeSet, Deployment before, Deployment after, History history,
		ChangeSetStatus status, ExecutionStatus executionStatus) {

	private static final String NO_CHANGES = "The submitted information didn't contain changes. "
			+ "Submit different information to create a change set.";

	static ChangeSetView of(SandboxChangeSet changeSet, History base, History history, Instant now) {
		Deployment before = base.deployment();
		Deployment after = new Deployment(base.stack(), changeSet.operation(), before);
		boolean hasChanges = !Modification.between(before, after).isEmpty()
				|| !before.outputs().equals(after.outputs());
		ChangeSetStatus status = changeSet.status(now,
				hasChanges && changeSet.operation().validationFailure().isEmpty());
		return new ChangeSetView(changeSet, before, after, history, status, changeSet.executionStatus(status, history));
	}

	/** Why it failed, blank if it did not. */
	String statusReason() {
		return (this.status == ChangeSetStatus.FAILED)
				? this.changeSet.operation().validationFailure().orElse(NO_CHANGES) : "";
	}

	/** What would become of each resource, known once the change set is complete. */
	List<Modification> modifications() {
		return (this.status == ChangeSetStatus.CREATE_COMPLETE) ? Modification.between(this.before, this.after)
				: List.of();
	}

}
