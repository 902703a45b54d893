package dev.runnerfleet.sandbox.services;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.story.MadeMachine;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;

/** What an Auto Scaling group did and could not do, in its service's words. */
final class ScalingActivities {

	private static final String NO_CAPACITY = "We currently do not have sufficient %s capacity in the Availability Zone "
			+ "you requested. Our system will be working on provisioning additional capacity. "
			+ "Launching EC2 instance failed.";

	private ScalingActivities() {
	}

	/** A group's activities, newest first. */
	static List<Activity> of(Group group, Instant now) {
		List<Activity> activities = new ArrayList<>();
		group.members()
			.forEach((seat) -> activities.add(launched(group.name(), seat.member().id(), seat.member().launchedAt())));
		FleetLives.at(group.lives(), now)
			.ifPresent((life) -> life.shortage(now)
				.ifPresent((shortage) -> life.failures(now)
					.forEach((at) -> activities.add(failed(group.name(), at, shortage.words())))));
		return newestFirst(activities);
	}

	/**
	 * The same of a group of managers, which Auto Scaling knows for weeks after it is
	 * gone.
	 * @param lost since when it has none and finds no other, empty if it has one
	 */
	static List<Activity> ofManagers(List<MadeMachine> machines, Optional<Instant> lost, String type) {
		List<Activity> activities = new ArrayList<>();
		for (MadeMachine machine : machines) {
			String refusal = machine.refusal();
			Instant leaves = (machine.leavesAt() != null) ? machine.leavesAt() : machine.goneAt();
			if (refusal != null) {
				activities.add(failed(machine.group(), machine.launchedAt(), refusal));
				continue;
			}
			activities.add(launched(machine.group(), machine.id(), machine.launchedAt()));
			if (leaves != null) {
				activities.add(terminated(machine, leaves, machine.goneAt() != null));
			}
			else {
				lost.ifPresent((at) -> {
					activities.add(terminated(machine, at, true));
					activities.add(failed(machine.group(), at.plusSeconds(1), NO_CAPACITY.formatted(type)));
				});
			}
		}
		return newestFirst(activities);
	}

	private static List<Activity> newestFirst(List<Activity> activities) {
		activities.sort(Comparator.comparing(Activity::startTime).reversed());
		return activities;
	}

	private static Activity launched(String group, String machine, Instant at) {
		return activity(group, at).statusCode(ScalingActivityStatusCode.SUCCESSFUL)
			.description("Launching a new EC2 instance: " + machine)
			.build();
	}

	private static Activity terminated(MadeMachine machine, Instant at, boolean done) {
		return activity(machine.group(), at).activityId(Ids.uuid("termination", machine.id(), at))
			.statusCode(done ? ScalingActivityStatusCode.SUCCESSFUL : ScalingActivityStatusCode.MID_LIFECYCLE_ACTION)
			.progress(done ? 100 : 60)
			.endTime(done ? at : null)
			.cause("At %s an instance was taken out of service.".formatted(at))
			.description("Terminating EC2 instance: " + machine.id())
			.build();
	}

	private static Activity failed(String group, Instant at, String reason) {
		boolean started = reason.contains("Termination Reason");
		String what = started ? "Launching a new EC2 instance: " + Ids.ec2("i", group, at)
				: "Launching a new EC2 instance";
		return activity(group, at)
			.statusCode(started ? ScalingActivityStatusCode.CANCELLED : ScalingActivityStatusCode.FAILED)
			.statusMessage(reason)
			.description(what + ".  Status Reason: " + reason)
			.build();
	}

	private static Activity.Builder activity(String group, Instant at) {
		return Activity.builder()
			.activityId(Ids.uuid("activity", group, at))
			.autoScalingGroupName(group)
			.cause("At %s an instance was started in response to a difference between desired and actual capacity, "
				.formatted(at) + "increasing the capacity from 0 to 1.")
			.startTime(at)
			.endTime(at)
			.progress(100)
			.details("{}");
	}

}
