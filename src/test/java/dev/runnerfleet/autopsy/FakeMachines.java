package dev.runnerfleet.autopsy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.runnerfleet.aws.AwsOfOne;
import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesResponse;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;

/** A log group and an Auto Scaling group that tell what the test has them tell. */
class FakeMachines implements AwsOfOne, CloudWatchLogsClient {

	final Map<String, List<OutputLogEvent>> streams = new LinkedHashMap<>();

	final List<Activity> activities = new ArrayList<>();

	final List<String> calls = new ArrayList<>();

	/** What the manager's group has. */
	final List<String> managers = new ArrayList<>();

	@Nullable Supplier<RuntimeException> refusal;

	/** Pages without anything on them before the one that has the lines. */
	int emptyPages;

	void write(String stream, Instant at, String text) {
		this.streams.computeIfAbsent(stream, (name) -> new ArrayList<>())
			.add(OutputLogEvent.builder().timestamp(at.toEpochMilli()).message(text).build());
	}

	void silent() {
		this.refusal = () -> SdkClientException.create("Read timed out");
	}

	void refuse(String code, String message) {
		this.refusal = () -> error(code, message);
	}

	@Override
	public GetLogEventsResponse getLogEvents(GetLogEventsRequest request) {
		called("GetLogEvents");
		List<OutputLogEvent> events = this.streams.get(request.logStreamName());
		if (events == null) {
			throw error("ResourceNotFoundException", this.streams.isEmpty() ? "The specified log group does not exist."
					: "The specified log stream does not exist.");
		}
		String token = request.nextToken();
		if (this.emptyPages > 0) {
			this.emptyPages--;
			return GetLogEventsResponse.builder().nextBackwardToken("empty" + this.emptyPages).build();
		}
		List<OutputLogEvent> found = events.stream()
			.filter((event) -> request.startTime() == null || event.timestamp() >= request.startTime())
			.filter((event) -> request.endTime() == null || event.timestamp() < request.endTime())
			.toList();
		int end = (token != null && !token.startsWith("empty")) ? Integer.parseInt(token) : found.size();
		int begin = Math.max(0, end - request.limit());
		return GetLogEventsResponse.builder()
			.events(found.subList(begin, end))
			.nextBackwardToken(String.valueOf(begin))
			.build();
	}

	@Override
	public FilterLogEventsResponse filterLogEvents(FilterLogEventsRequest request) {
		called("FilterLogEvents");
		return FilterLogEventsResponse.builder()
			.events(this.streams.entrySet()
				.stream()
				.flatMap((stream) -> stream.getValue()
					.stream()
					.filter((event) -> event.timestamp() >= request.startTime())
					.map((event) -> FilteredLogEvent.builder()
						.logStreamName(stream.getKey())
						.timestamp(event.timestamp())
						.message(event.message())
						.build()))
				.toList())
			.build();
	}

	private void called(String call) {
		this.calls.add(call);
		if (this.refusal != null) {
			throw this.refusal.get();
		}
	}

	private static RuntimeException error(String code, String message) {
		return CloudWatchLogsException.builder()
			.statusCode(400)
			.awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
			.build();
	}

	@Override
	public CloudWatchLogsClient logs(Place place) {
		return this;
	}

	@Override
	public AutoScalingClient autoScaling(Place place) {
		return new AutoScalingClient() {

			@Override
			public DescribeAutoScalingGroupsResponse describeAutoScalingGroups(
					DescribeAutoScalingGroupsRequest request) {
				called("DescribeAutoScalingGroups");
				return DescribeAutoScalingGroupsResponse.builder()
					.autoScalingGroups((group) -> group.autoScalingGroupName(request.autoScalingGroupNames().get(0))
						.instances(FakeMachines.this.managers.stream()
							.map((id) -> Instance.builder().instanceId(id).lifecycleState("Pending").build())
							.toList()))
					.build();
			}

			@Override
			public DescribeScalingActivitiesResponse describeScalingActivities(
					DescribeScalingActivitiesRequest request) {
				FakeMachines.this.calls.add("DescribeScalingActivities");
				return DescribeScalingActivitiesResponse.builder().activities(FakeMachines.this.activities).build();
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
	public String serviceName() {
		return CloudWatchLogsClient.SERVICE_NAME;
	}

	@Override
	public void close() {
	}

}
