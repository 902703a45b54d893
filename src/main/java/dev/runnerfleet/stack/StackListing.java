package dev.runnerfleet.stack;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;

import org.springframework.stereotype.Component;

/** Looks at all stacks of a region at once, which costs a call for each hundred. */
@Component
class StackListing {

	/** What keeps the portal from following another account's stack. */
	static final String OTHER_ACCOUNT = "The portal's AWS identity belongs to another account than this fleet. "
			+ "Start the portal with the identity that launched it.";

	/** Those on which CloudFormation works. */
	static final List<String> IN_PROGRESS = List.of("CREATE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "DELETE_IN_PROGRESS",
			"UPDATE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROGRESS",
			"UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", "IMPORT_IN_PROGRESS", "IMPORT_ROLLBACK_IN_PROGRESS");

	/** Those that are there and on which it does not. */
	static final List<String> AT_REST = List.of("CREATE_COMPLETE", "CREATE_FAILED", "ROLLBACK_COMPLETE",
			"ROLLBACK_FAILED", "DELETE_FAILED", "UPDATE_COMPLETE", "UPDATE_FAILED", "UPDATE_ROLLBACK_COMPLETE",
			"UPDATE_ROLLBACK_FAILED", "REVIEW_IN_PROGRESS", "IMPORT_COMPLETE", "IMPORT_ROLLBACK_COMPLETE",
			"IMPORT_ROLLBACK_FAILED");

	private static final List<String> THERE = Stream.of(IN_PROGRESS, AT_REST).flatMap(List::stream).toList();

	private final Aws aws;

	StackListing(Aws aws) {
		this.aws = aws;
	}

	/**
	 * Lists a region's stacks without the deleted ones, which AWS would list for 90 days.
	 * @return how AWS shows each, by ARN
	 * @throws AwsFailure if AWS could not be asked
	 */
	Map<String, StackSnapshot> of(Place place) {
		Map<String, StackSnapshot> stacks = new HashMap<>();
		String token = null;
		do {
			Page page = page(place, THERE, token);
			stacks.putAll(page.stacks());
			token = page.next();
		}
		while (token != null);
		return stacks;
	}

	/**
	 * Reads one page of a listing.
	 * @param place where to ask
	 * @param statuses those that are asked for
	 * @param token what the page before gave as the next one, {@code null} for the first
	 * @return the page
	 * @throws AwsFailure if AWS could not be asked
	 */
	Page page(Place place, List<String> statuses, @Nullable String token) {
		ListStacksResponse answer = AwsFailure.guard("cloudformation:ListStacks",
				() -> PacedCalls.client(this.aws, place)
					.listStacks((request) -> request.stackStatusFiltersWithStrings(statuses).nextToken(token)));
		Map<String, StackSnapshot> stacks = new HashMap<>();
		for (StackSummary summary : answer.stackSummaries()) {
			stacks.put(summary.stackId(), StackSnapshot.of(summary));
		}
		return new Page(stacks, answer.nextToken());
	}

	/**
	 * Reads one page of the descriptions of all stacks that are there.
	 * @param place where to ask
	 * @param token what the page before gave as the next one, {@code null} for the first
	 * @return how AWS describes each, by ARN, and what names the next page
	 * @throws AwsFailure if AWS could not be asked
	 */
	Descriptions descriptions(Place place, @Nullable String token) {
		DescribeStacksResponse answer = AwsFailure.guard("cloudformation:DescribeStacks",
				() -> PacedCalls.client(this.aws, place).describeStacks((request) -> request.nextToken(token)));
		Map<String, StackDescription> stacks = new HashMap<>();
		answer.stacks().stream().map(StackDescription::of).forEach((stack) -> stacks.put(stack.arn(), stack));
		return new Descriptions(stacks, answer.nextToken());
	}

	/**
	 * Whether the portal's identity belongs to a stack's account; another account knows
	 * nothing of the stack, which does not mean that it is gone.
	 */
	boolean inAccountOf(Place place, String arn) {
		String account = AwsFailure.guard("sts:GetCallerIdentity", () -> this.aws.sts(place).getCallerIdentity())
			.account();
		String[] parts = arn.split(":");
		return parts.length < 5 || parts[4].equals(account);
	}

	/**
	 * A page of a listing.
	 *
	 * @param stacks how AWS shows each stack, by ARN
	 * @param next names the next page, {@code null} after the last
	 */
	record Page(Map<String, StackSnapshot> stacks, @Nullable String next) {

	}

	/**
	 * A page of descriptions.
	 *
	 * @param stacks how AWS describes each stack, by ARN
	 * @param next names the next page, {@code null} after the last
	 */
	record Descriptions(Map<String, StackDescription> stacks, @Nullable String next) {

	}

}
