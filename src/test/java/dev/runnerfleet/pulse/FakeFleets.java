package dev.runnerfleet.pulse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.runnerfleet.aws.AwsOfOne;
import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesResponse;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

/** Managers' logs, worker groups and machines that are as the test has them be. */
class FakeFleets implements AwsOfOne {

	/** Streams by log group and name, in the order of their dates as AWS gives them. */
	final Map<String, List<OutputLogEvent>> streams = new LinkedHashMap<>();

	/** Those of the groups that were removed are not there any more. */
	final Set<String> goneGroups = new TreeSet<>();

	final Map<String, AutoScalingGroup> groups = new LinkedHashMap<>();

	final Map<String, InstanceStatus> machines = new LinkedHashMap<>();

	final List<Activity> activities = new ArrayList<>();

	final List<String> calls = Collections.synchronizedList(new ArrayList<>());

	/** What each call of an action in a region is answered with instead. */
	Function<String, @Nullable RuntimeException> refusals = (call) -> null;

	void write(String stack, String stream, Instant at, Instant ingested, String text) {
		List<OutputLogEvent> events = this.streams.computeIfAbsent("/runner-fleet/" + stack + ":" + stream,
				(name) -> new ArrayList<>());
		events.add(OutputLogEvent.builder()
			.timestamp(at.toEpochMilli())
			.ingestionTime(ingested.toEpochMilli())
			.message(text)
			.build());
		events.sort((one, other) -> one.timestamp().compareTo(other.timestamp()));
	}

	void machine(String id, String state, SummaryStatus status) {
		this.machines.put(id,
				InstanceStatus.builder()
					.instanceId(id)
					.instanceState((builder) -> builder.name(state))
					.instanceStatus((summary) -> summary.status(status))
					.systemStatus((summary) -> summary.status(SummaryStatus.OK))
					.build());
	}

	void group(String name, int desired, int max, int inService) {
		this.groups.put(name,
				AutoScalingGroup.builder()
					.autoScalingGroupName(name)
					.desiredCapacity(desired)
					.maxSize(max)
					.instances(Collections.nCopies(inService,
							Instance.builder().lifecycleState(LifecycleState.IN_SERVICE).build()))
					.build());
	}

	/**
	 * A group by its instances.
	 * @param members each with its state, and its health where that is not good
	 */
	void members(String name, String... members) {
		this.groups.put(name,
				AutoScalingGroup.builder()
					.autoScalingGroupName(name)
					.desiredCapacity(1)
					.maxSize(2)
					.instances(Stream.of(members)
						.map((member) -> member.split(" "))
						.map((parts) -> Instance.builder()
							.instanceId(parts[0])
							.lifecycleState((parts.length > 1) ? parts[1] : "InService")
							.healthStatus((parts.length > 2) ? parts[2] : "Healthy")
							.build())
						.toList())
					.build());
	}

	void refuse(String code, String message) {
		this.refusals = (call) -> error(code, message);
	}

	static RuntimeException silence() {
		return SdkClientException.create("Read timed out");
	}

	static RuntimeException error(String code, String message) {
		return AwsServiceException.builder()
			.statusCode(400)
			.awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
			.build();
	}

	long called(String call) {
		return this.calls.stream().filter((each) -> each.startsWith(call)).count();
	}

	private void call(String action, Place place) {
		this.calls.add(action + " " + place.region());
		RuntimeException refusal = this.refusals.apply(action + " " + place.region());
		if (refusal != null) {
			throw refusal;
		}
	}

	@Override
	public CloudWatchLogsClient logs(Place place) {
		return new CloudWatchLogsClient() {

			@Override
			public GetLogEventsResponse getLogEvents(GetLogEventsRequest request) {
				call("GetLogEvents", place);
				String group = request.logGroupName();
				if (FakeFleets.this.goneGroups.contains(group)) {
					throw error("ResourceNotFoundException", "The specified log group does not exist.");
				}
				List<OutputLogEvent> events = FakeFleets.this.streams.get(group + ":" + request.logStreamName());
				if (events == null) {
					throw error("ResourceNotFoundException", "The specified log stream does not exist.");
				}
				List<OutputLogEvent> found = events.stream()
					.filter((event) -> request.endTime() == null || event.timestamp() < request.endTime())
					.toList();
				return GetLogEventsResponse.builder()
					.events(found.subList(Math.max(0, found.size() - request.limit()), found.size()))
					.build();
			}

			@Override
			public String serviceName() {
				return SERVICE_NAME;
			}

			@Override
			public void close() {
			}

		};
	}

	@Override
	public AutoScalingClient autoScaling(Place place) {
		return new AutoScalingClient() {

			@Override
			public DescribeAutoScalingGroupsResponse describeAutoScalingGroups(
					DescribeAutoScalingGroupsRequest request) {
				call("DescribeAutoScalingGroups", place);
				return DescribeAutoScalingGroupsResponse.builder()
					.autoScalingGroups(request.autoScalingGroupNames()
						.stream()
						.filter(FakeFleets.this.groups::containsKey)
						.map(FakeFleets.this.groups::get)
						.toList())
					.build();
			}

			@Override
			public DescribeScalingActivitiesResponse describeScalingActivities(
					DescribeScalingActivitiesRequest request) {
				call("DescribeScalingActivities", place);
				return DescribeScalingActivitiesResponse.builder().activities(FakeFleets.this.activities).build();
			}

			@Override
			public String serviceName() {
				return SERVICE_NAME;
			}

			@Override
			public void close() {
			}

		};
	}

	@Override
	public Ec2Client ec2(Place place) {
		return new Ec2Client() {

			@Override
			public DescribeInstanceStatusResponse describeInstanceStatus(DescribeInstanceStatusRequest request) {
				call("DescribeInstanceStatus", place);
				if (!FakeFleets.this.machines.keySet().containsAll(request.instanceIds())) {
					throw error("InvalidInstanceID.NotFound", "The instance IDs do not exist");
				}
				return DescribeInstanceStatusResponse.builder()
					.instanceStatuses(request.instanceIds().stream().map(FakeFleets.this.machines::get).toList())
					.build();
			}

			@Override
			public String serviceName() {
				return SERVICE_NAME;
			}

			@Override
			public void close() {
			}

		};
	}

}
