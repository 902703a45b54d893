package dev.runnerfleet.sandbox.cloudformation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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
		stacks.check(CreateStackRequest.builder()
			.stackName(request.stackName())
			.templateBody(request.templateBody())
			.parameters(request.parameters())
			.capabilities(request.capabilities())
			.tags(request.tags())
			.build());
		Instant now = stacks.now();
		String id = SandboxStack.arn(stacks.region(), request.stackName(), now);
		Review review = new Review(id, request.stackName(),
				SandboxChangeSet.arn(stacks.region(), request.changeSetName(), id, now), request.changeSetName(), now,
				new Pace(stacks.speed()).after(now, EXAMINATION));
		this.reviews.put(review.name, review);
		return CreateChangeSetResponse.builder().id(review.changeSetId).stackId(id).build();
	}

	/** The stack under review of a name or id, if there is one. */
	Optional<Review> find(@Nullable String nameOrId) {
		return this.reviews.values()
			.stream()
			.filter((review) -> review.name.equals(nameOrId) || review.id.equals(nameOrId))
			.findFirst();
	}

	List<StackSummary> summaries() {
		return this.reviews.values()
			.stream()
			.map((review) -> StackSummary.builder()
				.stackId(review.id)
				.stackName(review.name)
				.creationTime(review.at)
				.stackStatus(StackStatus.REVIEW_IN_PROGRESS)
				.build())
			.toList();
	}

	void delete(@Nullable String nameOrId) {
		find(nameOrId).ifPresent((review) -> this.reviews.remove(review.name));
	}

	/**
	 * A stack under review and the change set that would create it.
	 *
	 * @param id the stack's id
	 * @param name its name
	 * @param changeSetId the change set's id
	 * @param changeSetName its name
	 * @param at when it was asked for
	 * @param examinedAt when the change set is worked out
	 */
	record Review(String id, String name, String changeSetId, String changeSetName, Instant at, Instant examinedAt) {

		Stack stack() {
			return Stack.builder()
				.stackId(this.id)
				.stackName(this.name)
				.creationTime(this.at)
				.stackStatus(StackStatus.REVIEW_IN_PROGRESS)
				.build();
		}

		DescribeChangeSetResponse changeSet(String nameOrId, Instant now) {
			if (!nameOrId.equals(this.changeSetName) && !nameOrId.equals(this.changeSetId)) {
				throw SandboxRefusal.unknownChangeSet(nameOrId);
			}
			boolean examined = !now.isBefore(this.examinedAt);
			return DescribeChangeSetResponse.builder()
				.changeSetId(this.changeSetId)
				.changeSetName(this.changeSetName)
				.stackId(this.id)
				.stackName(this.name)
				.creationTime(this.at)
				.status(examined ? ChangeSetStatus.CREATE_COMPLETE : ChangeSetStatus.CREATE_IN_PROGRESS)
				.executionStatus(examined ? ExecutionStatus.AVAILABLE : ExecutionStatus.UNAVAILABLE)
				.build();
		}

	}

}
