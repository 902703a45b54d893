package dev.runnerfleet.sandbox.services;

import java.util.List;
import java.util.Objects;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.cloudformation.StackRegistry;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesResponse;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionRequest;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionResponse;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupResponse;

/** Speaks Auto Scaling for the groups of one region, each time on one page. */
class SandboxAutoScaling implements AutoScalingClient {

	private static final int MAX_INSTANCES = 50;

	private static final int MAX_ACTIVITIES = 100;

	private final Groups groups;

	private final SandboxNetwork network;

	private final StackRegistry stacks;

	SandboxAutoScaling(Groups groups, SandboxNetwork network, StackRegistry stacks) {
		this.groups = groups;
		this.network = network;
		this.stacks = stacks;
	}

	@Override
	public DescribeAutoScalingGroupsResponse describeAutoScalingGroups(DescribeAutoScalingGroupsRequest request) {
		List<String> names = request.autoScalingGroupNames();
		return DescribeAutoScalingGroupsResponse.builder()
			.autoScalingGroups(this.groups.all()
				.stream()
				.filter((group) -> names.isEmpty() || names.contains(group.name()))
				.map((group) -> GroupAnswers.group(group, this.network, this.stacks.now()))
				.toList())
			.build();
	}

	@Override
	public DescribeScalingActivitiesResponse describeScalingActivities(DescribeScalingActivitiesRequest request) {
		List<Activity> all = this.groups.activities(request.autoScalingGroupName(),
				Boolean.TRUE.equals(request.includeDeletedGroups()));
		int most = (request.maxRecords() != null) ? request.maxRecords() : MAX_ACTIVITIES;
		return DescribeScalingActivitiesResponse.builder().activities(all.stream().limit(most).toList()).build();
	}

	@Override
	public SetInstanceProtectionResponse setInstanceProtection(SetInstanceProtectionRequest request) {
		Group group = existing(request.autoScalingGroupName());
		if (request.instanceIds().size() > MAX_INSTANCES) {
			throw refusal("1 validation error detected: Value at 'instanceIds' failed to satisfy constraint: "
					+ "Member must have length less than or equal to " + MAX_INSTANCES);
		}
		request.instanceIds().forEach((id) -> seat(group, id));
		this.groups.protect(group, request.instanceIds(), Boolean.TRUE.equals(request.protectedFromScaleIn()));
		return SetInstanceProtectionResponse.builder().build();
	}

	@Override
	public UpdateAutoScalingGroupResponse updateAutoScalingGroup(UpdateAutoScalingGroupRequest request) {
		Group group = existing(request.autoScalingGroupName());
		Group.Size size = new Group.Size(otherwise(request.minSize(), group.size().min()),
				otherwise(request.maxSize(), group.size().max()),
				otherwise(request.desiredCapacity(), group.size().desired()));
		if (size.min() > size.max()) {
			throw refusal(
					"Max bound, %d, must be greater than or equal to min bound, %d".formatted(size.max(), size.min()));
		}
		if (request.desiredCapacity() != null && (size.desired() < size.min() || size.desired() > size.max())) {
			throw refusal("Desired capacity:%d must be between the specified min size:%d and max size:%d"
				.formatted(size.desired(), size.min(), size.max()));
		}
		int desired = Math.max(size.min(), Math.min(size.max(), size.desired()));
		this.groups.resize(group, new Group.Size(size.min(), size.max(), desired));
		return UpdateAutoScalingGroupResponse.builder().build();
	}

	@Override
	public String serviceName() {
		return SERVICE_NAME;
	}

	@Override
	public void close() {
	}

	private Group existing(String name) {
		return this.groups.all()
			.stream()
			.filter((group) -> Objects.equals(group.name(), name))
			.findFirst()
			.orElseThrow(
					() -> refusal("AutoScalingGroup name not found - AutoScalingGroup %s not found".formatted(name)));
	}

	private static void seat(Group group, String id) {
		if (group.members().stream().noneMatch((seat) -> seat.member().id().equals(id))) {
			throw refusal("The instance %s is not part of Auto Scaling group %s.".formatted(id, group.name()));
		}
	}

	private static int otherwise(@Nullable Integer value, int otherwise) {
		return (value != null) ? value : otherwise;
	}

	private static AwsServiceException refusal(String message) {
		return AutoScalingException.builder()
			.statusCode(400)
			.message(message)
			.requestId(Ids.uuid(message))
			.awsErrorDetails(AwsErrorDetails.builder()
				.serviceName("AutoScaling")
				.errorCode("ValidationError")
				.errorMessage(message)
				.build())
			.build();
	}

}
