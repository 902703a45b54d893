package dev.runnerfleet.sandbox;

import java.time.Duration;
import java.util.Map;

import dev.runnerfleet.sandbox.console.SandboxConsole;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackDriftDetectionStatusResponse;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

class DriftTest {

	private final SandboxFixture sandbox = new SandboxFixture();

	@BeforeEach
	void launch() {
		this.sandbox.create("blue", "production");
		this.sandbox.untilSettled("blue");
	}

	@Test
	void nobodyKnowsUntilSomebodyAsks() {
		assertThat(driftStatus()).isEqualTo("NOT_CHECKED");
		changeByHand();
		assertThat(driftStatus()).isEqualTo("NOT_CHECKED");
	}

	@Test
	void aStackThatNobodyTouchedIsInSync() {
		DescribeStackDriftDetectionStatusResponse result = detect();
		assertThat(result.stackDriftStatusAsString()).isEqualTo("IN_SYNC");
		assertThat(result.driftedStackResourceCount()).isZero();
		assertThat(driftStatus()).isEqualTo("IN_SYNC");
		assertThat(this.sandbox.stack("blue").driftInformation().lastCheckTimestamp()).isNotNull();
	}

	@Test
	void whatWasChangedByHandIsFoundWithBothValues() {
		changeByHand();
		assertThat(detect().driftedStackResourceCount()).isEqualTo(1);
		assertThat(this.sandbox.cloudFormation().listStacks().stackSummaries().get(0).driftInformation())
			.satisfies((drift) -> assertThat(drift.stackDriftStatusAsString()).isEqualTo("DRIFTED"));
		assertThat(this.sandbox.cloudFormation()
			.describeStackResourceDrifts((request) -> request.stackName("blue")
				.stackResourceDriftStatusFilters(StackResourceDriftStatus.MODIFIED))
			.stackResourceDrifts()).singleElement().satisfies((drift) -> {
				assertThat(drift.logicalResourceId()).isEqualTo("Manager");
				assertThat(drift.actualProperties()).contains("t3.large");
				assertThat(drift.propertyDifferences()).singleElement().satisfies((difference) -> {
					assertThat(difference.propertyPath()).isEqualTo("/InstanceType");
					assertThat(difference.expectedValue()).isEqualTo("t3.nano");
					assertThat(difference.actualValue()).isEqualTo("t3.large");
				});
			});
	}

	@Test
	void anUpdateOfTheResourcePutsItRight() {
		changeByHand();
		detect();
		this.sandbox.update("blue", Map.of("KeyPair", "fleet-admin"));
		this.sandbox.untilSettled("blue");
		assertThat(detect().stackDriftStatusAsString()).isEqualTo("IN_SYNC");
	}

	@Test
	void oneDetectionAtATime() {
		this.sandbox.cloudFormation().detectStackDrift((request) -> request.stackName("blue"));
		assertThatExceptionOfType(CloudFormationException.class)
			.isThrownBy(() -> this.sandbox.cloudFormation().detectStackDrift((request) -> request.stackName("blue")))
			.withMessageContaining("Drift detection is already in progress for stack");
	}

	@Test
	void theConsoleActsLikeSomebodyWithoutThePortal() {
		SandboxConsole console = new SandboxConsole(this.sandbox.aws);
		String region = this.sandbox.aws.defaultRegion();
		assertThat(console.update(region, "blue")).isEqualTo("AWS refused: No updates are to be performed.");
		assertThat(console.create("green", "docker-autoscaler")).isEqualTo("green is being created in " + region + ".");
		assertThat(console.create("green", "docker-autoscaler")).isEqualTo("AWS refused: Stack [green] already exists");
		this.sandbox.untilSettled("green");
		assertThat(console.update(region, "green"))
			.isEqualTo("green is being updated: CacheExpirationInDays becomes 31.");
		this.sandbox.untilSettled("green");
		assertThat(console.drift(region, "green")).startsWith("/MaxSize of WorkerGroup is now 50 instead of 10");
		assertThat(console.delete(region, "green")).isEqualTo("green is being deleted.");
		assertThat(console.delete("mars", "green")).startsWith("AWS was not reached");
		assertThat(console.stacks()).extracting(SandboxConsole.Row::name, SandboxConsole.Row::status)
			.containsExactly(tuple("green", "DELETE_IN_PROGRESS"), tuple("blue", "CREATE_COMPLETE"));
	}

	private void changeByHand() {
		new SandboxConsole(this.sandbox.aws).drift(this.sandbox.aws.defaultRegion(), "blue");
	}

	private String driftStatus() {
		return this.sandbox.stack("blue").driftInformation().stackDriftStatusAsString();
	}

	private DescribeStackDriftDetectionStatusResponse detect() {
		String id = this.sandbox.cloudFormation()
			.detectStackDrift((request) -> request.stackName("blue"))
			.stackDriftDetectionId();
		assertThat(status(id).detectionStatusAsString()).isEqualTo("DETECTION_IN_PROGRESS");
		this.sandbox.clock.advance(Duration.ofSeconds(4));
		return status(id);
	}

	private DescribeStackDriftDetectionStatusResponse status(String id) {
		return this.sandbox.cloudFormation()
			.describeStackDriftDetectionStatus((request) -> request.stackDriftDetectionId(id));
	}

}
