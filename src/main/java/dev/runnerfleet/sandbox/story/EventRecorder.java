package dev.runnerfleet.sandbox.story;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.manager.LogLine;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import tools.jackson.databind.json.JsonMapper;

/** Writes down the events of one operation in CloudFormation's form. */
final class EventRecorder {

	static final String STACK_TYPE = "AWS::CloudFormation::Stack";

	private static final JsonMapper JSON = JsonMapper.shared();

	private final List<StackEvent> events = new ArrayList<>();

	private final List<LogLine> lines = new ArrayList<>();

	private final Map<String, MadeMachine> machines = new LinkedHashMap<>();

	private final SandboxStack stack;

	private final SandboxOperation operation;

	private String operationId = "";

	/**
	 * Begins a chronicle.
	 * @param machines what groups have started so far
	 */
	EventRecorder(SandboxStack stack, SandboxOperation operation, List<MadeMachine> machines) {
		this.stack = stack;
		this.operation = operation;
		machines.forEach((machine) -> this.machines.put(machine.id(), machine));
	}

	SandboxNetwork network() {
		return SandboxNetwork.of(this.stack.region());
	}

	/** What is written so far, in the order of writing. */
	List<StackEvent> events() {
		return this.events;
	}

	/** What managers have logged so far, in the order of writing. */
	List<LogLine> lines() {
		return this.lines;
	}

	/** What groups have started by its end, oldest first. */
	List<MadeMachine> machines() {
		return List.copyOf(this.machines.values());
	}

	/** The machines of a group that there are and that nobody ends. */
	List<MadeMachine> machinesOf(DeployedResource group) {
		return this.machines.values()
			.stream()
			.filter((machine) -> machine.group().equals(group.physicalId()) && machine.goneAt() == null
					&& machine.refusal() == null)
			.toList();
	}

	/** Writes down that a group has started a machine, or what becomes of one. */
	void machine(MadeMachine machine) {
		this.machines.put(machine.id(), machine);
	}

	void log(List<LogLine> lines) {
		this.lines.addAll(lines);
	}

	/**
	 * Writes an event of the stack itself; one that begins something gets an id of its
	 * own.
	 */
	void stack(Instant at, ResourceStatus status, @Nullable String reason) {
		stack(at, status.toString(), reason);
	}

	/** The same for a status that resources never have. */
	void stack(Instant at, String status, @Nullable String reason) {
		if (status.endsWith("_IN_PROGRESS") && !status.endsWith("_CLEANUP_IN_PROGRESS")) {
			this.operationId = Ids.uuid("operation", this.stack.id(), status, at);
		}
		this.events.add(event(at, status, reason).eventId(Ids.uuid(this.stack.id(), status, at))
			.logicalResourceId(this.stack.name())
			.physicalResourceId(this.stack.id())
			.resourceType(STACK_TYPE)
			.build());
	}

	/** Writes an event of a resource that exists, or existed. */
	void resource(Instant at, DeployedResource resource, ResourceStatus status, @Nullable String reason) {
		resource(at, resource, resource.physicalId(), status, reason);
	}

	/**
	 * Writes an event of a resource that has no physical id, because it never existed.
	 */
	void unborn(Instant at, DeployedResource resource, ResourceStatus status, @Nullable String reason) {
		resource(at, resource, "", status, reason);
	}

	/** Writes an event of a resource under an id that is not, or not yet, its own. */
	void resource(Instant at, DeployedResource resource, String physicalId, ResourceStatus status,
			@Nullable String reason) {
		this.events.add(event(at, status.toString(), reason)
			.eventId("%s-%s-%s".formatted(resource.logicalId(), status, millis(at)))
			.logicalResourceId(resource.logicalId())
			.physicalResourceId(physicalId)
			.resourceType(resource.type())
			.resourceProperties(resource.isSecret() ? null : JSON.writeValueAsString(resource.properties()))
			.build());
	}

	private StackEvent.Builder event(Instant at, String status, @Nullable String reason) {
		return StackEvent.builder()
			.stackId(this.stack.id())
			.stackName(this.stack.name())
			.timestamp(at)
			.resourceStatus(status)
			.resourceStatusReason(reason)
			.operationId(this.operationId)
			.clientRequestToken(this.operation.token());
	}

	private static String millis(Instant at) {
		String text = at.toString();
		return text.contains(".") ? text : text.replace("Z", ".000Z");
	}

}
