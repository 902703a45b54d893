package dev.runnerfleet.autopsy;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import software.amazon.awssdk.services.autoscaling.model.Activity;

import org.springframework.stereotype.Component;

/**
 * Reads what Auto Scaling says of the workers that it started, and of those it could not.
 */
@Component
class ScalingActivities {

	/** What is asked for, and kept of it. */
	private static final int LATEST = 20;

	private final Aws aws;

	ScalingActivities(Aws aws) {
		this.aws = aws;
	}

	/**
	 * The latest activities of some groups.
	 * @return each as a line, the earliest first; none of a group that AWS does not know
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	List<Autopsy.Line> read(Place place, Set<String> groups, Instant since) {
		return groups.stream()
			.flatMap((group) -> activities(place, group).stream())
			.filter((activity) -> activity.startTime() != null && !activity.startTime().isBefore(since))
			.sorted(Comparator.comparing(Activity::startTime))
			.map(ScalingActivities::line)
			.toList();
	}

	/** Those of a group that is gone by now are told, too. */
	private List<Activity> activities(Place place, String group) {
		try {
			return AwsFailure
				.guard("autoscaling:DescribeScalingActivities",
						() -> this.aws.autoScaling(place)
							.describeScalingActivities((request) -> request.autoScalingGroupName(group)
								.includeDeletedGroups(true)
								.maxRecords(LATEST)))
				.activities();
		}
		catch (AwsFailure ex) {
			if (ex.kind() == AwsFailure.Kind.INVALID || ex.kind() == AwsFailure.Kind.NOT_FOUND) {
				return List.of();
			}
			throw ex;
		}
	}

	private static Autopsy.Line line(Activity activity) {
		String told = Objects.requireNonNullElse(activity.statusMessage(), "");
		return new Autopsy.Line(activity.startTime(), Autopsy.SCALING,
				LogText.clean("%s: %s%s".formatted(Objects.requireNonNullElse(activity.description(), "An activity"),
						activity.statusCodeAsString(), told.isBlank() ? "" : ": " + told)));
	}

}
