package dev.runnerfleet.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.sandbox.story.SandboxOperation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.InsufficientCapabilitiesException;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

class UpdateTest {

	private final SandboxFixture sandbox = new SandboxFixture();

	@BeforeEach
	void launch() {
		this.sandbox.create("blue", "production");
		this.sandbox.untilSettled("blue");
	}

	@Test
	void aReplacedResourceIsThereBeforeItsPredecessorGoes() {
		String old = physicalId("Manager");
		int created = this.sandbox.events("blue").size();
		this.sandbox.update("blue", Map.of("KeyPair", "fleet-admin"));
		assertThat(this.sandbox.untilSettled("blue")).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(30));
		assertThat(physicalId("Manager")).isNotEqualTo(old);
		List<StackEvent> events = new ArrayList<>(this.sandbox.events("blue"));
		Collections.reverse(events);
		events.subList(0, created).clear();
		assertThat(events).filteredOn((event) -> event.logicalResourceId().equals("Manager"))
			.extracting(StackEvent::resourceStatusAsString, (event) -> event.physicalResourceId().equals(old))
			.containsExactly(tuple("UPDATE_IN_PROGRESS", true), tuple("UPDATE_IN_PROGRESS", false),
					tuple("UPDATE_IN_PROGRESS", false), tuple("UPDATE_COMPLETE", false),
					tuple("DELETE_IN_PROGRESS", true), tuple("DELETE_COMPLETE", true));
		assertThat(this.sandbox.story("blue", "blue")).endsWith("UPDATE_IN_PROGRESS User Initiated",
				"UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_COMPLETE");
		assertThat(this.sandbox.story("blue", "Address")).as("it refers to the manager").endsWith("UPDATE_COMPLETE");
		assertThat(this.sandbox.story("blue", "CacheBucket")).doesNotContain("UPDATE_IN_PROGRESS");
		assertThat(events).allMatch((event) -> event.clientRequestToken().equals("update-1"));
	}

	@Test
	void outputsFollowWhenAllIsDone() {
		String address = output();
		this.sandbox.update("blue", Map.of("KeyPair", "fleet-admin"));
		this.sandbox.clock.advance(Duration.ofSeconds(2));
		assertThat(output()).isEqualTo(address);
		assertThat(this.sandbox.stack("blue").parameters()).extracting(Parameter::parameterValue)
			.contains("fleet-admin");
		this.sandbox.untilSettled("blue");
		assertThat(output()).isNotEqualTo(address);
		assertThat(this.sandbox.stack("blue").lastUpdatedTime()).isNotNull();
	}

	@Test
	void resourcesComeAndGoWithTheTemplate() {
		this.sandbox.update("blue",
				(template) -> template.replace("  Address:", "  Queue:")
					.replace("AWS::EC2::EIP", "AWS::SQS::Queue")
					.replace("{ InstanceId: !Ref Manager }", "{ DelaySeconds: 5 }"));
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.story("blue", "Queue")).endsWith("CREATE_COMPLETE");
		assertThat(this.sandbox.story("blue", "Address")).endsWith("DELETE_IN_PROGRESS", "DELETE_COMPLETE");
		assertThat(this.sandbox.status("blue")).isEqualTo("UPDATE_COMPLETE");
	}

	@Test
	void whatStaysTheSameIsNoUpdate() {
		assertThat(refusal(() -> this.sandbox.update("blue", Map.of()))).isEqualTo("No updates are to be performed.");
		assertThat(refusal(() -> this.sandbox.update("blue", (template) -> "# remark\n" + template)))
			.isEqualTo("No updates are to be performed.");
		assertThat(this.sandbox.status("blue")).isEqualTo("CREATE_COMPLETE");
	}

	@Test
	void aTokenGivenAnewIsAChangeAndStaysSecret() {
		this.sandbox.update("blue", Map.of("RunnerToken", SandboxFixture.TOKEN + "y"));
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.story("blue", "Token")).endsWith("UPDATE_IN_PROGRESS", "UPDATE_COMPLETE");
		assertThat(this.sandbox.stack("blue").parameters()).extracting(Parameter::parameterValue)
			.contains(SandboxOperation.MASK);
		assertThat(this.sandbox.jdbc.sql("script").query(String.class).list())
			.noneMatch((line) -> line.contains(SandboxFixture.TOKEN));
	}

	@Test
	void theSameRequestUpdatesOnce() {
		this.sandbox.update("blue", Map.of("KeyPair", "fleet-admin"));
		this.sandbox.update("blue", Map.of("KeyPair", "fleet-admin"));
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.story("blue", "blue")).containsOnlyOnce("UPDATE_IN_PROGRESS User Initiated");
	}

	@Test
	void whatIsUnderWayKeepsOthersOut() {
		this.sandbox.update("blue", Map.of("KeyPair", "fleet-admin"));
		String id = this.sandbox.stack("blue").stackId();
		assertThat(refusal(() -> this.sandbox.cloudFormation()
			.updateStack((request) -> request.stackName("blue").usePreviousTemplate(true))))
			.isEqualTo("Stack:%s is in UPDATE_IN_PROGRESS state and can not be updated.".formatted(id));
		assertThat(refusal(() -> this.sandbox.cloudFormation().deleteStack((request) -> request.stackName("blue"))))
			.isEqualTo("Stack [%s] cannot be deleted while in status UPDATE_IN_PROGRESS".formatted(id));
	}

	@Test
	void valuesAreHeldAgainstTheTemplate() {
		assertThat(refusal(() -> this.sandbox.update("blue", Map.of("Days", "-1"))))
			.startsWith("Parameter Days failed to satisfy constraint: ");
		assertThat(refusal(() -> this.sandbox.cloudFormation()
			.updateStack((request) -> request.stackName("blue")
				.usePreviousTemplate(true)
				.capabilities(List.of())
				.parameters(this.sandbox.kept(Map.of()).subList(0, 2)))))
			.isEqualTo("Parameters: [RunnerToken] must have values");
		assertThatExceptionOfType(InsufficientCapabilitiesException.class)
			.isThrownBy(() -> this.sandbox.cloudFormation()
				.updateStack((request) -> request.stackName("blue")
					.usePreviousTemplate(true)
					.parameters(this.sandbox.kept(Map.of("Days", "5")))));
		assertThat(refusal(() -> this.sandbox.update("green", Map.of())))
			.isEqualTo("Stack with id green does not exist");
	}

	@Test
	void anUpdatedStackCanBeUpdatedAgainAndDeleted() {
		this.sandbox.update("blue", Map.of("KeyPair", "fleet-admin"));
		this.sandbox.untilSettled("blue");
		String second = physicalId("Manager");
		this.sandbox.cloudFormation()
			.updateStack((request) -> request.stackName("blue")
				.usePreviousTemplate(true)
				.capabilitiesWithStrings("CAPABILITY_IAM")
				.parameters(this.sandbox.kept(Map.of("KeyPair", "laptop-ed25519"))));
		this.sandbox.untilSettled("blue");
		assertThat(physicalId("Manager")).isNotEqualTo(second);
		String id = this.sandbox.stack("blue").stackId();
		this.sandbox.restart();
		this.sandbox.cloudFormation().deleteStack((request) -> request.stackName("blue"));
		this.sandbox.untilSettled(id);
		assertThat(this.sandbox.status(id)).isEqualTo("DELETE_COMPLETE");
		assertThat(this.sandbox.story(id, "Manager")).endsWith("DELETE_IN_PROGRESS", "DELETE_COMPLETE");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void theBlueprintsUpdate(String blueprint) {
		String template = SandboxFixture.template("blueprints/" + blueprint + ".yaml");
		this.sandbox.create("fleet", "production", (request) -> request.templateBody(template));
		this.sandbox.untilSettled("fleet");
		this.sandbox.cloudFormation()
			.updateStack((request) -> request.stackName("fleet")
				.usePreviousTemplate(true)
				.capabilitiesWithStrings("CAPABILITY_IAM")
				.parameters(this.sandbox.parameters("production", Map.of("CacheExpirationInDays", "7"))));
		this.sandbox.untilSettled("fleet");
		assertThat(this.sandbox.status("fleet")).isEqualTo("UPDATE_COMPLETE");
	}

	private String physicalId(String logicalId) {
		return this.sandbox.cloudFormation()
			.describeStackResources((request) -> request.stackName("blue").logicalResourceId(logicalId))
			.stackResources()
			.stream()
			.map(StackResource::physicalResourceId)
			.findFirst()
			.orElseThrow();
	}

	private String output() {
		return this.sandbox.stack("blue")
			.outputs()
			.stream()
			.filter((output) -> output.outputKey().equals("ManagerIP"))
			.findFirst()
			.orElseThrow()
			.outputValue();
	}

	private static String refusal(Runnable action) {
		return catchThrowableOfType(CloudFormationException.class, action::run).awsErrorDetails().errorMessage();
	}

}
