package dev.runnerfleet.sandbox.story;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.manager.LogLine;
import dev.runnerfleet.sandbox.manager.ManagerLog;
import org.jspecify.annotations.Nullable;

/** Lets the managers of a stack log what they do, in step with the stack's events. */
final class ManagerTalk {

	private static final Duration WAKING = Duration.ofSeconds(2);

	private final Deployment deployment;

	private final Pace pace;

	private final EventRecorder recorder;

	ManagerTalk(Deployment deployment, Pace pace, EventRecorder recorder) {
		this.deployment = deployment;
		this.pace = pace;
		this.recorder = recorder;
	}

	/**
	 * A resource's machine is started and boots, as far as it comes until something else
	 * goes wrong.
	 */
	void boots(DeployedResource resource, String machine, Instant initiated, Instant end,
			@Nullable SandboxFailure failure) {
		boots(resource, machine, initiated, end, failure, false);
	}

	/** The same of one that finds an older one at work and waits until that has gone. */
	void boots(DeployedResource resource, String machine, Instant initiated, Instant end,
			@Nullable SandboxFailure failure, boolean waits) {
		if (resource.isGroup() && resource.isOfManager() && !initiated.isAfter(end)) {
			this.recorder
				.machine(MadeMachine.of(resource, machine, initiated, (failure != null) ? failure.refusal() : null));
		}
		boolean starts = failure == null || failure.refusal() == null;
		if (resource.awaitsSignal() && starts && ManagerLaunch.of(resource, this.deployment, this.recorder.network())
			.hasWayOut(this.recorder.network())) {
			ManagerLog log = log(resource, machine, initiated);
			List<LogLine> lines = waits ? log.standby(configuration()) : log.boot(configuration());
			this.recorder.log(lines.stream().filter((line) -> !line.at().isAfter(end)).toList());
		}
	}

	/**
	 * A machine that boots lets the one before it, a resource of its own, end its jobs.
	 */
	void replaces(DeployedResource resource, String machine, Instant initiated, Instant end) {
		this.recorder.log(log(resource, machine, initiated).predecessorEnded(configuration())
			.stream()
			.filter((line) -> !line.at().isAfter(end))
			.toList());
	}

	/** A machine that has waited is the oldest by now. */
	void takesOver(DeployedResource resource, String machine, Instant at) {
		this.recorder.log(log(resource, machine, this.pace.after(at, WAKING)).takeover(configuration()));
	}

	/** A machine finishes its jobs from one time to another. */
	void leaves(DeployedResource resource, String machine, Instant at, Instant gone, int minutes) {
		Function<Duration, Instant> time = (after) -> after.isZero() ? at : gone.minusMillis(1);
		this.recorder.log(new ManagerLog(machine, resource.metadata(), null, time).leave(configuration(), minutes,
				Duration.ofMillis(1)));
	}

	/** A machine has told CloudFormation that it is ready, and works from now on. */
	void signalled(DeployedResource resource, String machine, Instant at) {
		if (Boolean.parseBoolean(this.deployment.values().get("ProveWithJob"))) {
			this.recorder.log(log(resource, machine, at).proof(configuration(), startsWorkers()));
		}
	}

	private boolean startsWorkers() {
		return this.deployment.resources()
			.stream()
			.filter((resource) -> resource.isGroup() && !resource.isOfManager())
			.noneMatch(
					(group) -> MachineFailure.ofWorkers(group, this.deployment, this.recorder.network()).isPresent());
	}

	/** A machine finds that it is told something else than before. */
	void changes(DeployedResource resource, String machine, Instant at, List<LogLine> before) {
		this.recorder.log(log(resource, machine, this.pace.after(at, WAKING))
			.change(ManagerLog.inForce(before, machine).orElse(null), configuration()));
	}

	private ManagerLog log(DeployedResource resource, String machine, Instant start) {
		Function<Duration, Instant> time = (after) -> this.pace.after(start, after);
		return new ManagerLog(machine, resource.metadata(), this.deployment.operation().fault(), time);
	}

	/** Stands for all that a manager is told: its files and its token. */
	private String configuration() {
		List<Map<String, Object>> parts = this.deployment.resources()
			.stream()
			.filter((resource) -> resource.awaitsSignal() || resource.isSecret())
			.map((resource) -> resource.isSecret() ? resource.properties() : resource.metadata())
			.toList();
		return Ids.uuid("configuration", parts).replace("-", "").substring(0, 12);
	}

}
