package dev.runnerfleet.autopsy;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.autopsy.Autopsy.Verdict;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.manager.ManagerGroups;
import dev.runnerfleet.manager.Managers;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackResource;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Hears what a manager is at while AWS waits for it, by a single call a look, and only
 * while somebody has the fleet's page open.
 */
@Component
class ManagerBoot {

	/** A step says no more than that. */
	private static final int LINES = 20;

	private final ManagerLog log;

	private final Stacks stacks;

	private final Managers managers;

	private final ManagerGroups groups;

	private final Clock clock;

	ManagerBoot(ManagerLog log, Stacks stacks, Managers managers, ManagerGroups groups, Clock clock) {
		this.log = log;
		this.stacks = stacks;
		this.managers = managers;
		this.groups = groups;
		this.clock = clock;
	}

	/**
	 * Hears it once.
	 * @return what is known now, ended once there is no manager to wait for
	 * @throws AwsFailure if AWS did not answer
	 */
	Autopsy hear(Autopsy before, Stack stack, Operation operation) {
		StackResource booting = operation.finished() ? null : booting(stack);
		if (booting == null) {
			return before.ended();
		}
		boolean watched = operation.watchedUntil().isAfter(this.clock.instant());
		List<ManagerLine> said = watched ? story(stack, booting) : List.of();
		return said.isEmpty() ? before : before.heard(Verdict.AWAITED, Hearing.now(said), List.of());
	}

	private @Nullable StackResource booting(Stack stack) {
		return this.stacks.resources(stack.id()).stream().filter(Witnesses::booting).findFirst().orElse(null);
	}

	/** Why it cannot be read is no trouble yet: nothing has failed. */
	private List<ManagerLine> story(Stack stack, StackResource booting) {
		try {
			String instance = booting.logicalId().equals(Managers.GROUP) ? ofGroup(stack, booting.physicalId())
					: booting.physicalId();
			return (instance == null) ? List.of()
					: this.log.last(stack.place(), stack.name(), instance + "/" + ManagerLog.STORY, null, LINES)
						.stream()
						.map((line) -> ManagerLine.of(line.at(), line.text().strip()))
						.toList();
		}
		catch (AwsFailure ex) {
			if (ex.kind() == AwsFailure.Kind.UNKNOWN) {
				throw ex;
			}
			return List.of();
		}
	}

	/** The youngest one of a group, {@code null} while that has none. */
	private @Nullable String ofGroup(Stack stack, @Nullable String group) {
		Managers.Crew crew = this.managers.of(stack.id());
		if (crew.working() == null && group != null) {
			this.groups.look(stack.place(), Map.of(stack.id(), group));
			crew = this.managers.of(stack.id());
		}
		return (crew.waiting() != null) ? crew.waiting() : crew.working();
	}

}
