package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;

/** A region with many stacks, each of which comes up by the clock. */
class CrowdedCloudFormation extends FakeCloudFormation {

	private static final int PAGE = 100;

	private static final int RESOURCES = 3;

	private final Clock clock;

	private final Map<String, Life> lives = new LinkedHashMap<>();

	/** When AWS was called, after the launches. */
	final List<Call> asked = new ArrayList<>();

	/** How long the next stack takes. */
	Duration length = Duration.ofMinutes(5);

	/** How the next stack ends. */
	String ending = "CREATE_COMPLETE";

	/** Tells whether a call is answered. */
	Predicate<Call> answers = (call) -> true;

	CrowdedCloudFormation(Clock clock) {
		this.clock = clock;
	}

	/** The most calls in any second. */
	long mostInASecond() {
		return this.asked.stream()
			.mapToLong((first) -> this.asked.stream()
				.filter((call) -> !call.at.isBefore(first.at) && call.at.isBefore(first.at.plusSeconds(1)))
				.count())
			.max()
			.orElse(0);
	}

	Instant endOf(String name) {
		return this.lives.get(name).end;
	}

	@Override
	public CreateStackResponse createStack(CreateStackRequest request) {
		String arn = ARN.replace("/blue/", "/" + request.stackName() + "/");
		Instant now = this.clock.instant();
		this.lives.put(request.stackName(),
				new Life(request.stackName(), arn, now, now.plus(this.length), this.ending));
		return CreateStackResponse.builder().stackId(arn).build();
	}

	@Override
	public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
		if (request.stackName() != null) {
			return DescribeStacksResponse.builder()
				.stacks(life("DescribeStacks", request.stackName()).stack(this.clock.instant()))
				.build();
		}
		called("DescribeStacks", "");
		Page page = Page.of(request.nextToken(), this.lives.size());
		return DescribeStacksResponse.builder()
			.stacks(page.of(this.lives.values()).map((life) -> life.stack(this.clock.instant())).toList())
			.nextToken(page.next)
			.build();
	}

	@Override
	public DescribeStackEventsResponse describeStackEvents(DescribeStackEventsRequest request) {
		Life life = life("DescribeStackEvents", request.stackName());
		return DescribeStackEventsResponse.builder().stackEvents(life.newestFirst(this.clock.instant())).build();
	}

	@Override
	public ListStacksResponse listStacks(ListStacksRequest request) {
		called("ListStacks", "");
		Instant now = this.clock.instant();
		List<StackSummary> all = this.lives.values()
			.stream()
			.filter((life) -> request.stackStatusFiltersAsStrings().contains(life.status(now)))
			.map((life) -> StackSummary.builder()
				.stackId(life.arn)
				.stackName(life.name)
				.stackStatus(life.status(now))
				.build())
			.toList();
		Page page = Page.of(request.nextToken(), all.size());
		return ListStacksResponse.builder().stackSummaries(page.of(all).toList()).nextToken(page.next).build();
	}

	private Life life(String action, String arn) {
		called(action, arn);
		return this.lives.values().stream().filter((life) -> life.arn.equals(arn)).findFirst().orElseThrow();
	}

	private void called(String action, String arn) {
		Call call = new Call(this.clock.instant(), action, arn);
		this.asked.add(call);
		if (!this.answers.test(call)) {
			throw error("Throttling", "Rate exceeded");
		}
		called(action);
	}

	/** A call to AWS. */
	record Call(Instant at, String action, String arn) {

		boolean about(String name) {
			return this.arn.contains("/" + name + "/");
		}

	}

	private record Page(int from, @Nullable String next) {

		static Page of(@Nullable String token, int all) {
			int from = (token != null) ? Integer.parseInt(token) : 0;
			return new Page(from, (from + PAGE < all) ? String.valueOf(from + PAGE) : null);
		}

		<T> Stream<T> of(Collection<T> all) {
			return all.stream().skip(this.from).limit(PAGE);
		}

	}

	private record Life(String name, String arn, Instant begun, Instant end, String ending) {

		String status(Instant now) {
			return now.isBefore(this.end) ? "CREATE_IN_PROGRESS" : this.ending;
		}

		Stack stack(Instant now) {
			return Stack.builder()
				.stackId(this.arn)
				.stackName(this.name)
				.stackStatus(status(now))
				.outputs(Output.builder().outputKey("Name").outputValue(this.name).build())
				.build();
		}

		Collection<StackEvent> newestFirst(Instant now) {
			List<StackEvent> events = new ArrayList<>();
			events.add(event(this.begun, this.name, "AWS::CloudFormation::Stack", "CREATE_IN_PROGRESS"));
			Duration step = Duration.between(this.begun, this.end).dividedBy(RESOURCES + 1);
			for (int i = 0; i < RESOURCES; i++) {
				events.add(event(this.begun.plus(step.multipliedBy(i)).plusMillis(1), "Bucket" + i, "AWS::S3::Bucket",
						"CREATE_IN_PROGRESS"));
				events.add(event(this.begun.plus(step.multipliedBy(i + 1L)), "Bucket" + i, "AWS::S3::Bucket",
						"CREATE_COMPLETE"));
			}
			events.add(event(this.end, this.name, "AWS::CloudFormation::Stack", this.ending));
			List<StackEvent> told = new ArrayList<>(
					events.stream().filter((event) -> !event.timestamp().isAfter(now)).toList());
			Collections.reverse(told);
			return told;
		}

		private StackEvent event(Instant at, String logicalId, String type, String status) {
			return StackEvent.builder()
				.eventId(this.name + "-" + logicalId + "-" + status)
				.stackId(this.arn)
				.timestamp(at)
				.logicalResourceId(logicalId)
				.physicalResourceId(logicalId.equals(this.name) ? this.arn : logicalId + "-id")
				.resourceType(type)
				.resourceStatus(status)
				.build();
		}

	}

}
