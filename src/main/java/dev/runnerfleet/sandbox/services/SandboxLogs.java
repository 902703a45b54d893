package dev.runnerfleet.sandbox.services;

import dev.runnerfleet.sandbox.account.Ids;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** Speaks CloudWatch Logs for the log groups of one region. */
class SandboxLogs implements CloudWatchLogsClient {

	private static final String UNKNOWN = "The specified log group does not exist.";

	private final LogGroups groups;

	SandboxLogs(LogGroups groups) {
		this.groups = groups;
	}

	@Override
	public DeleteLogGroupResponse deleteLogGroup(DeleteLogGroupRequest request) {
		if (!this.groups.names().contains(request.logGroupName())) {
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
