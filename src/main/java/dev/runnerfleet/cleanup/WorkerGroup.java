package dev.runnerfleet.cleanup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;

import org.springframework.stereotype.Component;

/**
 * Ends the workers of an Auto Scaling group: CloudFormation waits for ever for those that
 * are protected from scale-in. Opens the group again for those who change their mind.
 */
@Component
public class WorkerGroup {

	/** What AWS takes in one call. */
	private static final int BATCH = 50;

	/** Others cannot be, and need not be, relieved of their protection. */
	private static final Set<String> PROTECTABLE = Set.of("InService", "EnteringStandby", "Standby");

	private final Aws aws;

	WorkerGroup(Aws aws) {
		this.aws = aws;
	}

	/**
	 * How many workers a group may have.
	 *
	 * @param min the least
	 * @param max the most
	 * @param desired how many are wanted
	 * @param protects whether new ones are protected from scale-in
	 */
	public record Limits(int min, int max, int desired, boolean protects) {

		/** Reads what {@link #text()} wrote. */
		public static Limits parse(String text) {
			String[] parts = text.split(",");
			return new Limits(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]),
					Boolean.parseBoolean(parts[3]));
		}

		/** The limits as {@code min,max,desired,protects}. */
		public String text() {
			return "%d,%d,%d,%s".formatted(this.min, this.max, this.desired, this.protects);
		}

	}

	/**
	 * Reads how many workers a group may have.
	 * @param place where the group is
	 * @param name the group's name
	 * @return its limits, empty if there is no such group
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	public Optional<Limits> limits(Place place, String name) {
		return find(place, name).map((group) -> new Limits(group.minSize(), group.maxSize(), group.desiredCapacity(),
				Boolean.TRUE.equals(group.newInstancesProtectedFromScaleIn())));
	}

	/**
	 * Lets a group have workers again. May be called again and again.
	 * @param place where the group is
	 * @param name the group's name
	 * @param limits how many it had
	 * @return whether there is such a group
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	public boolean open(Place place, String name, Limits limits) {
		Optional<Limits> now = limits(place, name);
		if (now.isPresent() && now.get().max() != limits.max()) {
			AwsFailure.guard("autoscaling:UpdateAutoScalingGroup",
					() -> this.aws.autoScaling(place)
						.updateAutoScalingGroup((request) -> request.autoScalingGroupName(name)
							.minSize(limits.min())
							.maxSize(limits.max())
							.desiredCapacity(limits.desired())
							.newInstancesProtectedFromScaleIn(limits.protects())));
		}
		return now.isPresent();
	}

	/**
	 * Lets a group shrink to nothing: it can have no workers from now on, whatever its
	 * manager asks for. May be called again and again until none is left.
	 * @param place where the group is
	 * @param name the group's name
	 * @return the workers that are still there, those that are just ending included
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	public RemainingParts drain(Place place, String name) {
		Optional<AutoScalingGroup> found = find(place, name);
		found.ifPresent((group) -> {
			close(place, group);
			release(place, group);
		});
		return found.map((group) -> new RemainingParts(true, group.instances().size()))
			.orElse(RemainingParts.NOT_FOUND);
	}

	/**
	 * Counts a group's workers.
	 * @param place where the group is
	 * @param name the group's name
	 * @return the workers that it has
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	public RemainingParts count(Place place, String name) {
		return find(place, name).map((group) -> new RemainingParts(true, group.instances().size()))
			.orElse(RemainingParts.NOT_FOUND);
	}

	private Optional<AutoScalingGroup> find(Place place, String name) {
		return AwsFailure
			.guard("autoscaling:DescribeAutoScalingGroups",
					() -> this.aws.autoScaling(place)
						.describeAutoScalingGroups((request) -> request.autoScalingGroupNames(name)))
			.autoScalingGroups()
			.stream()
			.findFirst();
	}

	/** Before the protection goes, so that no worker that ends is replaced. */
	private void close(Place place, AutoScalingGroup group) {
		boolean closed = group.maxSize() == 0 && group.desiredCapacity() == 0;
		if (!closed) {
			AwsFailure.guard("autoscaling:UpdateAutoScalingGroup",
					() -> this.aws.autoScaling(place)
						.updateAutoScalingGroup((request) -> request.autoScalingGroupName(group.autoScalingGroupName())
							.minSize(0)
							.maxSize(0)
							.desiredCapacity(0)
							.newInstancesProtectedFromScaleIn(false)));
		}
	}

	private void release(Place place, AutoScalingGroup group) {
		List<String> held = new ArrayList<>(group.instances()
			.stream()
			.filter((instance) -> Boolean.TRUE.equals(instance.protectedFromScaleIn()))
			.filter((instance) -> PROTECTABLE.contains(instance.lifecycleStateAsString()))
			.map(Instance::instanceId)
			.toList());
		while (!held.isEmpty()) {
			List<String> batch = held.subList(0, Math.min(BATCH, held.size()));
			AwsFailure.guard("autoscaling:SetInstanceProtection",
					() -> this.aws.autoScaling(place)
						.setInstanceProtection((request) -> request.autoScalingGroupName(group.autoScalingGroupName())
							.instanceIds(List.copyOf(batch))
							.protectedFromScaleIn(false)));
			batch.clear();
		}
	}

}
