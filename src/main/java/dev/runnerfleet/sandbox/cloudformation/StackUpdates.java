package dev.runnerfleet.sandbox.cloudformation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.runnerfleet.sandbox.story.Deployment;
import dev.runnerfleet.sandbox.story.History;
import dev.runnerfleet.sandbox.story.Modification;
import dev.runnerfleet.sandbox.story.SandboxOperation;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;

/** Takes updates of the stacks of one region, and second thoughts about them. */
class StackUpdates {

	private final StackRegistry stacks;

	StackUpdates(StackRegistry stacks) {
		this.stacks = stacks;
	}

	/**
	 * Begins an update, unless the same request began it before.
	 * @return the stack's id
	 */
	String update(UpdateStackRequest request) {
		NameCheck.token(request.clientRequestToken(), "clientRequestToken");
		return this.stacks.exclusively(() -> {
			History history = existing(request.stackName());
			if (isKnown(history, request.clientRequestToken())) {
				return history.stack().id();
			}
			SandboxOperation operation = UpdateCheck.of(request)
				.operation(history, request.clientRequestToken(), this.stacks.now(), this.stacks.speed(),
						this.stacks.gitlab());
			if (!hasChanges(history, operation)) {
				throw SandboxRefusal.validation("No updates are to be performed.");
			}
			this.stacks.append(history, operation.hinderedBy(this.stacks.hindrances(history)));
			return history.stack().id();
		});
	}

	/** Turns an update that is under way back. */
	void cancel(String nameOrId, @Nullable String token) {
		this.stacks.exclusively(() -> {
			History history = existing(nameOrId);
			if (!history.status().equals("UPDATE_IN_PROGRESS")) {
				throw SandboxRefusal.validation("CancelUpdateStack cannot be called from current stack status");
			}
			follow(history, SandboxOperation.Kind.CANCEL, token, Map.of());
			return true;
		});
	}

	/** Resumes a rollback that failed. */
	void continueRollback(ContinueUpdateRollbackRequest request) {
		this.stacks.exclusively(() -> {
			History history = existing(request.stackName());
			if (isKnown(history, request.clientRequestToken())) {
				return false;
			}
			if (!history.status().equals("UPDATE_ROLLBACK_FAILED")) {
				throw SandboxRefusal
					.validation("Stack:%s is in %s state and can not continue rollback of the update operation."
						.formatted(history.stack().id(), history.status()));
			}
			List<String> failed = history.failedResources();
			request.resourcesToSkip().stream().filter((id) -> !failed.contains(id)).findFirst().ifPresent((id) -> {
				throw SandboxRefusal.validation(
						"The resource [%s] cannot be skipped: only resources in UPDATE_FAILED state can be skipped."
							.formatted(id));
			});
			follow(history, SandboxOperation.Kind.CONTINUE, request.clientRequestToken(),
					request.resourcesToSkip().stream().collect(Collectors.toMap((id) -> id, (id) -> "")));
			return true;
		});
	}

	/** Whether an operation would do anything at all to a stack. */
	static boolean hasChanges(History history, SandboxOperation operation) {
		Deployment before = history.deployment();
		Deployment after = deployment(history, operation);
		return !Modification.between(before, after).isEmpty() || !before.outputs().equals(after.outputs());
	}

	/** What an operation would make of a stack. */
	static Deployment deployment(History history, SandboxOperation operation) {
		return TemplateCheck.deploys(() -> {
			Deployment after = new Deployment(history.stack(), operation, history.deployment());
			after.outputs();
			return after;
		});
	}

	private History existing(String nameOrId) {
		History history = this.stacks.get(nameOrId);
		if (history.isDeleted()) {
			throw SandboxRefusal.validation("Stack [%s] does not exist".formatted(nameOrId));
		}
		return history;
	}

	private void follow(History history, SandboxOperation.Kind kind, @Nullable String token,
			Map<String, String> exceptions) {
		this.stacks.append(history,
				history.stack().latest().followedBy(kind, token, this.stacks.now(), this.stacks.speed(), exceptions));
	}

	private static boolean isKnown(History history, @Nullable String token) {
		return token != null && Objects.equals(token, history.stack().latest().token());
	}

}
