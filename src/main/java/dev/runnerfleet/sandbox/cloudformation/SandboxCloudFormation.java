package dev.runnerfleet.sandbox.cloudformation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.runnerfleet.sandbox.story.History;
import dev.runnerfleet.sandbox.story.ResourceChanges;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CancelUpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CancelUpdateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.Change;
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
import software.amazon.awssdk.services.cloudformation.model.GetTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.OperationEvent;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.UpdateTerminationProtectionRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateTerminationProtectionResponse;

/** Speaks CloudFormation for the stacks of one region of the sandbox. */
class SandboxCloudFormation implements CloudFormationClient {

	private final StackRegistry stacks;

	private final StackUpdates updates;

	private final SandboxChangeSets changeSets;

	private final SandboxDrifts drifts;

	private final SandboxReviews reviews;

	SandboxCloudFormation(StackRegistry stacks, SandboxChangeSets changeSets, SandboxDrifts drifts) {
		this.stacks = stacks;
		this.updates = new StackUpdates(stacks);
		this.changeSets = changeSets;
		this.drifts = drifts;
		this.reviews = stacks.reviews();
	}

	@Override
	public CreateStackResponse createStack(CreateStackRequest request) {
		return CreateStackResponse.builder().stackId(this.stacks.create(request)).build();
	}

	@Override
	public UpdateStackResponse updateStack(UpdateStackRequest request) {
		return UpdateStackResponse.builder().stackId(this.updates.update(request)).build();
	}

	@Override
	public CancelUpdateStackResponse cancelUpdateStack(CancelUpdateStackRequest request) {
		this.updates.cancel(request.stackName(), request.clientRequestToken());
		return CancelUpdateStackResponse.builder().build();
	}

	@Override
	public ContinueUpdateRollbackResponse continueUpdateRollback(ContinueUpdateRollbackRequest request) {
		this.updates.continueRollback(request);
		return ContinueUpdateRollbackResponse.builder().build();
	}

	@Override
	public CreateChangeSetResponse createChangeSet(CreateChangeSetRequest request) {
		if (SandboxReviews.creates(request, this.stacks)) {
			return this.reviews.create(request, this.stacks);
		}
		SandboxChangeSet changeSet = this.changeSets.create(request);
		return CreateChangeSetResponse.builder().id(changeSet.id()).stackId(changeSet.stackId()).build();
	}

	@Override
	public DescribeChangeSetResponse describeChangeSet(DescribeChangeSetRequest request) {
		Optional<SandboxReviews.Review> review = this.reviews.find(request.stackName());
		if (review.isPresent()) {
			return review.get().changeSet(request.changeSetName(), this.stacks.now());
		}
		ChangeSetView view = this.changeSets.get(request.changeSetName(), request.stackName());
		ResourceChanges changes = new ResourceChanges(view.before(), view.after(),
				Boolean.TRUE.equals(request.includePropertyValues()));
		AnswerPage<Change> page = AnswerPage.of(view.modifications().stream().map(changes::change).toList(),
				request.nextToken());
		return StackAnswers.changeSet(view).changes(page.items()).nextToken(page.nextToken()).build();
	}

	@Override
	public DeleteChangeSetResponse deleteChangeSet(DeleteChangeSetRequest request) {
		this.changeSets.delete(request.changeSetName(), request.stackName());
		return DeleteChangeSetResponse.builder().build();
	}

	@Override
	public ExecuteChangeSetResponse executeChangeSet(ExecuteChangeSetRequest request) {
		this.changeSets.execute(request);
		return ExecuteChangeSetResponse.builder().build();
	}

	@Override
	public DescribeEventsResponse describeEvents(DescribeEventsRequest request) {
		AnswerPage<OperationEvent> page = AnswerPage.of(events(request), request.nextToken());
		return DescribeEventsResponse.builder().operationEvents(page.items()).nextToken(page.nextToken()).build();
	}

	private List<OperationEvent> events(DescribeEventsRequest request) {
		Optional<SandboxReviews.Review> review = this.reviews.find(request.stackName());
		if (review.isPresent()) {
			return review.get().found(this.stacks.now());
		}
		return (request.changeSetName() != null)
				? ValidationEvents.of(this.changeSets.get(request.changeSetName(), request.stackName()))
				: ValidationEvents.of(this.stacks.get(String.valueOf(request.stackName())));
	}

	@Override
	public DeleteStackResponse deleteStack(DeleteStackRequest request) {
		this.reviews.delete(request.stackName());
		this.stacks.delete(request);
		return DeleteStackResponse.builder().build();
	}

	@Override
	public UpdateTerminationProtectionResponse updateTerminationProtection(UpdateTerminationProtectionRequest request) {
		String id = this.stacks.protect(request.stackName(), request.enableTerminationProtection());
		return UpdateTerminationProtectionResponse.builder().stackId(id).build();
	}

	@Override
	public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
		if (request.stackName() != null) {
			Stack found = this.reviews.find(request.stackName())
				.map(SandboxReviews.Review::answer)
				.orElseGet(() -> stack(this.stacks.get(request.stackName())));
			return DescribeStacksResponse.builder().stacks(found).build();
		}
		AnswerPage<History> page = AnswerPage
			.of(this.stacks.all().stream().filter((history) -> !history.isDeleted()).toList(), request.nextToken());
		return DescribeStacksResponse.builder()
			.stacks(page.items().stream().map(this::stack).toList())
			.nextToken(page.nextToken())
			.build();
	}

	@Override
	public ListStacksResponse listStacks(ListStacksRequest request) {
		List<String> statuses = request.stackStatusFiltersAsStrings();
		List<StackSummary> summaries = Stream
			.concat(this.reviews.summaries().stream(),
					this.stacks.all().stream().map((history) -> StackAnswers.summary(history, this.drifts.of(history))))
			.filter((summary) -> statuses.isEmpty() || statuses.contains(summary.stackStatusAsString()))
			.toList();
		AnswerPage<StackSummary> page = AnswerPage.of(summaries, request.nextToken());
		return ListStacksResponse.builder().stackSummaries(page.items()).nextToken(page.nextToken()).build();
	}

	@Override
	public DescribeStackEventsResponse describeStackEvents(DescribeStackEventsRequest request) {
		AnswerPage<StackEvent> page = AnswerPage.of(this.stacks.get(request.stackName()).newestFirst(),
				request.nextToken());
		return DescribeStackEventsResponse.builder().stackEvents(page.items()).nextToken(page.nextToken()).build();
	}

	@Override
	public DescribeStackResourcesResponse describeStackResources(DescribeStackResourcesRequest request) {
		History history = this.stacks.get(request.stackName());
		StackDrift drift = this.drifts.of(history);
		return DescribeStackResourcesResponse.builder()
			.stackResources(history.resources()
				.stream()
				.filter((resource) -> request.logicalResourceId() == null
						|| request.logicalResourceId().equals(resource.logicalResourceId()))
				.limit(100)
				.map((resource) -> StackAnswers.resource(resource, drift))
				.toList())
			.build();
	}

	@Override
	public DetectStackDriftResponse detectStackDrift(DetectStackDriftRequest request) {
		return DetectStackDriftResponse.builder()
			.stackDriftDetectionId(this.drifts.detect(request.stackName()))
			.build();
	}

	@Override
	public DescribeStackDriftDetectionStatusResponse describeStackDriftDetectionStatus(
			DescribeStackDriftDetectionStatusRequest request) {
		ManualChanges.Change detection = this.drifts.detection(request.stackDriftDetectionId());
		History history = this.stacks.get(detection.id());
		return DriftAnswers.detection(detection, this.drifts.isDone(detection, history), this.drifts.of(history));
	}

	@Override
	public DescribeStackResourceDriftsResponse describeStackResourceDrifts(DescribeStackResourceDriftsRequest request) {
		History history = this.stacks.get(request.stackName());
		StackDrift drift = this.drifts.of(history);
		List<String> statuses = request.stackResourceDriftStatusFiltersAsStrings();
		AnswerPage<StackDrift.ResourceDrift> page = AnswerPage.of(drift.resources()
			.stream()
			.filter((resource) -> statuses.isEmpty() || statuses.contains(resource.status()))
			.toList(), request.nextToken());
		return DescribeStackResourceDriftsResponse.builder()
			.stackResourceDrifts(page.items()
				.stream()
				.map((resource) -> DriftAnswers.resource(resource, history.stack(), drift))
				.toList())
			.nextToken(page.nextToken())
			.build();
	}

	@Override
	public GetTemplateResponse getTemplate(GetTemplateRequest request) {
		return GetTemplateResponse.builder()
			.templateBody(this.stacks.get(request.stackName()).deployment().operation().templateBody())
			.stagesAvailable(TemplateStage.ORIGINAL, TemplateStage.PROCESSED)
			.build();
	}

	private Stack stack(History history) {
		return StackAnswers.stack(history, this.drifts.of(history));
	}

	@Override
	public String serviceName() {
		return SERVICE_NAME;
	}

	@Override
	public void close() {
	}

}
