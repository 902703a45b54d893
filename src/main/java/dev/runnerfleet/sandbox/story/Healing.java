package dev.runnerfleet.sandbox.story;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.manager.LogLine;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/**
 * Tells a stack's history anew where somebody ended a machine behind its group's back:
 * the group starts another in its place, which does all that the first one would have.
 */
final class Healing {

	private final History history;

	private final Function<String, Optional<Instant>> lost;

	private final Instant now;

	private final Pace pace;

	private final EventRecorder recorder;

	private final Map<String, String> heirs = new LinkedHashMap<>();

	Healing(History history, Function<String, Optional<Instant>> lost, Instant now) {
		this.history = history;
		this.lost = lost;
		this.now = now;
		this.pace = new Pace(history.stack().creation().speed());
		this.recorder = new EventRecorder(history.stack(), history.stack().creation(), List.of());
	}

	History told() {
		List<MadeMachine> machines = new ArrayList<>();
		this.history.machines().forEach((machine) -> add(machine, machines));
		if (machines.equals(this.history.machines())) {
			return this.history;
		}
		List<LogLine> lines = new ArrayList<>(this.history.lines());
		lines.removeIf((line) -> machines.stream()
			.anyMatch((machine) -> line.stream().startsWith(machine.id() + "/") && machine.goneAt() != null
					&& line.at().isAfter(machine.goneAt())));
		this.recorder.lines().stream().filter((line) -> !line.at().isAfter(this.now)).forEach(lines::add);
		lines.sort(Comparator.comparing(LogLine::at));
		return new History(this.history.stack(), this.history.chapter(),
				this.history.events().stream().map(this::renamed).toList(), lines, machines);
	}

	private void add(MadeMachine machine, List<MadeMachine> machines) {
		Instant at = this.lost.apply(machine.id())
			.filter((lost) -> !lost.isBefore(machine.launchedAt())
					&& (machine.goneAt() == null || lost.isBefore(machine.goneAt())))
			.orElse(null);
		if (at == null || machine.refusal() != null) {
			machines.add(machine);
			return;
		}
		Instant gone = this.pace.after(at, Pace.TERMINATION);
		machines.add(machine.ending(machine.leavesAt(), gone));
		Instant starts = this.pace.after(gone, Pace.HEALING);
		boolean wanted = machine.leavesAt() == null || starts.isBefore(machine.leavesAt());
		if (wanted && !starts.isAfter(this.now)) {
			MadeMachine heir = machine.heir(Ids.ec2("i", machine.id(), "heir"), starts);
			this.heirs.put(machine.id(), heir.id());
			DeployedResource group = this.history.deployment().find(machine.logicalId());
			if (group != null) {
				new ManagerTalk(this.history.deployment(), this.pace, this.recorder).boots(group, heir.id(), starts,
						this.now, null);
			}
			add(heir, machines);
		}
	}

	/** What CloudFormation says of a machine it says of the one that there is by then. */
	private StackEvent renamed(StackEvent event) {
		String reason = event.resourceStatusReason();
		if (reason == null || !reason.contains("erminat")) {
			return event;
		}
		for (Map.Entry<String, String> heir : this.heirs.entrySet()) {
			reason = reason.replace(heir.getKey(), heir.getValue());
		}
		return event.toBuilder().resourceStatusReason(reason).build();
	}

}
