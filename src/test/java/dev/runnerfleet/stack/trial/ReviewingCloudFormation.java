package dev.runnerfleet.stack.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.runnerfleet.aws.AwsOfOne;
import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.OperationEvent;

/** An AWS that examines one change set, in the way that the test tells. */
public class ReviewingCloudFormation implements CloudFormationClient, AwsOfOne {

	/** How the stack stands, {@code null} while there is none. */
	public @Nullable String stack;

	/** How the change set stands after so many looks. */
	public int looks;

	public String ends = "CREATE_COMPLETE";

	public String reason = "";

	public final List<OperationEvent> found = new ArrayList<>();

	public final List<String> calls = new ArrayList<>();

	/** What answers a kind of call instead. */
	public @Nullable String refused;

	public Supplier<RuntimeException> refusal = () -> error("AccessDenied", "No.");

	public @Nullable CreateChangeSetRequest asked;

	@Override
	public CloudFormationClient cloudFormation(Place place) {
		return this;
	}

	private void called(String call) {
		this.calls.add(call);
		if (call.equals(this.refused)) {
			throw this.refusal.get();
		}
	}

	@Override
	public CreateChangeSetResponse createChangeSet(CreateChangeSetRequest request) {
		called("CreateChangeSet");
		this.asked = request;
		this.stack = "REVIEW_IN_PROGRESS";
		return CreateChangeSetResponse.builder().build();
	}

	@Override
	public DescribeChangeSetResponse describeChangeSet(DescribeChangeSetRequest request) {
		called("DescribeChangeSet");
		boolean done = this.looks-- <= 0;
		return DescribeChangeSetResponse.builder()
			.status(done ? this.ends : "CREATE_IN_PROGRESS")
			.statusReason(done ? this.reason : null)
			.build();
	}

	@Override
	public DescribeEventsResponse describeEvents(DescribeEventsRequest request) {
		called("DescribeEvents");
		return DescribeEventsResponse.builder().operationEvents(this.found).build();
	}

	@Override
	public DeleteStackResponse deleteStack(DeleteStackRequest request) {
		called("DeleteStack");
		this.stack = null;
		return DeleteStackResponse.builder().build();
	}

	@Override
	public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
		called("DescribeStacks");
		if (this.stack == null) {
			throw error("ValidationError", "Stack with id " + request.stackName() + " does not exist");
		}
		return DescribeStacksResponse.builder().stacks((one) -> one.stackStatus(this.stack)).build();
	}

	public static CloudFormationException error(String code, String message) {
		return (CloudFormationException) CloudFormationException.builder()
			.statusCode(400)
			.awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
			.build();
	}

	@Override
	public String serviceName() {
		return SERVICE_NAME;
	}

	@Override
	public void close() {
	}

}
