package dev.runnerfleet.stack;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import dev.runnerfleet.aws.AwsOfOne;
import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CancelUpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CancelUpdateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackRequest;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackResponse;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackDriftDetectionStatusRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackDriftDetectionStatusResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourceDriftsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourceDriftsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.DetectStackDriftRequest;
import software.amazon.awssdk.services.cloudformation.model.DetectStackDriftResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.OperationEvent;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDrift;
import software.amazon.awssdk.services.cloudformation.model.UpdateTerminationProtectionRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateTerminationProtectionResponse;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** One account with at most one stack, whose life the test tells. */
public class FakeCloudFormation implements CloudFormationClient, AwsOfOne {

	public static final String ARN = "arn:aws:cloudformation:eu-central-1:111122223333:stack/blue/1";

	public final List<String> calls = Collections.synchronizedList(new ArrayList<>());

	public final List<StackEvent> events = new ArrayList<>();

	public final List<StackResource> resources = new ArrayList<>();

	public final List<Output> outputs = new ArrayList<>();

	public String status = "CREATE_IN_PROGRESS";

	public boolean terminationProtection;

	private @Nullable String refused;

	private Supplier<? extends Throwable> answer = IllegalStateException::new;

	private @Nullable String odd;

	private AnswerWay way = AnswerWay.SILENCE;

	/** What AWS does only after nobody waits for an answer any more. */
	public Runnable later = () -> {
	};

	/** How often AWS has done what each kind of call asks for. */
	public final Map<String, Integer> done = new LinkedHashMap<>();

	/** Happens when AWS does what a call asks for, with the call's request token. */
	BiConsumer<String, @Nullable String> onDone = (operation, token) -> {
	};

	/** Change sets by name, as AWS would describe them. */
	public final Map<String, DescribeChangeSetResponse> changeSets = new LinkedHashMap<>();

	public final List<CreateChangeSetRequest> asked = new ArrayList<>();

	public final List<ExecuteChangeSetRequest> executed = new ArrayList<>();

	public int pageSize = 100;

	public @Nullable CreateStackRequest created;

	/** When the stack was last updated, in the seconds of {@link #event}. */
	public @Nullable Integer updatedAt;

	/** What the latest comparison found, and when it began. */
	public String drift = "NOT_CHECKED";

	public @Nullable Integer comparedAt;

	/** What a listing says, where it lags behind a description. */
	public @Nullable String listedStatus;

	public boolean listed = true;

	public final List<Parameter> parameters = new ArrayList<>();

	/** How far a comparison is, why, and what it finds. */
	public String detection = "DETECTION_IN_PROGRESS";

	public @Nullable String detectionReason;

	public final List<StackResourceDrift> drifted = new ArrayList<>();

	public String account = "111122223333";

	public @Nullable Supplier<RuntimeException> refusal;

	/** Happens in the middle of a create, after AWS has taken it. */
	Consumer<CreateStackRequest> onCreate = (request) -> {
	};

	/** Adds an event, newest last; {@code at} counts seconds. */
	public void event(int at, String logicalId, String type, String status, @Nullable String reason) {
		event(at, logicalId, type, status, reason, null);
	}

	public void event(int at, String logicalId, String type, String status, @Nullable String reason,
			@Nullable String requestToken) {
		String physicalId = type.equals("AWS::CloudFormation::Stack") ? ARN : logicalId + "-id";
		this.events.add(StackEvent.builder()
			.eventId(logicalId + "-" + status + "-" + this.events.size())
			.stackId(ARN)
			.timestamp(Instant.ofEpochSecond(1_800_000_000L + at))
			.logicalResourceId(logicalId)
			.physicalResourceId(physicalId)
			.resourceType(type)
			.resourceStatus(status)
			.resourceStatusReason(reason)
			.clientRequestToken(requestToken)
			.build());
	}

	/** The last event is about another thing of that name. */
	public void lastIsOf(String physicalId) {
		int last = this.events.size() - 1;
		this.events.set(last, this.events.get(last).toBuilder().physicalResourceId(physicalId).build());
	}

	public void stackEvent(int at, String status) {
		this.status = status;
		event(at, "blue", "AWS::CloudFormation::Stack", status, null);
	}

	public void refuse(String code, String message) {
		this.refusal = () -> error(code, message);
	}

	/** Refuses one kind of call, and nothing else. */
	public void refuseOnly(String operation, Supplier<? extends Throwable> answer) {
		this.refused = operation;
		this.answer = answer;
	}

	/** Has one kind of call answered in an odd way, and nothing else. */
	public void answer(String operation, AnswerWay way) {
		this.odd = operation;
		this.way = way;
	}

	/** Has every call answered as usual. */
	public void answerWell() {
		this.odd = null;
		this.refused = null;
	}

	/** A call that changes something. */
	private <T> T changing(String operation, @Nullable String token, Supplier<T> effect) {
		Supplier<T> act = () -> {
			T response = effect.get();
			this.done.merge(operation, 1, Integer::sum);
			this.onDone.accept(operation, token);
			return response;
		};
		if (!operation.equals(this.odd)) {
			return act.get();
		}
		switch (this.way.acts) {
			case AT_ONCE -> act.get();
			case LATER -> this.later = act::get;
			case NEVER -> {
			}
		}
		throw this.way.answer.get();
	}

	public void silent() {
		this.refusal = () -> SdkClientException.create("Read timed out");
	}

	public static CloudFormationException error(String code, String message) {
		return (CloudFormationException) CloudFormationException.builder()
			.statusCode(400)
			.awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
			.build();
	}

	@Override
	public CreateStackResponse createStack(CreateStackRequest request) {
		called("CreateStack");
		return changing("CreateStack", request.clientRequestToken(), () -> {
			this.created = request;
			this.onCreate.accept(request);
			return CreateStackResponse.builder().stackId(ARN).build();
		});
	}

	@Override
	public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
		called("DescribeStacks");
		CreateStackRequest created = this.created;
		if (created == null) {
			throw error("ValidationError", "Stack with id " + request.stackName() + " does not exist");
		}
		return DescribeStacksResponse.builder()
			.stacks((stack) -> stack.stackId(ARN)
				.stackName(created.stackName())
				.stackStatus(this.status)
				.enableTerminationProtection(this.terminationProtection)
				.lastUpdatedTime(at(this.updatedAt))
				.driftInformation((found) -> found.stackDriftStatus(this.drift).lastCheckTimestamp(at(this.comparedAt)))
				.parameters(this.parameters)
				.tags(created.tags())
				.outputs(this.outputs))
			.build();
	}

	@Override
	public CreateChangeSetResponse createChangeSet(CreateChangeSetRequest request) {
		called("CreateChangeSet");
		return changing("CreateChangeSet", null, () -> {
			this.asked.add(request);
			this.changeSets.put(request.changeSetName(),
					DescribeChangeSetResponse.builder()
						.stackId(ARN)
						.status("CREATE_IN_PROGRESS")
						.executionStatus("UNAVAILABLE")
						.build());
			return CreateChangeSetResponse.builder().build();
		});
	}

	/** Which checks the only stack or change set did not pass, one on each page. */
	public final List<OperationEvent> failedChecks = new ArrayList<>();

	@Override
	public DescribeEventsResponse describeEvents(DescribeEventsRequest request) {
		called("DescribeEvents");
		if (request.changeSetName() != null && !this.changeSets.containsKey(request.changeSetName())) {
			throw error("ChangeSetNotFound", "ChangeSet [" + request.changeSetName() + "] does not exist");
		}
		int at = (request.nextToken() != null) ? Integer.parseInt(request.nextToken()) : 0;
		return DescribeEventsResponse.builder()
			.operationEvents(this.failedChecks.stream().skip(at).limit(1).toList())
			.nextToken((at + 1 < this.failedChecks.size()) ? String.valueOf(at + 1) : null)
			.build();
	}

	/** Tells how far the only change set is. */
	public void changeSet(UnaryOperator<DescribeChangeSetResponse.Builder> news) {
		this.changeSets.replaceAll((name, before) -> news.apply(before.toBuilder()).build());
	}

	@Override
	public DescribeChangeSetResponse describeChangeSet(DescribeChangeSetRequest request) {
		called("DescribeChangeSet");
		DescribeChangeSetResponse found = this.changeSets.get(request.changeSetName());
		if (found == null) {
			throw error("ChangeSetNotFound", "ChangeSet [" + request.changeSetName() + "] does not exist");
		}
		int at = (request.nextToken() != null) ? Integer.parseInt(request.nextToken()) : 0;
		return (found.changes().size() <= 1) ? found
				: found.toBuilder()
					.changes(found.changes().get(at))
					.nextToken((at + 1 < found.changes().size()) ? String.valueOf(at + 1) : null)
					.build();
	}

	@Override
	public ExecuteChangeSetResponse executeChangeSet(ExecuteChangeSetRequest request) {
		called("ExecuteChangeSet");
		return changing("ExecuteChangeSet", request.clientRequestToken(), () -> {
			this.executed.add(request);
			this.changeSets.clear();
			return ExecuteChangeSetResponse.builder().build();
		});
	}

	@Override
	public DeleteStackResponse deleteStack(DeleteStackRequest request) {
		called("DeleteStack");
		return changing("DeleteStack", request.clientRequestToken(), () -> DeleteStackResponse.builder().build());
	}

	@Override
	public DeleteChangeSetResponse deleteChangeSet(DeleteChangeSetRequest request) {
		called("DeleteChangeSet");
		return changing("DeleteChangeSet", null, () -> {
			this.changeSets.remove(request.changeSetName());
			return DeleteChangeSetResponse.builder().build();
		});
	}

	@Override
	public CancelUpdateStackResponse cancelUpdateStack(CancelUpdateStackRequest request) {
		called("CancelUpdateStack");
		return changing("CancelUpdateStack", null, () -> CancelUpdateStackResponse.builder().build());
	}

	@Override
	public ContinueUpdateRollbackResponse continueUpdateRollback(ContinueUpdateRollbackRequest request) {
		called("ContinueUpdateRollback " + request.resourcesToSkip());
		return changing("ContinueUpdateRollback", request.clientRequestToken(),
				() -> ContinueUpdateRollbackResponse.builder().build());
	}

	@Override
	public UpdateTerminationProtectionResponse updateTerminationProtection(UpdateTerminationProtectionRequest request) {
		called("UpdateTerminationProtection");
		return changing("UpdateTerminationProtection", null, () -> {
			this.terminationProtection = request.enableTerminationProtection();
			return UpdateTerminationProtectionResponse.builder().stackId(ARN).build();
		});
	}

	@Override
	public ListStacksResponse listStacks(ListStacksRequest request) {
		called("ListStacks");
		CreateStackRequest created = this.created;
		String shown = (this.listedStatus != null) ? this.listedStatus : this.status;
		if (created == null || !this.listed || !request.stackStatusFiltersAsStrings().contains(shown)) {
			return ListStacksResponse.builder().build();
		}
		if (request.nextToken() == null) {
			return ListStacksResponse.builder()
				.stackSummaries(
						(stack) -> stack.stackId(ARN + "-other").stackName("other").stackStatus("CREATE_COMPLETE"))
				.nextToken("next")
				.build();
		}
		return ListStacksResponse.builder()
			.stackSummaries((stack) -> stack.stackId(ARN)
				.stackName(created.stackName())
				.stackStatus(shown)
				.lastUpdatedTime(at(this.updatedAt))
				.driftInformation(
						(found) -> found.stackDriftStatus(this.drift).lastCheckTimestamp(at(this.comparedAt))))
			.build();
	}

	@Override
	public DetectStackDriftResponse detectStackDrift(DetectStackDriftRequest request) {
		called("DetectStackDrift");
		return changing("DetectStackDrift", null,
				() -> DetectStackDriftResponse.builder().stackDriftDetectionId("detection-1").build());
	}

	@Override
	public DescribeStackDriftDetectionStatusResponse describeStackDriftDetectionStatus(
			DescribeStackDriftDetectionStatusRequest request) {
		called("DescribeStackDriftDetectionStatus");
		return DescribeStackDriftDetectionStatusResponse.builder()
			.detectionStatus(this.detection)
			.detectionStatusReason(this.detectionReason)
			.build();
	}

	@Override
	public DescribeStackResourceDriftsResponse describeStackResourceDrifts(DescribeStackResourceDriftsRequest request) {
		called("DescribeStackResourceDrifts");
		int from = (request.nextToken() != null) ? Integer.parseInt(request.nextToken()) : 0;
		int to = Math.min(from + this.pageSize, this.drifted.size());
		return DescribeStackResourceDriftsResponse.builder()
			.stackResourceDrifts(this.drifted.subList(from, to))
			.nextToken((to < this.drifted.size()) ? String.valueOf(to) : null)
			.build();
	}

	private static @Nullable Instant at(@Nullable Integer second) {
		return (second != null) ? Instant.ofEpochSecond(1_800_000_000L + second) : null;
	}

	@Override
	public StsClient sts(Place place) {
		return (StsClient) Proxy.newProxyInstance(StsClient.class.getClassLoader(), new Class<?>[] { StsClient.class },
				(proxy, method, arguments) -> GetCallerIdentityResponse.builder().account(this.account).build());
	}

	@Override
	public DescribeStackEventsResponse describeStackEvents(DescribeStackEventsRequest request) {
		called("DescribeStackEvents");
		List<StackEvent> newestFirst = new ArrayList<>(this.events);
		Collections.reverse(newestFirst);
		int from = (request.nextToken() != null) ? Integer.parseInt(request.nextToken()) : 0;
		int to = Math.min(from + this.pageSize, newestFirst.size());
		return DescribeStackEventsResponse.builder()
			.stackEvents(newestFirst.subList(from, to))
			.nextToken((to < newestFirst.size()) ? String.valueOf(to) : null)
			.build();
	}

	@Override
	public DescribeStackResourcesResponse describeStackResources(DescribeStackResourcesRequest request) {
		called("DescribeStackResources");
		return DescribeStackResourcesResponse.builder().stackResources(this.resources).build();
	}

	public void called(String operation) {
		this.calls.add(operation);
		if (operation.equals(this.refused)) {
			throw FakeCloudFormation.<RuntimeException>thrown(this.answer.get());
		}
		if (this.refusal != null) {
			throw this.refusal.get();
		}
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> T thrown(Throwable throwable) throws T {
		throw (T) throwable;
	}

	@Override
	public String serviceName() {
		return "cloudformation";
	}

	@Override
	public void close() {
	}

	@Override
	public CloudFormationClient cloudFormation(Place place) {
		return this;
	}

}
