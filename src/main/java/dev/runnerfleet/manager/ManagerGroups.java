package dev.runnerfleet.manager;

import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

import org.springframework.stereotype.Component;

/**
 * Asks Auto Scaling which machines managers' groups have, and remembers it for whoever
 * reads while AWS does not answer.
 */
@Component
public class ManagerGroups {

	private final ScalingGroups groups;

	private final ManagerRows rows;

	private final Clock clock;

	ManagerGroups(ScalingGroups groups, ManagerRows rows, Clock clock) {
		this.groups = groups;
		this.rows = rows;
		this.clock = clock;
	}

	/**
	 * Looks once at some of them.
	 * @param names the groups' names by stack
	 * @return the stacks among them whose group has no machine that lives
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	public Set<UUID> look(Place place, Map<UUID, String> names) {
		Map<String, AutoScalingGroup> found = this.groups.describe(place, names.values());
		Set<UUID> deserted = new HashSet<>();
		names.forEach((stack, name) -> {
			List<ManagerRows.Seen> alive = alive(found.get(name));
			this.rows.remember(stack, alive, this.clock.instant());
			if (alive.isEmpty()) {
				deserted.add(stack);
			}
		});
		return deserted;
	}

	/**
	 * Those that live, the oldest first as far as that can be told: what is being ended
	 * was there before what replaces it, and so was what has an earlier template.
	 */
	private static List<ManagerRows.Seen> alive(@Nullable AutoScalingGroup group) {
		Collection<Instance> instances = (group != null) ? group.instances() : List.of();
		return instances.stream()
			.filter(ManagerGroups::lives)
			.sorted(Comparator.comparing((Instance instance) -> !leaving(instance))
				.thenComparing(ManagerGroups::version)
				.thenComparing(Instance::instanceId))
			.map((instance) -> new ManagerRows.Seen(instance.instanceId(), leaving(instance)))
			.toList();
	}

	/** A machine that died stays in its group for some minutes, to be ended. */
	private static boolean lives(Instance instance) {
		return !"Unhealthy".equalsIgnoreCase(instance.healthStatus())
				&& instance.lifecycleState() != LifecycleState.TERMINATED
				&& instance.lifecycleState() != LifecycleState.TERMINATING_PROCEED;
	}

	private static boolean leaving(Instance instance) {
		return String.valueOf(instance.lifecycleStateAsString()).startsWith("Terminating");
	}

	private static long version(Instance instance) {
		String version = (instance.launchTemplate() != null) ? instance.launchTemplate().version() : null;
		return (version != null && version.matches("\\d{1,9}")) ? Long.parseLong(version) : 0;
	}

}
