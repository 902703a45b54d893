package dev.runnerfleet.sandbox.cloudformation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.account.SandboxAccount;
import dev.runnerfleet.sandbox.story.History;
import dev.runnerfleet.sandbox.story.Pace;
import dev.runnerfleet.sandbox.story.SandboxOperation;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ExecutionStatus;

/**
 * A change set as the sandbox remembers it: what it would ask of its stack, from which
 * all else follows.
 *
 * @param id the ARN
 * @param stackId the stack's id
 * @param name the change set's name
 * @param description what the caller says of it
 * @param base how many operations the stack had when the change set was asked for
 * @param operation what executing it asks of the stack; the token is the one that the
 * change set was created under
 */
record SandboxChangeSet(String id, String stackId, String name, @Nullable String description, int base,
		SandboxOperation operation) {

	private static final Duration PENDING = Duration.ofMillis(300);

	private static final Duration CREATION = Duration.ofMillis(1200);

	static String arn(String region, String name, Object... seed) {
		return "arn:aws:cloudformation:%s:%s:changeSet/%s/%s".formatted(region, SandboxAccount.ID, name,
				Ids.uuid(seed));
	}

	Instant createdAt() {
		return this.operation.startedAt();
	}

	ChangeSetStatus status(Instant now, boolean hasChanges) {
		Pace pace = new Pace(this.operation.speed());
		if (now.isBefore(pace.after(createdAt(), PENDING))) {
			return ChangeSetStatus.CREATE_PENDING;
		}
		if (now.isBefore(pace.after(createdAt(), CREATION))) {
			return ChangeSetStatus.CREATE_IN_PROGRESS;
		}
		return hasChanges ? ChangeSetStatus.CREATE_COMPLETE : ChangeSetStatus.FAILED;
	}

	ExecutionStatus executionStatus(ChangeSetStatus status, History history) {
		List<SandboxOperation> operations = history.stack().operations();
		if (operations.size() == this.base) {
			return (status == ChangeSetStatus.CREATE_COMPLETE) ? ExecutionStatus.AVAILABLE
					: ExecutionStatus.UNAVAILABLE;
		}
		if (!this.id.equals(operations.get(this.base).changeSetId())) {
			return ExecutionStatus.OBSOLETE;
		}
		if (operations.size() > this.base + 1) {
			return (operations.get(this.base + 1).kind() == SandboxOperation.Kind.CANCEL)
					? ExecutionStatus.EXECUTE_FAILED : ExecutionStatus.EXECUTE_COMPLETE;
		}
		if (history.status().contains("ROLLBACK")) {
			return ExecutionStatus.EXECUTE_FAILED;
		}
		return history.isUpdating() ? ExecutionStatus.EXECUTE_IN_PROGRESS : ExecutionStatus.EXECUTE_COMPLETE;
	}

}
