package dev.runnerfleet.sandbox.logs;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.account.SandboxAccount;
import dev.runnerfleet.sandbox.cloudformation.StackRegistry;
import dev.runnerfleet.sandbox.manager.LogLine;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** Speaks CloudWatch Logs for the log groups of one region. */
public class SandboxLogs implements CloudWatchLogsClient {

	private static final int MAX_STREAMS = 50;

	private final LogGroups groups;

	private final String region;

	public SandboxLogs(StackRegistry stacks) {
		this.groups = new LogGroups(stacks, stacks.manualChanges());
		this.region = stacks.region();
	}

	@Override
	public DescribeLogGroupsResponse describeLogGroups(DescribeLogGroupsRequest request) {
		String prefix = (request.logGroupNamePrefix() != null) ? request.logGroupNamePrefix() : "";
		List<LogGroup> all = this.groups.all()
			.keySet()
			.stream()
			.filter((name) -> name.startsWith(prefix))
			.sorted()
			.map((name) -> LogGroup.builder().logGroupName(name).arn(arn(name) + ":*").logGroupArn(arn(name)).build())
			.toList();
		LogPage<LogGroup> page = LogPage.forward(all, request.nextToken(), limit(request.limit()));
		return DescribeLogGroupsResponse.builder().logGroups(page.items()).nextToken(page.next()).build();
	}

	@Override
	public DescribeLogStreamsResponse describeLogStreams(DescribeLogStreamsRequest request) {
		String prefix = (request.logStreamNamePrefix() != null) ? request.logStreamNamePrefix() : "";
		Map<String, List<LogLine>> streams = existing(request.logGroupName()).stream()
			.filter((line) -> line.stream().startsWith(prefix))
			.collect(Collectors.groupingBy(LogLine::stream, LinkedHashMap::new, Collectors.toList()));
		Comparator<LogStream> order = (request.orderBy() == OrderBy.LAST_EVENT_TIME)
				? Comparator.comparing(LogStream::lastEventTimestamp) : Comparator.comparing(LogStream::logStreamName);
		List<LogStream> all = streams.entrySet()
			.stream()
			.map((stream) -> stream(request.logGroupName(), stream.getKey(), stream.getValue()))
			.sorted(Boolean.TRUE.equals(request.descending()) ? order.reversed() : order)
			.toList();
		LogPage<LogStream> page = LogPage.forward(all, request.nextToken(), limit(request.limit()));
		return DescribeLogStreamsResponse.builder().logStreams(page.items()).nextToken(page.next()).build();
	}

	@Override
	public GetLogEventsResponse getLogEvents(GetLogEventsRequest request) {
		List<LogLine> stream = existing(request.logGroupName()).stream()
			.filter((line) -> line.stream().equals(request.logStreamName()))
			.toList();
		if (stream.isEmpty()) {
			throw unknown("The specified log stream does not exist.");
		}
		List<OutputLogEvent> all = stream.stream()
			.filter(within(request.startTime(), request.endTime()))
			.map((line) -> OutputLogEvent.builder()
				.timestamp(line.at().toEpochMilli())
				.ingestionTime(line.at().toEpochMilli())
				.message(line.text())
				.build())
			.toList();
		String token = request.nextToken();
		boolean forward = (token != null) ? token.startsWith("f/") : Boolean.TRUE.equals(request.startFromHead());
		LogPage<OutputLogEvent> page = forward ? LogPage.forward(all, token, request.limit())
				: LogPage.backward(all, token, request.limit());
		return GetLogEventsResponse.builder()
			.events(page.items())
			.nextForwardToken("f/" + page.to())
			.nextBackwardToken("b/" + page.from())
			.build();
	}

	@Override
	public FilterLogEventsResponse filterLogEvents(FilterLogEventsRequest request) {
		String prefix = (request.logStreamNamePrefix() != null) ? request.logStreamNamePrefix() : "";
		Predicate<String> pattern = pattern((request.filterPattern() != null) ? request.filterPattern() : "");
		List<FilteredLogEvent> all = existing(request.logGroupName()).stream()
			.filter((line) -> line.stream().startsWith(prefix))
			.filter((line) -> request.logStreamNames().isEmpty() || request.logStreamNames().contains(line.stream()))
			.filter(within(request.startTime(), request.endTime()))
			.filter((line) -> pattern.test(line.text()))
			.sorted(Comparator.comparing(LogLine::at))
			.map(SandboxLogs::filtered)
			.toList();
		LogPage<FilteredLogEvent> page = LogPage.forward(all, request.nextToken(), request.limit());
		return FilterLogEventsResponse.builder().events(page.items()).nextToken(page.next()).build();
	}

	@Override
	public DeleteLogGroupResponse deleteLogGroup(DeleteLogGroupRequest request) {
		existing(request.logGroupName());
		this.groups.delete(request.logGroupName());
		return DeleteLogGroupResponse.builder().build();
	}

	@Override
	public String serviceName() {
		return SERVICE_NAME;
	}

	@Override
	public void close() {
	}

	private List<LogLine> existing(String name) {
		return this.groups.find(name).orElseThrow(() -> unknown("The specified log group does not exist."));
	}

	private LogStream stream(String group, String name, List<LogLine> lines) {
		return LogStream.builder()
			.logStreamName(name)
			.arn("%s:log-stream:%s".formatted(arn(group), name))
			.creationTime(lines.get(0).at().toEpochMilli())
			.firstEventTimestamp(lines.get(0).at().toEpochMilli())
			.lastEventTimestamp(lines.get(lines.size() - 1).at().toEpochMilli())
			.build();
	}

	private String arn(String group) {
		return "arn:aws:logs:%s:%s:log-group:%s".formatted(this.region, SandboxAccount.ID, group);
	}

	private static FilteredLogEvent filtered(LogLine line) {
		return FilteredLogEvent.builder()
			.logStreamName(line.stream())
			.timestamp(line.at().toEpochMilli())
			.ingestionTime(line.at().toEpochMilli())
			.message(line.text())
			.eventId(Ids.uuid(line.stream(), line.at(), line.text()))
			.build();
	}

	private static Predicate<LogLine> within(@Nullable Long start, @Nullable Long end) {
		return (line) -> (start == null || !line.at().isBefore(Instant.ofEpochMilli(start)))
				&& (end == null || line.at().isBefore(Instant.ofEpochMilli(end)));
	}

	private static int limit(@Nullable Integer limit) {
		return (limit != null) ? Math.min(limit, MAX_STREAMS) : MAX_STREAMS;
	}

	private static Predicate<String> pattern(String text) {
		try {
			return LogPattern.of(text);
		}
		catch (IllegalArgumentException ex) {
			throw refusal(InvalidParameterException.builder(), "InvalidParameterException", "Invalid filter pattern");
		}
	}

	private static AwsServiceException unknown(String message) {
		return refusal(ResourceNotFoundException.builder(), "ResourceNotFoundException", message);
	}

	private static AwsServiceException refusal(AwsServiceException.Builder builder, String code, String message) {
		return builder.statusCode(400)
			.message(message)
			.requestId(Ids.uuid(code, message))
			.awsErrorDetails(AwsErrorDetails.builder()
				.serviceName("CloudWatchLogs")
				.errorCode(code)
				.errorMessage(message)
				.build())
			.build();
	}

}
