package dev.runnerfleet.sandbox;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class LaunchTest {

	private final SandboxFixture sandbox = new SandboxFixture();

	@Test
	void aHealthyLaunchCompletesWithinTwentyToFortySeconds() {
		this.sandbox.create("blue", "production");
		assertThat(this.sandbox.status("blue")).isEqualTo("CREATE_IN_PROGRESS");
		assertThat(this.sandbox.untilSettled("blue")).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
		assertThat(this.sandbox.status("blue")).isEqualTo("CREATE_COMPLETE");
	}

	@Test
	void theStacksOwnEventsComeFirstAndLast() {
		String id = this.sandbox.create("blue", "production");
		this.sandbox.untilSettled(id);
		List<StackEvent> events = this.sandbox.events(id);
		for (StackEvent event : List.of(events.get(0), events.get(events.size() - 1))) {
			assertThat(event.resourceType()).isEqualTo("AWS::CloudFormation::Stack");
			assertThat(event.physicalResourceId()).isEqualTo(id);
			assertThat(event.logicalResourceId()).isEqualTo("blue");
		}
		assertThat(events.get(events.size() - 1).resourceStatusReason()).isEqualTo("User Initiated");
		assertThat(events).isSortedAccordingTo(Comparator.comparing(StackEvent::timestamp).reversed());
		assertThat(events).allSatisfy((event) -> {
			assertThat(event.clientRequestToken()).isEqualTo(SandboxFixture.CLIENT_TOKEN);
			assertThat(event.timestamp().getNano() % 1_000_000).isZero();
		});
		assertThat(events).extracting(StackEvent::eventId).doesNotHaveDuplicates();
	}

	@Test
	void aResourceGoesThroughItsStatesOnceWhatItNeedsIsThere() {
		this.sandbox.create("blue", "production");
		this.sandbox.untilSettled("blue");
		List<StackEvent> manager = oldestFirst("Manager");
		assertThat(manager).extracting(StackEvent::resourceStatusAsString, (event) -> reason(event).split(" ")[0])
			.containsExactly(tuple("CREATE_IN_PROGRESS", ""), tuple("CREATE_IN_PROGRESS", "Resource"),
					tuple("CREATE_IN_PROGRESS", "Received"), tuple("CREATE_COMPLETE", ""));
		assertThat(manager.get(0).physicalResourceId()).isEmpty();
		assertThat(manager.get(1).physicalResourceId()).matches("i-0[0-9a-f]{16}");
		List<StackEvent> profile = oldestFirst("Profile");
		assertThat(manager.get(0).timestamp()).isAfter(profile.get(profile.size() - 1).timestamp());
	}

	@Test
	void outputsAreThereInTheEndOnly() {
		this.sandbox.create("blue", "production");
		assertThat(this.sandbox.stack("blue").outputs()).isEmpty();
		this.sandbox.untilSettled("blue");
		List<Output> outputs = this.sandbox.stack("blue").outputs();
		assertThat(outputs).extracting(Output::outputKey).containsExactly("CacheBucketName", "ManagerIP");
		assertThat(outputs.get(0).outputValue()).matches("blue-cachebucket-[a-z0-9]{12}");
		assertThat(outputs.get(1).outputValue()).matches("10\\.0\\.0\\.\\d{1,3}");
	}

	@Test
	void aStackIsDescribedAsItWasAskedFor() {
		this.sandbox.create("blue", "production",
				(request) -> request.tags((tag) -> tag.key("owner").value("ada")).enableTerminationProtection(true));
		Stack stack = this.sandbox.stack("blue");
		assertThat(stack.stackId())
			.matches("arn:aws:cloudformation:eu-central-1:111122223333:stack/blue/[0-9a-f-]{36}");
		assertThat(stack.creationTime()).isEqualTo(this.sandbox.clock.instant());
		assertThat(stack.enableTerminationProtection()).isTrue();
		assertThat(stack.tags()).singleElement().satisfies((tag) -> assertThat(tag.value()).isEqualTo("ada"));
		assertThat(stack.parameters()).extracting(Parameter::parameterKey, Parameter::parameterValue)
			.contains(tuple("RunnerToken", "****"), tuple("Days", "30"));
		assertThat(stack.parameters()).filteredOn((parameter) -> parameter.parameterKey().equals("Image"))
			.singleElement()
			.satisfies((image) -> assertThat(image.resolvedValue()).startsWith("ami-"));
	}

	@Test
	void howeverFastItGoesEveryEventHasItsOwnId() {
		SandboxFixture fast = new SandboxFixture(1_000_000);
		fast.create("blue", "production");
		fast.clock.advance(Duration.ofSeconds(1));
		assertThat(fast.status("blue")).isEqualTo("CREATE_COMPLETE");
		assertThat(fast.events("blue")).extracting(StackEvent::eventId).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@ValueSource(strings = "docker-autoscaler")
	void theBlueprintsPlayOut(String blueprint) {
		String template = SandboxFixture.template("blueprints/" + blueprint + ".yaml");
		this.sandbox.create("blue", "production", (request) -> request.templateBody(template));
		assertThat(this.sandbox.untilSettled("blue")).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
		assertThat(this.sandbox.status("blue")).isEqualTo("CREATE_COMPLETE");
		assertThat(this.sandbox.stack("blue").outputs()).extracting(Output::outputKey)
			.contains("CacheBucketName", "LogGroupName");
		for (String vpc : List.of("isolated", "crowded")) {
			this.sandbox.create(vpc, vpc, (request) -> request.templateBody(template));
			this.sandbox.untilSettled(vpc);
			assertThat(this.sandbox.status(vpc)).isEqualTo("ROLLBACK_COMPLETE");
		}
	}

	private List<StackEvent> oldestFirst(String logicalId) {
		return this.sandbox.events("blue")
			.stream()
			.filter((event) -> event.logicalResourceId().equals(logicalId))
			.sorted(Comparator.comparing(StackEvent::timestamp))
			.toList();
	}

	private static String reason(StackEvent event) {
		return (event.resourceStatusReason() != null) ? event.resourceStatusReason() : "";
	}

}
