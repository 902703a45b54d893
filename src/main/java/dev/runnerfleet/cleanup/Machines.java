package dev.runnerfleet.cleanup;

import java.util.ArrayList;
import java.util.List;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

import org.springframework.stereotype.Component;

/**
 * Ends the workers that a manager has started by itself, through docker-machine: they
 * belong to no stack, and only a tag tells whose they are.
 */
@Component
public class Machines {

	/** The tag that the manager gives its workers, with the stack's name as its value. */
	private static final String TAG = "runner-fleet";

	/**
	 * In front of a security group's id: no stack's name has a space in it.
	 */
	public static final String GROUP = "security group ";

	/** What managers of the original template call their workers, and nothing else. */
	private static final String ORIGINAL_NAME = "*gitlab-docker-machine-*";

	/** EC2 takes a thousand ids at most and asks for far fewer. */
	private static final int BATCH = 100;

	private static final List<String> THERE = List.of("pending", "running", "shutting-down", "stopping", "stopped");

	private final Aws aws;

	Machines(Aws aws) {
		this.aws = aws;
	}

	/**
	 * Stops the manager, so that it starts no more workers; what it has started itself it
	 * ends on its way down. May be called again and again until it has stopped.
	 * @param place where it is
	 * @param instanceId the manager's instance
	 * @return 1 while it is on its way down, 0 once it has stopped
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	public RemainingParts stopManager(Place place, String instanceId) {
		List<Instance> found = instances(place, filter("instance-id", instanceId));
		List<String> awake = found.stream()
			.filter((instance) -> isIn(instance, InstanceStateName.PENDING, InstanceStateName.RUNNING))
			.map(Instance::instanceId)
			.toList();
		if (!awake.isEmpty()) {
			AwsFailure.guard("ec2:StopInstances",
					() -> this.aws.ec2(place).stopInstances((request) -> request.instanceIds(awake)));
		}
		int left = (int) found.stream().filter((instance) -> !isIn(instance, InstanceStateName.STOPPED)).count();
		return found.isEmpty() ? RemainingParts.NOT_FOUND : new RemainingParts(true, left);
	}

	/**
	 * Starts a manager that was stopped. May be called again and again until it runs.
	 * @param place where it is
	 * @param instanceId the manager's instance
	 * @return 1 while it is on its way, 0 once it runs
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	public RemainingParts startManager(Place place, String instanceId) {
		List<Instance> found = instances(place, filter("instance-id", instanceId));
		if (found.stream().anyMatch((instance) -> isIn(instance, InstanceStateName.STOPPED))) {
			AwsFailure.guard("ec2:StartInstances",
					() -> this.aws.ec2(place).startInstances((request) -> request.instanceIds(instanceId)));
		}
		int left = (int) found.stream().filter((instance) -> !isIn(instance, InstanceStateName.RUNNING)).count();
		return found.isEmpty() ? RemainingParts.NOT_FOUND : new RemainingParts(true, left);
	}

	/**
	 * Ends every worker of a fleet. May be called again and again until none is left.
	 * @param place where they are
	 * @param fleet the name of the fleet's stack, or {@link #GROUP} and the id of the one
	 * that a stack of the original template made for them
	 * @return the workers that are still there, those that are just ending included
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	public RemainingParts terminate(Place place, String fleet) {
		List<Instance> workers = instances(place, of(fleet));
		List<String> alive = workers.stream()
			.filter((instance) -> !isIn(instance, InstanceStateName.SHUTTING_DOWN))
			.map(Instance::instanceId)
			.toList();
		for (int from = 0; from < alive.size(); from += BATCH) {
			List<String> batch = alive.subList(from, Math.min(from + BATCH, alive.size()));
			AwsFailure.guard("ec2:TerminateInstances",
					() -> this.aws.ec2(place).terminateInstances((request) -> request.instanceIds(batch)));
		}
		return new RemainingParts(!workers.isEmpty(), workers.size());
	}

	/**
	 * Counts the workers of a fleet.
	 * @param place where they are
	 * @param fleet the name of the fleet's stack, or that of its workers
	 * @return the workers that are there
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	public RemainingParts count(Place place, String fleet) {
		int workers = instances(place, of(fleet)).size();
		return new RemainingParts(workers > 0, workers);
	}

	private List<Instance> instances(Place place, Filter... which) {
		List<Filter> filters = new ArrayList<>(List.of(which));
		filters.add(Filter.builder().name("instance-state-name").values(THERE).build());
		return AwsFailure.guard("ec2:DescribeInstances",
				() -> this.aws.ec2(place)
					.describeInstancesPaginator((request) -> request.filters(filters))
					.reservations()
					.stream()
					.flatMap((reservation) -> reservation.instances().stream())
					.toList());
	}

	private static Filter[] of(String fleet) {
		return fleet.startsWith(GROUP) ? new Filter[] { filter("instance.group-id", fleet.substring(GROUP.length())),
				filter("tag:Name", ORIGINAL_NAME) } : new Filter[] { filter("tag:" + TAG, fleet) };
	}

	private static Filter filter(String name, String value) {
		return Filter.builder().name(name).values(value).build();
	}

	private static boolean isIn(Instance instance, InstanceStateName... states) {
		return List.of(states).contains(instance.state().name());
	}

}
