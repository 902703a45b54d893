package dev.runnerfleet.sandbox.story;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.manager.LogLine;
import dev.runnerfleet.sandbox.manager.ManagerLog;

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

	/** A machine boots, as far as it comes until something else goes wrong. */
	void boots(DeployedResource machine, Instant initiated, Instant end) {
		if (machine.awaitsSignal() && SandboxFailure.hasWayOut(machine, this.recorder.network())) {
			List<LogLine> lines = log(machine, initiated).boot(configuration());
			this.recorder.log(lines.stream().filter((line) -> !line.at().isAfter(end)).toList());
		}
	}

	/** A machine has told CloudFormation that it is ready. */
	void signalled(DeployedResource machine, Instant at) {
		if (Boolean.parseBoolean(this.deployment.values().get("ProveWithJob"))) {
			this.recorder.log(log(machine, at).proof(configuration(), startsWorkers()));
		}
	}

	private boolean startsWorkers() {
		return this.deployment.resources()
			.stream()
			.filter((resource) -> resource.type().equals("AWS::AutoScaling::AutoScalingGroup"))
			.noneMatch(
					(group) -> MachineFailure.ofWorkers(group, this.deployment, this.recorder.network()).isPresent());
	}

	/** A machine finds that it is told something else than before. */
	void changes(DeployedResource machine, Instant at, List<LogLine> before) {
		this.recorder.log(log(machine, this.pace.after(at, WAKING))
			.change(ManagerLog.inForce(before, machine.physicalId()).orElse(null), configuration()));
	}

	private ManagerLog log(DeployedResource machine, Instant start) {
		Function<Duration, Instant> time = (after) -> this.pace.after(start, after);
		return new ManagerLog(machine.physicalId(), machine.metadata(), this.deployment.operation().fault(), time);
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
