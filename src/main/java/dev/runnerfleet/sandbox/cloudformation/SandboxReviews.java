package dev.runnerfleet.sandbox.cloudformation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.runnerfleet.sandbox.story.Deployment;
import dev.runnerfleet.sandbox.story.Pace;
import dev.runnerfleet.sandbox.story.SandboxStack;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecutionStatus;
import software.amazon.awssdk.services.cloudformation.model.OperationEvent;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;

/**
 * The stacks of one region that are under review: what a change set would create, until
 * somebody deletes it. As there is nothing of them yet, they end with the process.
 */
class SandboxReviews {

	private static final Duration EXAMINATION = Duration.ofMillis(1200);

	private final Map<String, Review> reviews = new ConcurrentHashMap<>();

	/** Whether a change set is to create its stack. */
	static boolean creates(CreateChangeSetRequest request, StackRegistry stacks) {
		return request.changeSetType() == ChangeSetType.CREATE && stacks.find(request.stackName()) == null;
	}

	/** Examines what would be created as a launch is examined. */
	CreateChangeSetResponse create(CreateChangeSetRequest request, StackRegistry stacks) {
		NameCheck.name(request.changeSetName(), "changeSetName");
		NameCheck.token(request.clientToken(), "clientToken");
		SandboxStack stack = stacks.proposed(CreateStackRequest.builder()
			.stackName(request.stackName())
			.templateBody(request.templateBody())
			.parameters(request.parameters())
			.capabilities(request.capabilities())
			.tags(request.tags())
			.build());
		Deployment deployment = TemplateCheck.deploys(() -> new Deployment(stack, stack.creation(), null));
		Review review = new Review(stack,
				SandboxChangeSet.arn(stacks.region(), request.changeSetName(), stack.id(), stack.createdAt()),
				request.changeSetName(), new Pace(stacks.speed()).after(stack.createdAt(), EXAMINATION),
				ValidationEvents.of(stack, deployment));
		this.reviews.put(stack.name(), review);
		return CreateChangeSetResponse.builder().id(review.changeSetId).stackId(stack.id()).build();
	}

	/** The stack under review of a name or id, if there is one. */
	Optional<Review> find(@Nullable String nameOrId) {
		return this.reviews.values()
			.stream()
			.filter((review) -> review.stack.name().equals(nameOrId) || review.stack.id().equals(nameOrId))
			.findFirst();
	}

	List<StackSummary> summaries() {
		return this.reviews.values()
			.stream()
			.map((review) -> StackSummary.builder()
				.stackId(review.stack.id())
				.stackName(review.stack.name())
				.creationTime(review.stack.createdAt())
				.stackStatus(StackStatus.REVIEW_IN_PROGRESS)
				.build())
			.toList();
	}

	void delete(@Nullable String nameOrId) {
		find(nameOrId).ifPresent((review) -> this.reviews.remove(review.stack.name()));
	}

	/**
	 * A stack under review and the change set that would create it.
	 *
	 * @param stack the stack as it would begin
	 * @param changeSetId the change set's id
	 * @param changeSetName its name
	 * @param examinedAt when the change set is worked out
	 * @param events what early validation finds
	 */
	record Review(SandboxStack stack, String changeSetId, String changeSetName, Instant examinedAt,
			List<OperationEvent> events) {

		Stack answer() {
			return Stack.builder()
				.stackId(this.stack.id())
				.stackName(this.stack.name())
				.creationTime(this.stack.createdAt())
				.stackStatus(StackStatus.REVIEW_IN_PROGRESS)
				.build();
		}

		DescribeChangeSetResponse changeSet(String nameOrId, Instant now) {
			if (!nameOrId.equals(this.changeSetName) && !nameOrId.equals(this.changeSetId)) {
				throw SandboxRefusal.unknownChangeSet(nameOrId);
			}
			boolean examined = isExamined(now);
			String refusal = this.stack.creation().validationFailure().orElse(null);
			ChangeSetStatus status = !examined ? ChangeSetStatus.CREATE_IN_PROGRESS
					: (refusal != null) ? ChangeSetStatus.FAILED : ChangeSetStatus.CREATE_COMPLETE;
			return DescribeChangeSetResponse.builder()
				.changeSetId(this.changeSetId)
				.changeSetName(this.changeSetName)
				.stackId(this.stack.id())
				.stackName(this.stack.name())
				.creationTime(this.stack.createdAt())
				.status(status)
				.statusReason(examined ? refusal : null)
				.executionStatus((status == ChangeSetStatus.CREATE_COMPLETE) ? ExecutionStatus.AVAILABLE
						: ExecutionStatus.UNAVAILABLE)
				.build();
		}

		/** What early validation has found by now. */
		List<OperationEvent> found(Instant now) {
			return isExamined(now) ? this.events : List.of();
		}

		private boolean isExamined(Instant now) {
			return !now.isBefore(this.examinedAt);
		}

	}

}
