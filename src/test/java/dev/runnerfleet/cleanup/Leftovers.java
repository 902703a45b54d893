package dev.runnerfleet.cleanup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.runnerfleet.aws.AwsOfOne;
import dev.runnerfleet.aws.Place;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionRequest;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionResponse;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupResponse;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;
import software.amazon.awssdk.services.ec2.paginators.DescribeInstancesIterable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Error;

/**
 * An account with what a fleet may leave behind: one bucket, one group, some machines and
 * some logs. What is told to end has ended when it is looked at next.
 */
public class Leftovers implements AwsOfOne {

	/** Hears of every call that changes something, before it is acted upon and after. */
	public interface Listener {

		void called(String action, boolean actedUpon);

	}

	public Listener listener = (action, actedUpon) -> {
	};

	/** Versions and delete markers of the bucket. */
	public final Set<ObjectIdentifier> objects = new LinkedHashSet<>();

	public boolean bucket = true;

	/** Keys that S3 does not delete. */
	public final Set<String> undeletable = new LinkedHashSet<>();

	/** The group's workers, and whether they are protected from scale-in. */
	/** What machines were asked for by. */
	final List<String> filters = new ArrayList<>();

	public final Map<String, Boolean> workers = new LinkedHashMap<>();

	public int maxSize = 10;

	public boolean group = true;

	/** Machines outside of any group, with their state. */
	public final Map<String, String> machines = new LinkedHashMap<>();

	public final Set<String> logGroups = new LinkedHashSet<>();

	public final List<String> calls = new ArrayList<>();

	public final List<Integer> batches = new ArrayList<>();

	/** Fills the bucket with versions, every tenth of which is a delete marker. */
	public void fill(int count) {
		for (int i = 0; i < count; i++) {
			this.objects.add(ObjectIdentifier.builder()
				.key("cache/%05d".formatted(i / 2))
				.versionId((i % 10 == 0) ? "marker-" + i : "version-" + i)
				.build());
		}
	}

	protected void called(String action, boolean actedUpon) {
		if (!actedUpon) {
			this.calls.add(action);
		}
		this.listener.called(action, actedUpon);
	}

	@Override
	public S3Client s3(Place place) {
		return new Objects();
	}

	@Override
	public AutoScalingClient autoScaling(Place place) {
		return new Groups();
	}

	@Override
	public CloudWatchLogsClient logs(Place place) {
		return new Logs();
	}

	@Override
	public Ec2Client ec2(Place place) {
		return new MachinesOnly();
	}

	private static RuntimeException refusal(AwsServiceException.Builder exception, int status, String code,
			String message) {
		return exception.statusCode(status)
			.awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
			.build();
	}

	private final class Objects implements S3Client {

		@Override
		public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
			requireBucket();
			List<ObjectIdentifier> page = Leftovers.this.objects.stream().limit(request.maxKeys()).toList();
			return ListObjectVersionsResponse.builder()
				.versions(page.stream()
					.filter((object) -> !object.versionId().startsWith("marker"))
					.map((object) -> ObjectVersion.builder().key(object.key()).versionId(object.versionId()).build())
					.toList())
				.deleteMarkers(page.stream()
					.filter((object) -> object.versionId().startsWith("marker"))
					.map((object) -> DeleteMarkerEntry.builder()
						.key(object.key())
						.versionId(object.versionId())
						.build())
					.toList())
				.build();
		}

		@Override
		public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
			requireBucket();
			called("DeleteObjects", false);
			List<ObjectIdentifier> asked = request.delete().objects();
			Leftovers.this.batches.add(asked.size());
			asked.stream()
				.filter((object) -> !Leftovers.this.undeletable.contains(object.key()))
				.forEach(Leftovers.this.objects::remove);
			called("DeleteObjects", true);
			return DeleteObjectsResponse.builder()
				.errors(asked.stream()
					.filter((object) -> Leftovers.this.undeletable.contains(object.key()))
					.map((object) -> S3Error.builder()
						.key(object.key())
						.code("AccessDenied")
						.message("The object is locked")
						.build())
					.toList())
				.build();
		}

		private void requireBucket() {
			if (!Leftovers.this.bucket) {
				throw refusal(NoSuchBucketException.builder(), 404, "NoSuchBucket", "The bucket does not exist");
			}
		}

		@Override
		public String serviceName() {
			return "s3";
		}

		@Override
		public void close() {
		}

	}

	private final class Groups implements AutoScalingClient {

		@Override
		public DescribeAutoScalingGroupsResponse describeAutoScalingGroups(DescribeAutoScalingGroupsRequest request) {
			if (!Leftovers.this.group) {
				return DescribeAutoScalingGroupsResponse.builder().build();
			}
			List<Instance> instances = Leftovers.this.workers.entrySet()
				.stream()
				.map((worker) -> Instance.builder()
					.instanceId(worker.getKey())
					.protectedFromScaleIn(worker.getValue())
					.lifecycleState(LifecycleState.IN_SERVICE)
					.build())
				.toList();
			if (Leftovers.this.maxSize == 0) {
				Leftovers.this.workers.values().removeIf((isProtected) -> !isProtected);
			}
			return DescribeAutoScalingGroupsResponse.builder()
				.autoScalingGroups((found) -> found.autoScalingGroupName(request.autoScalingGroupNames().get(0))
					.minSize(0)
					.maxSize(Leftovers.this.maxSize)
					.desiredCapacity(Math.min(Leftovers.this.maxSize, Leftovers.this.workers.size()))
					.instances(instances))
				.build();
		}

		@Override
		public UpdateAutoScalingGroupResponse updateAutoScalingGroup(UpdateAutoScalingGroupRequest request) {
			called("UpdateAutoScalingGroup", false);
			Leftovers.this.maxSize = request.maxSize();
			called("UpdateAutoScalingGroup", true);
			return UpdateAutoScalingGroupResponse.builder().build();
		}

		@Override
		public SetInstanceProtectionResponse setInstanceProtection(SetInstanceProtectionRequest request) {
			called("SetInstanceProtection", false);
			Leftovers.this.batches.add(request.instanceIds().size());
			request.instanceIds().forEach((id) -> Leftovers.this.workers.replace(id, request.protectedFromScaleIn()));
			called("SetInstanceProtection", true);
			return SetInstanceProtectionResponse.builder().build();
		}

		@Override
		public String serviceName() {
			return "autoscaling";
		}

		@Override
		public void close() {
		}

	}

	private final class Logs implements CloudWatchLogsClient {

		@Override
		public DeleteLogGroupResponse deleteLogGroup(DeleteLogGroupRequest request) {
			called("DeleteLogGroup", false);
			if (!Leftovers.this.logGroups.remove(request.logGroupName())) {
				throw refusal(CloudWatchLogsException.builder(), 400, "ResourceNotFoundException",
						"The specified log group does not exist.");
			}
			called("DeleteLogGroup", true);
			return DeleteLogGroupResponse.builder().build();
		}

		@Override
		public String serviceName() {
			return "logs";
		}

		@Override
		public void close() {
		}

	}

	/** A machine goes from what it was told to do to what it is then, once looked at. */
	private final class MachinesOnly implements Ec2Client {

		@Override
		public DescribeInstancesIterable describeInstancesPaginator(DescribeInstancesRequest request) {
			return new DescribeInstancesIterable(this, request);
		}

		@Override
		public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
			Filter which = request.filters().get(0);
			request.filters().forEach((each) -> Leftovers.this.filters.add(each.name() + "=" + each.values()));
			List<software.amazon.awssdk.services.ec2.model.Instance> found = Leftovers.this.machines.entrySet()
				.stream()
				.filter((machine) -> which.name().equals("instance-id") ? which.values().contains(machine.getKey())
						: machine.getKey().startsWith("i-worker"))
				.filter((machine) -> !machine.getValue().equals("terminated"))
				.map((machine) -> software.amazon.awssdk.services.ec2.model.Instance.builder()
					.instanceId(machine.getKey())
					.state((state) -> state.name(machine.getValue()))
					.build())
				.toList();
			Leftovers.this.machines.replaceAll(
					(id, state) -> Map.of("stopping", "stopped", "shutting-down", "terminated", "pending", "running")
						.getOrDefault(state, state));
			return DescribeInstancesResponse.builder()
				.reservations(Reservation.builder().instances(found).build())
				.build();
		}

		@Override
		public StopInstancesResponse stopInstances(StopInstancesRequest request) {
			called("StopInstances", false);
			request.instanceIds().forEach((id) -> Leftovers.this.machines.replace(id, "stopping"));
			called("StopInstances", true);
			return StopInstancesResponse.builder().build();
		}

		@Override
		public StartInstancesResponse startInstances(StartInstancesRequest request) {
			called("StartInstances", false);
			request.instanceIds().forEach((id) -> Leftovers.this.machines.replace(id, "pending"));
			called("StartInstances", true);
			return StartInstancesResponse.builder().build();
		}

		@Override
		public TerminateInstancesResponse terminateInstances(TerminateInstancesRequest request) {
			called("TerminateInstances", false);
			request.instanceIds().forEach((id) -> Leftovers.this.machines.replace(id, "shutting-down"));
			called("TerminateInstances", true);
			return TerminateInstancesResponse.builder().build();
		}

		@Override
		public String serviceName() {
			return "ec2";
		}

		@Override
		public void close() {
		}

	}

}
