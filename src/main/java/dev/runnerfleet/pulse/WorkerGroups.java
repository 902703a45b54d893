package dev.runnerfleet.pulse;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.manager.ScalingGroups;
import dev.runnerfleet.pulse.Vitals.WorkerGroup;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;

import org.springframework.stereotype.Component;

/**
 * Asks Auto Scaling for the worker groups of a place together, now and then, and for what
 * one could not start only where workers are missing.
 */
@Component
class WorkerGroups {

	private static final int ACTIVITIES = 5;

	private final Aws aws;

	private final ScalingGroups scaling;

	private final PulseRows rows;

	private final PulseProperties properties;

	private final Clock clock;

	private final Map<Place, Instant> nextLooks = new ConcurrentHashMap<>();

	WorkerGroups(Aws aws, ScalingGroups scaling, PulseRows rows, PulseProperties properties, Clock clock) {
		this.aws = aws;
		this.scaling = scaling;
		this.rows = rows;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Looks at all groups of a place, if it is time for that.
	 * @throws AwsFailure if AWS refused or did not answer; the next look is as far ahead
	 * as ever
	 */
	void look(Place place) {
		Instant now = this.clock.instant();
		Instant due = this.nextLooks.get(place);
		if (due != null && now.isBefore(due) && now.plus(this.properties.groups()).compareTo(due) >= 0) {
			return;
		}
		this.nextLooks.put(place, now.plus(this.properties.groups()));
		List<LivingFleet> fleets = this.rows.withGroups(place);
		Map<String, AutoScalingGroup> found = this.scaling.describe(place,
				fleets.stream().map((fleet) -> String.valueOf(fleet.groupName())).toList());
		fleets.forEach((fleet) -> store(fleet, found.get(String.valueOf(fleet.groupName())), now));
	}

	private void store(LivingFleet fleet, @Nullable AutoScalingGroup found, Instant now) {
		if (found == null) {
			return;
		}
		WorkerGroup before = fleet.group();
		int desired = number(found.desiredCapacity());
		int inService = (int) found.instances()
			.stream()
			.filter((instance) -> instance.lifecycleState() == LifecycleState.IN_SERVICE)
			.count();
		Instant shortBefore = (before != null) ? before.shortSince() : null;
		WorkerGroup group = new WorkerGroup(desired, number(found.maxSize()), inService,
				(inService >= desired) ? null : Objects.requireNonNullElse(shortBefore, now));
		if (!group.equals(before)) {
			this.rows.update(fleet.id(), group);
		}
	}

	/**
	 * What a group could not start last, empty if it could start something since.
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	Optional<Pulse.Scaling> refusal(Place place, String group) {
		List<Activity> activities = new ArrayList<>(AwsFailure
			.guard("autoscaling:DescribeScalingActivities", () -> this.aws.autoScaling(place)
				.describeScalingActivities((request) -> request.autoScalingGroupName(group).maxRecords(ACTIVITIES)))
			.activities());
		return activities.stream()
			.filter((activity) -> activity.statusCode() == ScalingActivityStatusCode.FAILED
					|| activity.statusCode() == ScalingActivityStatusCode.CANCELLED
					|| activity.statusCode() == ScalingActivityStatusCode.SUCCESSFUL)
			.findFirst()
			.filter((activity) -> activity.statusCode() != ScalingActivityStatusCode.SUCCESSFUL)
			.map((activity) -> new Pulse.Scaling(activity.startTime(), "",
					PulseLine.clean(Objects.requireNonNullElse(activity.statusMessage(), ""))));
	}

	private static int number(@Nullable Integer number) {
		return (number != null) ? number : 0;
	}

}
