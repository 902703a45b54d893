package dev.runnerfleet.sandbox.story;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.manager.LogLine;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/**
 * What has happened to a stack by a certain time, from which its state follows.
 *
 * @param stack the stack
 * @param chapter what was asked of it last
 * @param events its events, oldest first
 * @param lines what its managers have logged, oldest first
 * @param machines what groups that wait for their machines' word have started, oldest
 * first
 */
public record History(SandboxStack stack, Chapter chapter, List<StackEvent> events, List<LogLine> lines,
		List<MadeMachine> machines) {

	/**
	 * The latest event of each resource, in the order in which they began. The removal of
	 * a predecessor is no news of the one that has taken its place.
	 */
	static Map<String, StackEvent> resources(List<StackEvent> events) {
		Map<String, StackEvent> resources = new LinkedHashMap<>();
		events.stream()
			.filter((event) -> !isOfStack(event))
			.forEach((event) -> resources.merge(event.logicalResourceId(), event,
					(last, next) -> isOfPredecessor(next, last) ? last : next));
		return resources;
	}

	private static boolean isOfPredecessor(StackEvent event, StackEvent last) {
		return event.resourceStatusAsString().startsWith("DELETE_") && !last.physicalResourceId().isEmpty()
				&& !last.physicalResourceId().equals(event.physicalResourceId());
	}

	static boolean isGone(StackEvent event) {
		return event.resourceStatus() == ResourceStatus.DELETE_COMPLETE
				|| event.resourceStatus() == ResourceStatus.DELETE_SKIPPED;
	}

	public List<StackEvent> resources() {
		return List.copyOf(resources(this.events).values());
	}

	/** The logical ids of what could not be made what it was. */
	public List<String> failedResources() {
		return resources().stream()
			.filter((event) -> event.resourceStatus() == ResourceStatus.UPDATE_FAILED)
			.map(StackEvent::logicalResourceId)
			.toList();
	}

	public List<StackEvent> newestFirst() {
		List<StackEvent> newestFirst = new ArrayList<>(this.events);
		Collections.reverse(newestFirst);
		return newestFirst;
	}

	/** Since when the fleet works, empty if it never came to that. */
	public Optional<Instant> operatesSince() {
		return since(ResourceStatus.CREATE_COMPLETE);
	}

	/**
	 * When an update that was asked for within a time was complete, empty if none was.
	 */
	public Optional<Instant> completedUpdate(Instant from, Instant before) {
		return this.events.stream()
			.filter((event) -> isOfStack(event) && event.resourceStatus() == ResourceStatus.UPDATE_COMPLETE)
			.map(StackEvent::timestamp)
			.filter((at) -> !at.isBefore(from) && at.isBefore(before))
			.findFirst();
	}

	/**
	 * Why a group of workers starts none, in the words of its activities; empty if it
	 * does.
	 */
	public Optional<String> workerFailure(DeployedResource group) {
		return MachineFailure.ofWorkers(group, deployment(), SandboxNetwork.of(this.stack.region()));
	}

	/** All that the stack ever made of a type, predecessors included, oldest first. */
	public List<MadeResource> things(String type) {
		Map<String, MadeResource> things = new LinkedHashMap<>();
		for (StackEvent event : this.events) {
			String id = event.physicalResourceId();
			if (type.equals(event.resourceType()) && !id.isEmpty()) {
				Instant createdAt = things.containsKey(id) ? things.get(id).createdAt() : event.timestamp();
				boolean gone = event.resourceStatus() == ResourceStatus.DELETE_COMPLETE;
				things.put(id,
						new MadeResource(event.logicalResourceId(), id, createdAt, gone ? event.timestamp() : null));
			}
		}
		return List.copyOf(things.values());
	}

	/**
	 * The same where groups have started others in the place of lost machines.
	 * @param lost when a machine was ended or stopped by hand, if it was
	 */
	public History healed(Function<String, Optional<Instant>> lost, Instant now) {
		return this.machines.isEmpty() ? this : new Healing(this, lost, now).told();
	}

	/** All managers that the stack ever had, whoever started them, oldest first. */
	public List<MadeMachine> managers() {
		return Stream
			.concat(things("AWS::EC2::Instance").stream().map((thing) -> MadeMachine.of(thing, stopped(thing))),
					this.machines.stream().filter((machine) -> machine.refusal() == null))
			.sorted(Comparator.comparing(MadeMachine::launchedAt))
			.toList();
	}

	/** When one that a group's manager replaces was stopped by that one. */
	private @Nullable Instant stopped(MadeResource single) {
		return this.machines.stream()
			.filter((machine) -> machine.launchedAt().isAfter(single.createdAt())
					&& (machine.goneAt() == null || single.goneAt() != null))
			.flatMap((machine) -> spoke(machine).stream())
			.min(Comparator.naturalOrder())
			.orElse(null);
	}

	private Optional<Instant> spoke(MadeMachine manager) {
		return this.events.stream()
			.filter((event) -> ("Received SUCCESS signal with UniqueId " + manager.id())
				.equals(event.resourceStatusReason()))
			.map(StackEvent::timestamp)
			.findFirst();
	}

	/**
	 * From when on a group's manager works: once it has spoken and none is before it.
	 * @return empty if it has not come to that
	 */
	public Optional<Instant> takesOver(MadeMachine manager) {
		Optional<Instant> spoke = manager.heals() ? Optional.of(manager.launchedAt()) : spoke(manager);
		List<MadeMachine> before = managers().stream()
			.filter((other) -> other.group().equals(manager.group())
					&& other.launchedAt().isBefore(manager.launchedAt()))
			.toList();
		return spoke.filter((at) -> before.stream().allMatch((other) -> other.goneAt() != null))
			.map((at) -> before.stream()
				.map((other) -> Objects.requireNonNull(other.goneAt()))
				.reduce(at, (one, other) -> one.isAfter(other) ? one : other));
	}

	/** What a manager is started from, empty if it is of a template before. */
	public Optional<ManagerLaunch> launch(MadeMachine manager) {
		return Optional.ofNullable(deployment().find(manager.logicalId()))
			.map((resource) -> ManagerLaunch.of(resource, deployment(), SandboxNetwork.of(this.stack.region())));
	}

	/** The stack-level event that made the stack what it is. */
	public StackEvent state() {
		return newestFirst().stream().filter(History::isOfStack).findFirst().orElseThrow();
	}

	public String status() {
		return state().resourceStatusAsString();
	}

	/** What the stack consists of: what there was, once an update is taken back. */
	public Deployment deployment() {
		return status().startsWith("UPDATE_ROLLBACK_") ? this.chapter.before() : this.chapter.after();
	}

	/** The outputs, which follow an update only when it is done. */
	public List<Output> outputs() {
		if (since(ResourceStatus.CREATE_COMPLETE).isEmpty()) {
			return List.of();
		}
		return (status().equals("UPDATE_IN_PROGRESS") ? this.chapter.before() : deployment()).outputs();
	}

	public boolean isUpdating() {
		return status().startsWith("UPDATE_") && status().endsWith("_IN_PROGRESS");
	}

	public boolean isDeleted() {
		return state().resourceStatus() == ResourceStatus.DELETE_COMPLETE;
	}

	/** When the stack first had a status, empty if it never had. */
	public Optional<Instant> since(ResourceStatus status) {
		return this.events.stream()
			.filter((event) -> isOfStack(event) && event.resourceStatus() == status)
			.map(StackEvent::timestamp)
			.findFirst();
	}

	static boolean isOfStack(StackEvent event) {
		return EventRecorder.STACK_TYPE.equals(event.resourceType())
				&& event.stackId().equals(event.physicalResourceId());
	}

	/**
	 * Something that a stack made, which may outlive it.
	 *
	 * @param logicalId its name in the template
	 * @param physicalId its name in AWS
	 * @param createdAt when it came into being
	 * @param goneAt when CloudFormation removed it, {@code null} while it has not
	 */
	public record MadeResource(String logicalId, String physicalId, Instant createdAt, @Nullable Instant goneAt) {

	}

}
