package dev.runnerfleet.sandbox.services;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.life.Worker;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;

/** What an Auto Scaling group did and could not do, in its service's words. */
final class ScalingActivities {

	private ScalingActivities() {
	}

	/** A group's activities, newest first. */
	static List<Activity> of(Group group, Instant now) {
		List<Activity> activities = new ArrayList<>();
		group.members().forEach((seat) -> activities.add(launched(group, seat.member())));
		FleetLives.at(group.lives(), now)
			.ifPresent((life) -> life.shortage(now)
				.ifPresent((shortage) -> life.failures(now)
					.forEach((at) -> activities.add(failed(group, at, shortage.words())))));
		activities.sort(Comparator.comparing(Activity::startTime).reversed());
		return activities;
	}

	private static Activity launched(Group group, Worker member) {
		return activity(group, member.launchedAt()).statusCode(ScalingActivityStatusCode.SUCCESSFUL)
			.description("Launching a new EC2 instance: " + member.id())
			.build();
	}

	private static Activity failed(Group group, Instant at, String reason) {
		boolean started = reason.contains("Termination Reason");
		String what = started ? "Launching a new EC2 instance: " + Ids.ec2("i", group.name(), at)
				: "Launching a new EC2 instance";
		return activity(group, at)
			.statusCode(started ? ScalingActivityStatusCode.CANCELLED : ScalingActivityStatusCode.FAILED)
			.statusMessage(reason)
			.description(what + ".  Status Reason: " + reason)
			.build();
	}

	private static Activity.Builder activity(Group group, Instant at) {
		return Activity.builder()
			.activityId(Ids.uuid("activity", group.name(), at))
			.autoScalingGroupName(group.name())
			.cause("At %s an instance was started in response to a difference between desired and actual capacity, "
				.formatted(at) + "increasing the capacity from 0 to 1.")
			.startTime(at)
			.endTime(at)
			.progress(100)
			.details("{}");
	}

}
