package dev.runnerfleet.sandbox.services;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.runnerfleet.sandbox.cloudformation.ManualChanges;
import dev.runnerfleet.sandbox.cloudformation.StackRegistry;
import dev.runnerfleet.sandbox.life.Life;
import dev.runnerfleet.sandbox.logs.DerivedStream;
import dev.runnerfleet.sandbox.logs.DerivedStreams;
import dev.runnerfleet.sandbox.manager.DockerMachine;
import dev.runnerfleet.sandbox.manager.ManagerLog;
import dev.runnerfleet.sandbox.story.DeployedResource;
import dev.runnerfleet.sandbox.story.History;
import dev.runnerfleet.sandbox.story.MadeMachine;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;

/** Knows what managers report of their fleets. */
class PulseStreams implements DerivedStreams {

	private static final Set<ResourceStatus> COMPLETE = EnumSet.of(ResourceStatus.CREATE_COMPLETE,
			ResourceStatus.UPDATE_COMPLETE);

	private final StackRegistry stacks;

	private final Groups groups;

	private final FleetLives lives;

	private final ManualChanges manualChanges;

	PulseStreams(StackRegistry stacks, Groups groups, FleetLives lives) {
		this.stacks = stacks;
		this.groups = groups;
		this.lives = lives;
		this.manualChanges = stacks.manualChanges();
	}

	@Override
	public List<DerivedStream> of(String group) {
		List<DerivedStream> streams = new ArrayList<>();
		for (History history : this.stacks.all()) {
			for (MadeMachine manager : history.managers()) {
				DeployedResource resource = history.deployment().find(manager.logicalId());
				if (resource != null && group.equals(ManagerLog.reports(resource.metadata()))
						&& history.operatesSince().isPresent() && works(history, manager)) {
					stream(history, manager, resource).ifPresent((stream) -> {
						if (reports(history) && stream.reach().isPresent()) {
							streams.add(stream);
						}
						streams.add(new RunnerStream(stream.fleet(), stream.ends(), gitlab(history)));
					});
				}
			}
		}
		return streams;
	}

	/** One that AWS gave up before its signal has never run a job. */
	private static boolean works(History history, MadeMachine manager) {
		return manager.isOfGroup() ? history.takesOver(manager).isPresent()
				: history.events()
					.stream()
					.anyMatch((event) -> manager.id().equals(event.physicalResourceId())
							&& COMPLETE.contains(event.resourceStatus()));
	}

	private static String gitlab(History history) {
		Map<String, String> values = history.stack().creation().parameters();
		return values.getOrDefault("GitlabUrl", "https://gitlab.com/").replaceFirst("/+$", "");
	}

	/** Whether its blueprint is not of before there were reports. */
	private static boolean reports(History history) {
		return history.outputs().stream().anyMatch((output) -> output.outputKey().equals("ReportVersion"));
	}

	private Optional<PulseStream> stream(History history, MadeMachine manager, DeployedResource resource) {
		Instant now = this.stacks.now();
		Optional<DockerMachine> machines = DockerMachine.of(resource.metadata());
		Optional<Group> group = machines.isPresent() ? Optional.empty()
				: this.groups.of(history, now).stream().findFirst();
		List<Life> lives = machines.map((how) -> this.lives.all(history, manager.id(), how.max(), null))
			.or(() -> group.map(Group::lives))
			.orElse(List.of());
		PulseStream.Fleet fleet = new PulseStream.Fleet(history, manager, lives, this.lives.spans(history),
				machines.map(DockerMachine::max).or(() -> group.map((each) -> each.size().max())).orElse(0));
		return lives.isEmpty() ? Optional.empty()
				: Optional.of(new PulseStream(fleet, ended(manager, now), (at) -> this.groups.of(history, at)));
	}

	/** When a manager spoke last, at the latest. */
	private Instant ended(MadeMachine manager, Instant now) {
		Instant ends = (!manager.isOfGroup() && manager.leavesAt() != null) ? manager.leavesAt() : now.plusMillis(1);
		for (ManualChanges.Change.Kind kind : List.of(ManualChanges.Change.Kind.ENDED,
				ManualChanges.Change.Kind.STOPPED)) {
			Instant at = this.manualChanges.find(manager.id(), kind).map(ManualChanges.Change::at).orElse(ends);
			ends = at.isBefore(ends) ? at : ends;
		}
		return (manager.goneAt() != null && manager.goneAt().isBefore(ends)) ? manager.goneAt() : ends;
	}

}
