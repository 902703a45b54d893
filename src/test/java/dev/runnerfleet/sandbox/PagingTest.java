package dev.runnerfleet.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PagingTest {

	private final SandboxFixture sandbox = new SandboxFixture();

	@Test
	void eventsComeAHundredAtATime() {
		createWithManyResources();
		this.sandbox.untilSettled("big");
		DescribeStackEventsResponse first = page(null);
		assertThat(first.stackEvents()).hasSize(100);
		DescribeStackEventsResponse second = page(first.nextToken());
		assertThat(second.stackEvents()).hasSize(2 + 60 * 3 - 100);
		assertThat(second.nextToken()).isNull();
		assertThat(this.sandbox.events("big")).hasSize(2 + 60 * 3);
	}

	@Test
	void whatHappensBetweenTwoPagesShiftsNoEvent() {
		createWithManyResources();
		this.sandbox.clock.advance(Duration.ofMillis(2000));
		List<StackEvent> before = this.sandbox.events("big");
		DescribeStackEventsResponse first = page(null);
		this.sandbox.untilSettled("big");
		assertThat(this.sandbox.events("big")).hasSizeGreaterThan(before.size());
		assertThat(Stream.concat(first.stackEvents().stream(), page(first.nextToken()).stackEvents().stream()))
			.containsExactlyElementsOf(before);
	}

	@Test
	void aForeignTokenIsRefused() {
		createWithManyResources();
		assertThatExceptionOfType(CloudFormationException.class).isThrownBy(() -> page("AAAA"))
			.withMessageContaining("nextToken");
	}

	@Test
	void stacksHavePagesToo() {
		IntStream.range(0, 101).forEach((number) -> this.sandbox.create("small-" + number, "production"));
		assertThat(this.sandbox.cloudFormation().describeStacks().stacks()).hasSize(100);
		assertThat(this.sandbox.cloudFormation().describeStacksPaginator().stacks()).hasSize(101);
		assertThat(this.sandbox.cloudFormation().listStacksPaginator().stackSummaries()).hasSize(101);
	}

	private void createWithManyResources() {
		StringBuilder template = new StringBuilder("Resources:\n");
		IntStream.range(0, 60)
			.forEach((number) -> template.append("  Q%d: { Type: 'AWS::SQS::Queue' }\n".formatted(number)));
		this.sandbox.create("big", "production",
				(request) -> request.templateBody(template.toString()).parameters(List.of()));
	}

	private DescribeStackEventsResponse page(String token) {
		return this.sandbox.cloudFormation()
			.describeStackEvents((request) -> request.stackName("big").nextToken(token));
	}

}
