package dev.runnerfleet.sandbox.services;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.cloudformation.ManualChanges;
import dev.runnerfleet.sandbox.cloudformation.StackRegistry;
import dev.runnerfleet.sandbox.story.DeployedResource;
import dev.runnerfleet.sandbox.story.History;
import dev.runnerfleet.sandbox.story.Pace;
import org.jspecify.annotations.Nullable;

/**
 * The EC2 instances of one region: managers, the members of groups, and workers that
 * managers made themselves and that outlive them.
 */
class SandboxMachines {

	/** How long EC2 still shows what has been terminated. */
	private static final Duration MEMORY = Duration.ofMinutes(10);

	private final StackRegistry stacks;

	private final Groups groups;

	private final ManualChanges manualChanges;

	SandboxMachines(StackRegistry stacks, Groups groups, ManualChanges manualChanges) {
		this.stacks = stacks;
		this.groups = groups;
		this.manualChanges = manualChanges;
	}

	List<Machine> all() {
		Instant now = this.stacks.now();
		List<Machine> machines = new ArrayList<>();
		for (History history : this.stacks.all()) {
			machines.addAll(managers(history));
			machines.addAll(workers(history, this.manualChanges, now));
			this.groups.of(history).forEach((group) -> machines.addAll(members(group)));
		}
		machines.removeIf((machine) -> machine.endsAt() != null && machine.endsAt().plus(MEMORY).isBefore(now));
		return machines;
	}

	/** Terminates a machine; its manager makes no more of that kind. */
	void terminate(Machine machine) {
		this.stacks.exclusively(() -> {
			this.manualChanges.putFirst(machine.id(), ManualChanges.Change.Kind.ENDED, this.stacks.now());
			if (machine.manager() != null) {
				this.manualChanges.putFirst(machine.manager(), ManualChanges.Change.Kind.FROZEN, this.stacks.now());
			}
			return true;
		});
	}

	/** Stops a machine; a manager ends the workers that it has made on its way down. */
	void stop(Machine machine) {
		this.stacks.exclusively(() -> {
			this.manualChanges.putFirst(machine.id(), ManualChanges.Change.Kind.STOPPED, this.stacks.now());
			this.manualChanges.putFirst(machine.id(), ManualChanges.Change.Kind.FROZEN, this.stacks.now());
			all().stream()
				.filter((worker) -> machine.id().equals(worker.manager()))
				.forEach((worker) -> this.manualChanges.putFirst(worker.id(), ManualChanges.Change.Kind.ENDED,
						this.stacks.now()));
			return true;
		});
	}

	/** Starts a machine that was stopped; a manager makes workers anew. */
	void start(Machine machine) {
		this.stacks.exclusively(() -> {
			this.manualChanges.forget(machine.id(), ManualChanges.Change.Kind.STOPPED);
			this.manualChanges.forget(machine.id(), ManualChanges.Change.Kind.FROZEN);
			this.manualChanges.put(machine.id(), ManualChanges.Change.Kind.REVIVED, this.stacks.now(), "");
			return true;
		});
	}

	/** The workers that the managers of one stack made themselves. */
	static List<Machine> workers(History history, ManualChanges manualChanges, Instant now) {
		List<Machine> workers = new ArrayList<>();
		Instant since = history.operatesSince().orElse(null);
		for (History.MadeResource thing : history.things("AWS::EC2::Instance")) {
			DeployedResource manager = history.deployment().find(thing.logicalId());
			if (since != null && manager != null && manager.physicalId().equals(thing.physicalId())) {
				DockerMachine.of(manager)
					.ifPresent((how) -> workers.addAll(workers(how, thing, history, since, manualChanges, now)));
			}
		}
		return workers;
	}

	private static List<Machine> workers(DockerMachine how, History.MadeResource manager, History history,
			Instant since, ManualChanges manualChanges, Instant now) {
		Pace pace = new Pace(history.stack().creation().speed());
		Instant until = earliest(now, manager.goneAt(),
				manualChanges.find(manager.physicalId(), ManualChanges.Change.Kind.FROZEN)
					.map(ManualChanges.Change::at)
					.orElse(null));
		Optional<Instant> revived = manualChanges.find(manager.physicalId(), ManualChanges.Change.Kind.REVIVED)
			.map(ManualChanges.Change::at);
		Population population = new Population(manager.physicalId() + revived.map(Instant::toString).orElse(""),
				pace.after(revived.orElse(since), Pace.FIRST_WORKER), how.max());
		return population.at(until).stream().map((member) -> {
			Map<String, String> tags = new LinkedHashMap<>(how.tags());
			tags.put("Name", "runner-" + member.id().substring(3, 11) + "-fleet-" + member.id().substring(11));
			return new Machine(member.id(), how.type(), how.subnetId(), tags, member.launchedAt(),
					ended(member.id(), manualChanges, pace), null, manager.physicalId());
		}).toList();
	}

	private List<Machine> managers(History history) {
		Pace pace = new Pace(history.stack().creation().speed());
		return history.things("AWS::EC2::Instance").stream().map((thing) -> {
			DeployedResource resource = history.deployment().find(thing.logicalId());
			String type = (resource != null) ? resource.property("InstanceType") : "";
			Instant ended = ended(thing.physicalId(), this.manualChanges, pace);
			return new Machine(thing.physicalId(), type, (resource != null) ? subnet(resource) : "",
					tags(history, thing.logicalId()), thing.createdAt(), (ended != null) ? ended : thing.goneAt(),
					this.manualChanges.find(thing.physicalId(), ManualChanges.Change.Kind.STOPPED)
						.map((manualChange) -> pace.after(manualChange.at(), Pace.TERMINATION))
						.orElse(null),
					null);
		}).toList();
	}

	private List<Machine> members(Group group) {
		return group.members().stream().map((seat) -> {
			Map<String, String> tags = tags(group.history(), group.thing().logicalId());
			tags.put("aws:autoscaling:groupName", group.name());
			return new Machine(seat.member().id(), GroupAnswers.instanceType(group), subnet(group.resource()), tags,
					seat.member().launchedAt(), seat.member().endsAt(), null, null);
		}).toList();
	}

	private String subnet(DeployedResource resource) {
		return SandboxNetwork.of(this.stacks.region())
			.subnetsNamedIn(resource.properties())
			.stream()
			.findFirst()
			.map((subnet) -> subnet.subnetId())
			.orElse("");
	}

	private static Map<String, String> tags(History history, String logicalId) {
		Map<String, String> tags = new LinkedHashMap<>(history.stack().tags());
		tags.put("aws:cloudformation:stack-id", history.stack().id());
		tags.put("aws:cloudformation:stack-name", history.stack().name());
		tags.put("aws:cloudformation:logical-id", logicalId);
		return tags;
	}

	private static @Nullable Instant ended(String id, ManualChanges manualChanges, Pace pace) {
		return manualChanges.find(id, ManualChanges.Change.Kind.ENDED)
			.map((manualChange) -> pace.after(manualChange.at(), Pace.TERMINATION))
			.orElse(null);
	}

	private static Instant earliest(Instant now, @Nullable Instant... others) {
		Instant earliest = now;
		for (Instant other : others) {
			earliest = (other != null && other.isBefore(earliest)) ? other : earliest;
		}
		return earliest;
	}

}
