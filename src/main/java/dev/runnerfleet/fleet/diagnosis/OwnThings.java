package dev.runnerfleet.fleet.diagnosis;

import java.util.Optional;

import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.manager.Managers;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationFailure;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackResource;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Leads to a fleet's own things instead of to lists of a whole region. */
@Component
class OwnThings {

	private final Fleets fleets;

	private final Stacks stacks;

	private final Managers managers;

	OwnThings(Fleets fleets, Stacks stacks, Managers managers) {
		this.fleets = fleets;
		this.managers = managers;
		this.stacks = stacks;
	}

	/** A cause of what is so with a fleet as it is. */
	Cause linked(Cause cause, Stack stack) {
		return linked(cause, stack, null, true);
	}

	/** The cause of a failure; a change that failed may have been one of the network. */
	Cause linked(Cause cause, Stack stack, Operation operation, OperationFailure failure) {
		return linked(cause, stack, failure.logicalId(), operation.kind() != Operation.Kind.UPDATE);
	}

	private Cause linked(Cause cause, Stack stack, @Nullable String resource, boolean placed) {
		return cause.links().stream().allMatch((link) -> link.type() == null) ? cause
				: cause.of(stack.region(), (type) -> thing(stack, type, resource, placed));
	}

	private Optional<String> thing(Stack stack, String type, @Nullable String resource, boolean placed) {
		return switch (type) {
			case Cause.STACK -> Optional.ofNullable(stack.arn());
			case "AWS::EC2::VPC" -> placed ? value(stack, "VpcId") : Optional.empty();
			case "AWS::EC2::Subnet" ->
				placed ? value(stack, "SubnetIds").map((subnets) -> subnets.split(",")[0].strip()) : Optional.empty();
			case "AWS::Logs::LogGroup" -> Optional.of(Blueprint.logGroup(stack.name()));
			default -> made(stack, type, resource);
		};
	}

	/** What is given and not made here. */
	private Optional<String> value(Stack stack, String parameter) {
		return this.fleets.find(stack.id())
			.map((fleet) -> fleet.parameters().getOrDefault(parameter, ""))
			.filter((value) -> !value.isBlank());
	}

	/** What AWS has deleted has no page any more. */
	private Optional<String> made(Stack stack, String type, @Nullable String resource) {
		if (type.equals("AWS::EC2::Instance")) {
			Managers.Crew crew = this.managers.of(stack.id());
			return crew.present() ? Optional.ofNullable(crew.working()) : Optional.empty();
		}
		return this.stacks.resources(stack.id())
			.stream()
			.filter((each) -> !Managers.GROUP.equals(each.logicalId()) && !Managers.GROUP.equals(resource))
			.filter((each) -> each.type().equals(type) && !each.status().equals("DELETE_COMPLETE"))
			.filter((each) -> each.physicalId() != null && !each.physicalId().isEmpty())
			.reduce((first, second) -> second.logicalId().equals(resource) ? second : first)
			.map(StackResource::physicalId);
	}

}
