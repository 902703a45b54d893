package dev.runnerfleet.fleet.removal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.cleanup.Leftovers;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/**
 * An account with one fleet's stack at a time. Whatever is asked of the stack has
 * happened when it is looked at next.
 */
public class RemovalAccount extends Leftovers {

	static final String BUCKET = "blue-cachebucket-1";

	private final List<String> resources = List.of("CacheBucket", "WorkerGroup", "Manager");

	public final List<StackEvent> events = new ArrayList<>();

	public final List<DeleteStackRequest> deletions = new ArrayList<>();

	public @Nullable CreateStackRequest created;

	public boolean launchesFail;

	public boolean isProtected;

	/** Throws what AWS answers to a launch, and to who asks for a stack. */
	public Runnable mood = () -> {
	};

	/** Whether a launch gets no answer, and is carried out when a test says so. */
	public boolean launchesLate;

	private final Deque<Runnable> late = new ArrayDeque<>();

	/** Whether a launch comes only as far as its bucket. */
	public boolean slow;

	/** Resources that cannot be deleted, whatever is in them. */
	final Set<String> stuck = new LinkedHashSet<>();

	private final Set<String> present = new LinkedHashSet<>();

	private int launches;

	private String status = "";

	String arn() {
		return "arn:aws:cloudformation:eu-central-1:111122223333:stack/blue/" + this.launches;
	}

	public String status() {
		return this.status;
	}

	@Override
	public CloudFormationClient cloudFormation(Place place) {
		return new Stacks();
	}

	private void happen(String logicalId, String type, String status, String token, @Nullable String physicalId) {
		int number = this.events.size() + 1;
		this.events.add(StackEvent.builder()
			.eventId("event-" + number)
			.stackId(arn())
			.timestamp(Instant.ofEpochSecond(1_800_000_000L + number))
			.logicalResourceId(logicalId)
			.physicalResourceId(physicalId)
			.resourceType(type)
			.resourceStatus(status)
			.resourceStatusReason(status.endsWith("_FAILED") ? "It is in use" : null)
			.clientRequestToken(token)
			.build());
	}

	private void stack(String status, String token) {
		this.status = status;
		happen("blue", "AWS::CloudFormation::Stack", status, token, arn());
	}

	private void resource(String logicalId, String status, String token) {
		String type = switch (logicalId) {
			case "CacheBucket" -> "AWS::S3::Bucket";
			case "WorkerGroup" -> "AWS::AutoScaling::AutoScalingGroup";
			default -> "AWS::EC2::Instance";
		};
		happen(logicalId, type, status, token, logicalId.equals("CacheBucket") ? BUCKET : "blue-" + logicalId);
	}

	/** Carries out what was never answered, the earliest of it first. */
	public void arrive() {
		this.late.remove().run();
	}

	private void create(CreateStackRequest request) {
		this.created = request;
		this.launches++;
		create(request.clientRequestToken());
	}

	private static List<Parameter> masked(CreateStackRequest created) {
		return created.parameters()
			.stream()
			.map((parameter) -> parameter.parameterKey().equals("RunnerToken")
					? parameter.toBuilder().parameterValue("****").build() : parameter)
			.toList();
	}

	private void create(String token) {
		stack("CREATE_IN_PROGRESS", token);
		if (this.slow) {
			resource("CacheBucket", "CREATE_COMPLETE", token);
			this.present.add("CacheBucket");
			this.bucket = true;
			return;
		}
		for (String logicalId : this.resources) {
			resource(logicalId, "CREATE_COMPLETE", token);
			this.present.add(logicalId);
		}
		this.bucket = true;
		stack(this.launchesFail ? "CREATE_FAILED" : "CREATE_COMPLETE", token);
	}

	/** Lets a slow launch come to its end. */
	public void finish() {
		for (String logicalId : List.of("WorkerGroup", "Manager")) {
			resource(logicalId, "CREATE_COMPLETE", "");
			this.present.add(logicalId);
		}
		stack("CREATE_COMPLETE", "");
	}

	/** Somebody else deletes the stack. */
	public void deleteElsewhere() {
		delete(DeleteStackRequest.builder().build());
	}

	private void delete(DeleteStackRequest request) {
		String token = request.clientRequestToken();
		stack("DELETE_IN_PROGRESS", token);
		boolean failed = false;
		for (String logicalId : List.copyOf(this.present)) {
			boolean held = this.stuck.contains(logicalId)
					|| (logicalId.equals("CacheBucket") && !this.objects.isEmpty())
					|| (logicalId.equals("WorkerGroup") && this.workers.containsValue(true));
			boolean retained = request.retainResources().contains(logicalId);
			failed |= held && !retained;
			resource(logicalId, retained ? "DELETE_SKIPPED" : held ? "DELETE_FAILED" : "DELETE_COMPLETE", token);
			if (!held || retained) {
				this.present.remove(logicalId);
				this.bucket &= !logicalId.equals("CacheBucket") || retained;
			}
		}
		stack(failed ? "DELETE_FAILED" : "DELETE_COMPLETE", token);
	}

	private static CloudFormationException error(String message) {
		return (CloudFormationException) CloudFormationException.builder()
			.statusCode(400)
			.awsErrorDetails(AwsErrorDetails.builder().errorCode("ValidationError").errorMessage(message).build())
			.build();
	}

	private final class Stacks implements CloudFormationClient {

		@Override
		public CreateStackResponse createStack(CreateStackRequest request) {
			called("CreateStack", false);
			RemovalAccount.this.mood.run();
			if (RemovalAccount.this.launchesLate) {
				RemovalAccount.this.late.add(() -> create(request));
				throw ApiCallTimeoutException.create(8000);
			}
			create(request);
			called("CreateStack", true);
			return CreateStackResponse.builder().stackId(arn()).build();
		}

		@Override
		public DeleteStackResponse deleteStack(DeleteStackRequest request) {
			called("DeleteStack", false);
			if (!request.retainResources().isEmpty() && !status().equals("DELETE_FAILED")) {
				throw error("RetainResources can only be given for a stack in DELETE_FAILED");
			}
			RemovalAccount.this.deletions.add(request);
			delete(request);
			called("DeleteStack", true);
			return DeleteStackResponse.builder().build();
		}

		@Override
		public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
			RemovalAccount.this.mood.run();
			CreateStackRequest created = RemovalAccount.this.created;
			boolean byName = request.stackName().equals("blue");
			if (created == null || (byName && status().equals("DELETE_COMPLETE"))) {
				throw error("Stack with id " + request.stackName() + " does not exist");
			}
			return DescribeStacksResponse.builder()
				.stacks((stack) -> stack.stackId(arn())
					.stackName("blue")
					.stackStatus(status())
					.enableTerminationProtection(RemovalAccount.this.isProtected)
					.tags(created.tags())
					.parameters(masked(created)))
				.build();
		}

		@Override
		public DescribeStackEventsResponse describeStackEvents(DescribeStackEventsRequest request) {
			List<StackEvent> newestFirst = new ArrayList<>(RemovalAccount.this.events.stream()
				.filter((event) -> event.stackId().equals(request.stackName()))
				.toList());
			Collections.reverse(newestFirst);
			return DescribeStackEventsResponse.builder().stackEvents(newestFirst).build();
		}

		/** Nothing that the events have not told. */
		@Override
		public DescribeStackResourcesResponse describeStackResources(DescribeStackResourcesRequest request) {
			return DescribeStackResourcesResponse.builder().build();
		}

		@Override
		public String serviceName() {
			return "cloudformation";
		}

		@Override
		public void close() {
		}

	}

}
