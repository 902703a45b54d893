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
import dev.runnerfleet.sandbox.cloudformation.ManualChanges.Change.Kind;
import dev.runnerfleet.sandbox.cloudformation.StackRegistry;
import dev.runnerfleet.sandbox.life.Span;
import dev.runnerfleet.sandbox.life.Trouble;
import dev.runnerfleet.sandbox.life.Worker;
import dev.runnerfleet.sandbox.manager.DockerMachine;
import dev.runnerfleet.sandbox.story.DeployedResource;
import dev.runnerfleet.sandbox.story.History;
import dev.runnerfleet.sandbox.story.MadeMachine;
import dev.runnerfleet.sandbox.story.ManagerLaunch;
import dev.runnerfleet.sandbox.story.Pace;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * The EC2 instances of one region: managers, the members of groups, and workers that
 * managers made themselves and that outlive them.
 */
class SandboxMachines {

	/** How long EC2 still shows what has been terminated. */
	private static final Duration MEMORY = Duration.ofMinutes(10);

	/** The tag that managers of the blueprints give their workers. */
	private static final String OWNER = "runner-fleet";

	private final StackRegistry stacks;

	private final Groups groups;

	private final ManualChanges manualChanges;

	private final FleetLives lives;

	SandboxMachines(StackRegistry stacks, Groups groups, ManualChanges manualChanges, FleetLives lives) {
		this.lives = lives;
		this.stacks = stacks;
		this.groups = groups;
		this.manualChanges = manualChanges;
	}

	List<Machine> all() {
		Instant now = this.stacks.now();
		List<Machine> machines = new ArrayList<>();
		for (History history : this.stacks.all()) {
			machines.addAll(managers(history));
			machines.addAll(workers(history, this.manualChanges, this.lives, now));
			this.groups.of(history).forEach((group) -> machines.addAll(members(group)));
		}
		machines.removeIf((machine) -> machine.endsAt() != null && machine.endsAt().plus(MEMORY).isBefore(now));
		return machines;
	}

	/** Whether a machine hangs. */
	boolean isImpaired(Machine machine) {
		String stack = machine.tags().getOrDefault("aws:cloudformation:stack-id", "");
		Instant now = this.stacks.now();
		return this.stacks.all()
			.stream()
			.filter((history) -> history.stack().id().equals(stack))
			.filter((history) -> history.managers().stream().anyMatch((manager) -> manager.id().equals(machine.id())))
			.flatMap((history) -> this.lives.spans(history).stream())
			.anyMatch((span) -> span.trouble() == Trouble.IMPAIRED && span.holds(now));
	}

	/** Terminates a machine; its manager makes no more of that kind. */
	void terminate(Machine machine) {
		this.stacks.exclusively(() -> {
			this.manualChanges.putFirst(machine.id(), Kind.ENDED, this.stacks.now());
			if (machine.manager() != null) {
				this.manualChanges.putFirst(machine.manager(), Kind.FROZEN, this.stacks.now());
			}
			return true;
		});
	}

	/**
	 * Stops a machine; a manager ends the workers that it has made on its way down, but
	 * for one of the original template.
	 */
	void stop(Machine machine) {
		this.stacks.exclusively(() -> {
			this.manualChanges.putFirst(machine.id(), Kind.STOPPED, this.stacks.now());
			this.manualChanges.putFirst(machine.id(), Kind.FROZEN, this.stacks.now());
			all().stream()
				.filter((worker) -> machine.id().equals(worker.manager()) && worker.tags().containsKey(OWNER))
				.forEach((worker) -> this.manualChanges.putFirst(worker.id(), Kind.ENDED, this.stacks.now()));
			return true;
		});
	}

	/** Starts a machine that was stopped; a manager makes workers anew. */
	void start(Machine machine) {
		this.stacks.exclusively(() -> {
			this.manualChanges.forget(machine.id(), Kind.STOPPED);
			this.manualChanges.forget(machine.id(), Kind.FROZEN);
			this.manualChanges.put(machine.id(), Kind.REVIVED, this.stacks.now(), "");
			return true;
		});
	}

	/** The workers that the managers of one stack made themselves. */
	static List<Machine> workers(History history, ManualChanges manualChanges, FleetLives lives, Instant now) {
		List<Machine> workers = new ArrayList<>();
		for (History.MadeResource thing : history.things("AWS::EC2::Instance")) {
			DeployedResource manager = history.deployment().find(thing.logicalId());
			if (manager != null && manager.physicalId().equals(thing.physicalId())) {
				DockerMachine.of(manager.metadata())
					.ifPresent((how) -> workers.addAll(workers(how, thing, history, manualChanges, lives, now)));
			}
		}
		return workers;
	}

	private static List<Machine> workers(DockerMachine how, History.MadeResource manager, History history,
			ManualChanges manualChanges, FleetLives lives, Instant now) {
		Pace pace = new Pace(history.stack().creation().speed());
		Instant until = earliest(now, manager.goneAt(),
				manualChanges.find(manager.physicalId(), Kind.FROZEN).map(ManualChanges.Change::at).orElse(null));
		List<Worker> workers = FleetLives.at(lives.all(history, manager.physicalId(), how.max(), null), now)
			.map((life) -> life.workers(until))
			.orElse(List.of());
		return workers.stream().map((worker) -> {
			Map<String, String> tags = new LinkedHashMap<>(how.tags());
			tags.put("Name", "runner-%s-%s-%s".formatted(worker.id().substring(3, 11),
					tags.containsKey(OWNER) ? "fleet" : "gitlab-docker-machine", worker.id().substring(11)));
			Instant ended = ended(worker.id(), manualChanges, pace);
			return new Machine(worker.id(), how.type(), how.subnetId(), tags, how.group(), worker.launchedAt(),
					(ended != null) ? ended : worker.endsAt(), null, manager.physicalId());
		}).toList();
	}

	private List<Machine> managers(History history) {
		return history.managers().stream().map((manager) -> {
			Optional<ManagerLaunch> launch = history.launch(manager);
			Instant ended = ended(manager.id(), Kind.ENDED, Trouble.MANAGER_GONE, history);
			return new Machine(manager.id(), launch.map(ManagerLaunch::type).orElse(""),
					launch.flatMap(ManagerLaunch::place).map(Subnet::subnetId).orElse(""), tags(history, manager), "",
					manager.launchedAt(), (ended != null) ? ended : manager.goneAt(), stopped(manager, history), null);
		}).toList();
	}

	private @Nullable Instant stopped(MadeMachine manager, History history) {
		Instant stopped = ended(manager.id(), Kind.STOPPED, Trouble.MANAGER_STOPPED, history);
		return (stopped != null || manager.isOfGroup()) ? stopped : manager.leavesAt();
	}

	private static Map<String, String> tags(History history, MadeMachine manager) {
		Map<String, String> tags = tags(history, manager.logicalId());
		if (manager.isOfGroup()) {
			tags.put("Name", history.stack().name() + "-manager");
			tags.put("aws:autoscaling:groupName", manager.group());
		}
		return tags;
	}

	/** When a manager came to an end or to rest, by hand or by a trouble. */
	private @Nullable Instant ended(String id, Kind kind, Trouble trouble, History history) {
		Pace pace = new Pace(history.stack().creation().speed());
		Instant now = this.stacks.now();
		return this.manualChanges.find(id, kind)
			.map(ManualChanges.Change::at)
			.or(() -> this.lives.spans(history)
				.stream()
				.filter((span) -> span.trouble() == trouble && span.holds(now))
				.map(Span::from)
				.findFirst())
			.map((at) -> pace.after(at, Pace.TERMINATION))
			.orElse(null);
	}

	private List<Machine> members(Group group) {
		return group.members().stream().map((seat) -> {
			Map<String, String> tags = tags(group.history(), group.thing().logicalId());
			tags.put("aws:autoscaling:groupName", group.name());
			return new Machine(seat.member().id(), seat.member().type(), subnet(group.resource()), tags, "",
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
		Map<String, String> tags = new LinkedHashMap<>(history.deployment().operation().tags());
		tags.put("aws:cloudformation:stack-id", history.stack().id());
		tags.put("aws:cloudformation:stack-name", history.stack().name());
		tags.put("aws:cloudformation:logical-id", logicalId);
		return tags;
	}

	private static @Nullable Instant ended(String id, ManualChanges manualChanges, Pace pace) {
		return manualChanges.find(id, Kind.ENDED)
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
