package dev.runnerfleet.autopsy;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;
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
	 * @return the earliest first; none of a group that AWS does not know
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	List<Told> read(Place place, Set<String> groups, Instant since) {
		return groups.stream()
			.flatMap((group) -> activities(place, group).stream())
			.filter((activity) -> activity.startTime() != null && !activity.startTime().isBefore(since))
			.sorted(Comparator.comparing(Activity::startTime))
			.map(ScalingActivities::told)
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

	private static Told told(Activity activity) {
		String words = Objects.requireNonNullElse(activity.statusMessage(), "");
		String what = Objects.requireNonNullElse(activity.description(), "An activity");
		Autopsy.Line line = new Autopsy.Line(activity.startTime(), Autopsy.SCALING, LogText
			.clean("%s: %s%s".formatted(what, activity.statusCodeAsString(), words.isBlank() ? "" : ": " + words)));
		return new Told(line, what.startsWith("Launching") ? activity.statusCodeAsString() : "", LogText.clean(words),
				activity.endTime());
	}

	/**
	 * What the group could do last of what it was to start.
	 * @param told the earliest first
	 * @return the launch that failed, empty if there was none or one worked since
	 */
	static Optional<Told> failing(List<Told> told) {
		return told.stream()
			.filter((each) -> each.failed() || each.worked())
			.reduce((earlier, later) -> later)
			.filter(Told::failed);
	}

	/**
	 * An activity.
	 *
	 * @param line as it is kept
	 * @param launch what became of a worker that was to start, blank where it was about
	 * something else
	 * @param words AWS's own, blank where it said none
	 * @param end when it was over, {@code null} while it goes on
	 */
	record Told(Autopsy.Line line, String launch, String words, @Nullable Instant end) {

		private static final Set<String> FAILED = Set.of("Failed", "Cancelled");

		private boolean failed() {
			return FAILED.contains(this.launch);
		}

		private boolean worked() {
			return this.launch.equals("Successful");
		}

		/** When a worker was there that had been started, {@code null} if none was. */
		@Nullable Instant up() {
			return worked() ? this.end : null;
		}

	}

}
