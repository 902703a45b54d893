package dev.runnerfleet.manager;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;

import org.springframework.stereotype.Component;

/**
 * Asks Auto Scaling for many groups of a place together: a call each would be too many.
 */
@Component
public class ScalingGroups {

	/** How many names one call takes. */
	private static final int BATCH = 50;

	private final Aws aws;

	ScalingGroups(Aws aws) {
		this.aws = aws;
	}

	/**
	 * What Auto Scaling says of some groups.
	 * @return by name, without those that it does not know
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	public Map<String, AutoScalingGroup> describe(Place place, Collection<String> names) {
		List<String> all = List.copyOf(names);
		Map<String, AutoScalingGroup> found = new HashMap<>();
		for (int from = 0; from < all.size(); from += BATCH) {
			describe(place, all.subList(from, Math.min(all.size(), from + BATCH)), found);
		}
		return found;
	}

	private void describe(Place place, List<String> names, Map<String, AutoScalingGroup> found) {
		@Nullable String token = null;
		int before = found.size();
		do {
			String next = token;
			DescribeAutoScalingGroupsResponse answer = AwsFailure.guard("autoscaling:DescribeAutoScalingGroups",
					() -> this.aws.autoScaling(place)
						.describeAutoScalingGroups(
								(request) -> request.autoScalingGroupNames(names).maxRecords(100).nextToken(next)));
			answer.autoScalingGroups().forEach((group) -> found.put(group.autoScalingGroupName(), group));
			token = answer.nextToken();
		}
		while (token != null && found.size() - before < names.size());
	}

}
