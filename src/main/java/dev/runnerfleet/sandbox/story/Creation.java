package dev.runnerfleet.sandbox.story;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.sandbox.account.SandboxNetwork;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;

/**
 * Plays out a stack's creation: each resource as soon as what it depends on is there, and
 * at the first failure the way back.
 */
final class Creation {

	private final SandboxOperation operation;

	private final Deployment deployment;

	private final SandboxNetwork network;

	private final Pace pace;

	private final EventRecorder recorder;

	private final ManagerTalk talk;

	private Creation(SandboxStack stack, SandboxOperation operation, Deployment deployment) {
		this.operation = operation;
		this.deployment = deployment;
		this.network = SandboxNetwork.of(stack.region());
		this.pace = new Pace(operation.speed());
		this.recorder = new EventRecorder(stack, operation, List.of());
		this.talk = new ManagerTalk(deployment, this.pace, this.recorder);
	}

	static EventRecorder played(SandboxStack stack, SandboxOperation operation, Deployment deployment) {
		Creation creation = new Creation(stack, operation, deployment);
		creation.play();
		return creation.recorder;
	}

	private void play() {
		this.recorder.stack(this.operation.startedAt(), ResourceStatus.CREATE_IN_PROGRESS, "User Initiated");
		if (this.operation.validationFailure().isPresent()) {
			refuse(this.operation.validationFailure().get(), this.pace.after(this.operation.startedAt(), Pace.STEP));
			return;
		}
		Collection<Run> runs = schedule().values();
		Optional<Instant> failure = runs.stream()
			.filter((run) -> run.failure() != null)
			.map(Run::ends)
			.min(Comparator.naturalOrder());
		Instant end = failure.orElseGet(
				() -> runs.stream().map(Run::ends).max(Comparator.naturalOrder()).orElse(this.operation.startedAt()));
		List<Run> begun = runs.stream().filter((run) -> run.begins().isBefore(end)).toList();
		begun.forEach((run) -> write(run, end));
		if (failure.isPresent()) {
			fail(begun.stream().filter((run) -> run.failsBy(end)).toList(), this.pace.after(end, Pace.STEP));
		}
		else {
			this.recorder.stack(this.pace.after(end, Pace.STEP), ResourceStatus.CREATE_COMPLETE, null);
		}
	}

	/** Nothing is made of what early validation refuses. */
	private void refuse(String reason, Instant at) {
		boolean rollback = this.operation.onFailure() == OnFailure.ROLLBACK;
		this.recorder.stack(at, rollback ? ResourceStatus.ROLLBACK_IN_PROGRESS : ResourceStatus.CREATE_FAILED, reason);
		if (rollback) {
			this.recorder.stack(this.pace.after(at, Pace.STEP), ResourceStatus.ROLLBACK_COMPLETE, null);
		}
	}

	private Map<String, Run> schedule() {
		Map<String, Run> runs = new LinkedHashMap<>();
		for (DeployedResource resource : this.deployment.resources()) {
			List<Run> before = resource.dependencies().stream().map(runs::get).toList();
			// What depends on a failure never begins.
			if (before.stream().allMatch((run) -> run != null && run.failure() == null)) {
				Instant begins = before.stream()
					.map(Run::ends)
					.max(Comparator.naturalOrder())
					.orElse(this.operation.startedAt());
				runs.put(resource.logicalId(), run(resource, this.pace.after(begins, Pace.STEP.dividedBy(2))));
			}
		}
		return runs;
	}

	private Run run(DeployedResource resource, Instant begins) {
		Duration duration = Pace.creation(resource);
		SandboxFailure failure = SandboxFailure.of(resource, this.deployment, this.network, this.operation)
			.orElse(null);
		Instant initiated = this.pace.after(begins,
				(resource.awaitsSignal() ? duration.minus(Pace.SIGNAL) : duration).dividedBy(3));
		Instant ends = (failure != null) ? this.pace.after(initiated, failure.after())
				: this.pace.after(initiated, duration.multipliedBy(2).dividedBy(3)).plusMillis(1);
		return new Run(resource, begins, initiated, ends, failure);
	}

	private void write(Run run, Instant end) {
		DeployedResource resource = run.resource();
		this.recorder.unborn(run.begins(), resource, ResourceStatus.CREATE_IN_PROGRESS, null);
		boolean exists = run.existsBy(end);
		String machine = ManagerLaunch.id(resource, this.operation.startedAt());
		if (exists) {
			this.recorder.resource(run.initiated(), resource, ResourceStatus.CREATE_IN_PROGRESS,
					"Resource creation Initiated");
			this.talk.boots(resource, machine, run.initiated(), end, run.failure());
		}
		if (!run.failsBy(end)) {
			if (resource.awaitsSignal()) {
				this.recorder.resource(run.ends().minusMillis(1), resource, ResourceStatus.CREATE_IN_PROGRESS,
						"Received SUCCESS signal with UniqueId " + machine);
				this.talk.signalled(resource, machine, run.ends());
			}
			this.recorder.resource(run.ends(), resource, ResourceStatus.CREATE_COMPLETE, null);
			return;
		}
		SandboxFailure failure = run.ends().equals(end) ? run.failure() : null;
		String reason = (failure != null) ? failure.reason() : "Resource creation cancelled";
		Instant at = (failure != null) ? end : this.pace.after(end, Duration.ofMillis(200));
		if (failure != null) {
			failure.announce(this.recorder, resource, machine, at, ResourceStatus.CREATE_IN_PROGRESS);
		}
		if (exists) {
			this.recorder.resource(at, resource, ResourceStatus.CREATE_FAILED, reason);
		}
		else {
			this.recorder.unborn(at, resource, ResourceStatus.CREATE_FAILED, reason);
		}
	}

	private void fail(List<Run> failed, Instant at) {
		List<String> names = failed.stream().map((run) -> run.resource().logicalId()).toList();
		String reason = "The following resource(s) failed to create: " + names + ". ";
		OnFailure onFailure = this.operation.onFailure();
		if (onFailure == OnFailure.DO_NOTHING) {
			this.recorder.stack(at, ResourceStatus.CREATE_FAILED, reason.strip());
			return;
		}
		boolean rollback = onFailure == OnFailure.ROLLBACK;
		this.recorder.stack(at, rollback ? ResourceStatus.ROLLBACK_IN_PROGRESS : ResourceStatus.DELETE_IN_PROGRESS,
				reason + (rollback ? "Rollback requested by user." : "Delete requested by user."));
		new SandboxRemoval(this.pace, this.recorder, this::isRetained, Map.of()).play(this.deployment, at,
				this.recorder.events(), rollback ? ResourceStatus.ROLLBACK_COMPLETE : ResourceStatus.DELETE_COMPLETE);
	}

	private boolean isRetained(DeployedResource resource) {
		return resource.hasDeletionPolicy("Retain") && !this.operation.retainExceptOnCreate();
	}

	private record Run(DeployedResource resource, Instant begins, Instant initiated, Instant ends,
			@Nullable SandboxFailure failure) {

		boolean existsBy(Instant end) {
			return !this.initiated.isAfter(end) && (this.failure == null || this.failure.initiated());
		}

		boolean failsBy(Instant end) {
			return this.failure != null || this.ends.isAfter(end);
		}

	}

}
