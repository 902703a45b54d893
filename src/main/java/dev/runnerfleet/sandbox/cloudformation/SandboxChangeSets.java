package dev.runnerfleet.sandbox.cloudformation;

import java.util.List;
import java.util.Objects;

import dev.runnerfleet.sandbox.story.History;
import dev.runnerfleet.sandbox.story.SandboxOperation;
import dev.runnerfleet.sandbox.story.SandboxStack;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.ExecutionStatus;

/** The change sets of the stacks of one region. */
class SandboxChangeSets {

	private final StackRegistry stacks;

	private final ChangeSetRows rows;

	SandboxChangeSets(StackRegistry stacks, ChangeSetRows rows) {
		this.stacks = stacks;
		this.rows = rows;
	}

	/** Remembers a change set, unless the same request was made before. */
	SandboxChangeSet create(CreateChangeSetRequest request) {
		NameCheck.name(request.changeSetName(), "changeSetName");
		NameCheck.token(request.clientToken(), "clientToken");
		return this.stacks.exclusively(() -> {
			History history = stack(request.stackName());
			if (request.changeSetType() == ChangeSetType.CREATE) {
				throw SandboxRefusal
					.validation("Stack [%s] already exists and cannot be created again with the changeSet [%s]."
						.formatted(history.stack().name(), request.changeSetName()));
			}
			SandboxOperation operation = UpdateCheck.of(request)
				.operation(history, request.clientToken(), this.stacks.now(), this.stacks.speed(), this.stacks.gitlab())
				.amid(this.stacks.account());
			for (SandboxChangeSet known : this.rows.of(history.stack().id())) {
				if (known.name().equals(request.changeSetName())) {
					return same(known, operation);
				}
			}
			StackUpdates.deployment(history, operation);
			SandboxStack stack = history.stack();
			SandboxChangeSet changeSet = new SandboxChangeSet(
					SandboxChangeSet.arn(stack.region(), request.changeSetName(), stack.id(), operation.startedAt()),
					stack.id(), request.changeSetName(), request.description(), stack.operations().size(), operation);
			this.rows.insert(changeSet);
			return changeSet;
		});
	}

	/** Finds a change set by id, or by its name and its stack's. */
	ChangeSetView get(String nameOrId, @Nullable String stackName) {
		return find(nameOrId, stackName).stream()
			.findFirst()
			.map(this::view)
			.orElseThrow(() -> SandboxRefusal.unknownChangeSet(nameOrId));
	}

	/** Forgets a change set; one that is unknown is forgotten already. */
	void delete(String nameOrId, @Nullable String stackName) {
		this.stacks.exclusively(() -> {
			find(nameOrId, stackName).stream().map(this::view).forEach((view) -> {
				if (view.executionStatus() == ExecutionStatus.EXECUTE_IN_PROGRESS) {
					throw SandboxRefusal
						.changeSetStatus("ChangeSet [%s] cannot be deleted in its current execution status of [%s]"
							.formatted(view.changeSet().id(), view.executionStatus()));
				}
				this.rows.delete(view.changeSet());
			});
			return true;
		});
	}

	/**
	 * Begins the update that a change set describes, unless the same request began it.
	 */
	void execute(ExecuteChangeSetRequest request) {
		NameCheck.token(request.clientRequestToken(), "clientRequestToken");
		this.stacks.exclusively(() -> {
			ChangeSetView view = get(request.changeSetName(), request.stackName());
			SandboxOperation latest = view.history().stack().latest();
			String id = view.changeSet().id();
			if (id.equals(latest.changeSetId()) && request.clientRequestToken() != null
					&& request.clientRequestToken().equals(latest.token())) {
				return false;
			}
			if (view.status() != ChangeSetStatus.CREATE_COMPLETE) {
				throw SandboxRefusal.changeSetStatus(
						"ChangeSet [%s] cannot be executed in its current status of [%s]".formatted(id, view.status()));
			}
			if (view.executionStatus() != ExecutionStatus.AVAILABLE) {
				throw SandboxRefusal
					.changeSetStatus("ChangeSet [%s] cannot be executed in its current execution status of [%s]"
						.formatted(id, view.executionStatus()));
			}
			this.stacks.append(view.history(),
					view.changeSet()
						.operation()
						.executed(request.clientRequestToken(), this.stacks.now(), this.stacks.speed())
						.hinderedBy(this.stacks.hindrances(view.history())));
			this.rows.of(view.changeSet().stackId())
				.stream()
				.filter((other) -> !other.id().equals(id))
				.forEach(this.rows::delete);
			return true;
		});
	}

	private ChangeSetView view(SandboxChangeSet changeSet) {
		History history = this.stacks.get(changeSet.stackId());
		History base = this.stacks.past(history.stack(), changeSet.base(), changeSet.createdAt());
		return ChangeSetView.of(changeSet, base, history, this.stacks.now());
	}

	private List<SandboxChangeSet> find(String nameOrId, @Nullable String stackName) {
		if (nameOrId.startsWith("arn:")) {
			return this.rows.withId(nameOrId)
				.stream()
				.filter((found) -> !this.stacks.get(found.stackId()).isDeleted())
				.toList();
		}
		if (stackName == null) {
			throw SandboxRefusal.validation("StackName must be specified if ChangeSetName is not specified as an ARN.");
		}
		return this.rows.of(stack(stackName).stack().id())
			.stream()
			.filter((found) -> found.name().equals(nameOrId))
			.toList();
	}

	private History stack(String nameOrId) {
		History history = this.stacks.find(nameOrId);
		if (history == null || history.isDeleted()) {
			throw SandboxRefusal.validation("Stack [%s] does not exist".formatted(nameOrId));
		}
		return history;
	}

	private static SandboxChangeSet same(SandboxChangeSet known, SandboxOperation asked) {
		SandboxOperation before = known.operation();
		if (asked.token() != null && Objects.equals(before.token(), asked.token())) {
			return known;
		}
		String attribute = !before.templateBody().equals(asked.templateBody()) ? "Template"
				: !before.parameters().equals(asked.parameters()) ? "Parameters" : "ClientToken";
		throw SandboxRefusal
			.changeSetExists("ChangeSet %s cannot be created due to a mismatch with existing attribute %s"
				.formatted(known.name(), attribute));
	}

}
