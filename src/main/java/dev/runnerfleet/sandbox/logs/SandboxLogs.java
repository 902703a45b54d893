package dev.runnerfleet.sandbox.logs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.account.SandboxAccount;
import dev.runnerfleet.sandbox.cloudformation.StackRegistry;
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

	public SandboxLogs(StackRegistry stacks, DerivedStreams derived) {
		this.groups = new LogGroups(stacks, stacks.manualChanges(), derived);
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
		Comparator<LogStream> order = (request.orderBy() == OrderBy.LAST_EVENT_TIME)
				? Comparator.comparing(LogStream::lastEventTimestamp) : Comparator.comparing(LogStream::logStreamName);
		List<LogStream> all = existing(request.logGroupName()).streams()
			.entrySet()
			.stream()
			.filter((stream) -> stream.getKey().startsWith(prefix))
			.map((stream) -> stream(request.logGroupName(), stream.getKey(), stream.getValue()))
			.sorted(Boolean.TRUE.equals(request.descending()) ? order.reversed() : order)
			.toList();
		LogPage<LogStream> page = LogPage.forward(all, request.nextToken(), limit(request.limit()));
		return DescribeLogStreamsResponse.builder().logStreams(page.items()).nextToken(page.next()).build();
	}

	@Override
	public GetLogEventsResponse getLogEvents(GetLogEventsRequest request) {
		LogContents group = existing(request.logGroupName());
		if (!group.streams().containsKey(request.logStreamName())) {
			throw unknown("The specified log stream does not exist.");
		}
		List<LogContents.Entry> all = group.entries(request.logStreamName()::equals, from(request.startTime()),
				to(request.endTime()));
		String token = request.nextToken();
		boolean forward = (token != null) ? token.startsWith("f/") : Boolean.TRUE.equals(request.startFromHead());
		LogPage<LogContents.Entry> page = (forward ? LogPage.forward(all, token, request.limit())
				: LogPage.backward(all, token, request.limit()))
			.fitting(forward, SandboxLogs::size);
		return GetLogEventsResponse.builder()
			.events(page.items().stream().map(SandboxLogs::event).toList())
			.nextForwardToken("f/" + page.to())
			.nextBackwardToken("b/" + page.from())
			.build();
	}

	/** A page with a pattern holds what of its part matches, which may be nothing. */
	@Override
	public FilterLogEventsResponse filterLogEvents(FilterLogEventsRequest request) {
		String prefix = (request.logStreamNamePrefix() != null) ? request.logStreamNamePrefix() : "";
		String wanted = (request.filterPattern() != null) ? request.filterPattern() : "";
		Predicate<String> pattern = pattern(wanted);
		List<LogContents.Entry> all = existing(request.logGroupName()).entries(
				(stream) -> stream.startsWith(prefix)
						&& (request.logStreamNames().isEmpty() || request.logStreamNames().contains(stream)),
				from(request.startTime()), to(request.endTime()));
		LogPage<LogContents.Entry> page = LogPage
			.forward(all, request.nextToken(), wanted.isBlank() ? request.limit() : null)
			.fitting(true, SandboxLogs::size)
			.upTo(LogPage.size(request.limit()), (entry) -> pattern.test(entry.text()));
		return FilterLogEventsResponse.builder()
			.events(page.items()
				.stream()
				.filter((entry) -> pattern.test(entry.text()))
				.map(SandboxLogs::filtered)
				.toList())
			.nextToken(page.next())
			.build();
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

	private LogContents existing(String name) {
		return this.groups.find(name).orElseThrow(() -> unknown("The specified log group does not exist."));
	}

	private LogStream stream(String group, String name, DerivedStream.Reach reach) {
		return LogStream.builder()
			.logStreamName(name)
			.arn("%s:log-stream:%s".formatted(arn(group), name))
			.creationTime(reach.first().toEpochMilli())
			.firstEventTimestamp(reach.first().toEpochMilli())
			.lastEventTimestamp(reach.last().toEpochMilli())
			.build();
	}

	private String arn(String group) {
		return "arn:aws:logs:%s:%s:log-group:%s".formatted(this.region, SandboxAccount.ID, group);
	}

	private static OutputLogEvent event(LogContents.Entry entry) {
		return OutputLogEvent.builder()
			.timestamp(entry.at().toEpochMilli())
			.ingestionTime(entry.at().toEpochMilli())
			.message(entry.text())
			.build();
	}

	private static FilteredLogEvent filtered(LogContents.Entry entry) {
		return FilteredLogEvent.builder()
			.logStreamName(entry.stream())
			.timestamp(entry.at().toEpochMilli())
			.ingestionTime(entry.at().toEpochMilli())
			.message(entry.text())
			.eventId(Ids.uuid(entry.stream(), entry.at(), entry.text()))
			.build();
	}

	private static int size(LogContents.Entry entry) {
		return entry.text().getBytes(StandardCharsets.UTF_8).length;
	}

	private static Instant from(@Nullable Long start) {
		return Instant.ofEpochMilli((start != null) ? start : 0);
	}

	private static Instant to(@Nullable Long end) {
		return (end != null) ? Instant.ofEpochMilli(end) : Instant.MAX;
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
