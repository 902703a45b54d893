package dev.runnerfleet.sandbox.services;

import java.util.Comparator;
import java.util.List;

import dev.runnerfleet.sandbox.account.Ids;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** Speaks CloudWatch Logs for the log groups of one region, each time on one page. */
class SandboxLogs implements CloudWatchLogsClient {

	private static final String UNKNOWN = "The specified log group does not exist.";

	private final LogGroups groups;

	SandboxLogs(LogGroups groups) {
		this.groups = groups;
	}

	@Override
	public DescribeLogGroupsResponse describeLogGroups(DescribeLogGroupsRequest request) {
		List<LogGroup> found = this.groups.all()
			.stream()
			.filter((group) -> request.logGroupNamePrefix() == null
					|| group.logGroupName().startsWith(request.logGroupNamePrefix()))
			.filter((group) -> request.logGroupNamePattern() == null
					|| group.logGroupName().contains(request.logGroupNamePattern()))
			.sorted(Comparator.comparing(LogGroup::logGroupName))
			.toList();
		return DescribeLogGroupsResponse.builder().logGroups(found).build();
	}

	@Override
	public DeleteLogGroupResponse deleteLogGroup(DeleteLogGroupRequest request) {
		if (this.groups.all().stream().noneMatch((group) -> group.logGroupName().equals(request.logGroupName()))) {
			throw ResourceNotFoundException.builder()
				.statusCode(400)
				.message(UNKNOWN)
				.requestId(Ids.uuid(request.logGroupName()))
				.awsErrorDetails(AwsErrorDetails.builder()
					.serviceName("CloudWatchLogs")
					.errorCode("ResourceNotFoundException")
					.errorMessage(UNKNOWN)
					.build())
				.build();
		}
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

}
