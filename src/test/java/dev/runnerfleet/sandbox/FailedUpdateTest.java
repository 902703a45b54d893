package dev.runnerfleet.sandbox;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FailedUpdateTest {

	private final SandboxFixture sandbox = new SandboxFixture();

	@BeforeEach
	void launch() {
		this.sandbox.create("blue", "production");
		this.sandbox.untilSettled("blue");
	}

	@Test
	void aFailedUpdateTakesItselfBack() {
		String before = physicalId("Manager");
		String subnet = this.sandbox.subnets("crowded").get(0);
		this.sandbox.update("blue", Map.of("VpcId", this.sandbox.vpc("crowded").vpcId(), "SubnetIds", subnet));
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.story("blue", "blue")).endsWith("UPDATE_IN_PROGRESS User Initiated",
				"UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to update: [Workers, Manager]. ",
				"UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE");
		assertThat(this.sandbox.story("blue", "Manager"))
			.anyMatch((event) -> event.startsWith("UPDATE_FAILED We currently do not have sufficient t3.nano capacity"))
			.endsWith("UPDATE_IN_PROGRESS", "UPDATE_COMPLETE");
		assertThat(physicalId("Manager")).isEqualTo(before);
		assertThat(this.sandbox.story("blue", "Firewall")).as("the new one goes").endsWith("DELETE_COMPLETE");
		assertThat(this.sandbox.stack("blue").parameters()).extracting(Parameter::parameterValue)
			.contains(this.sandbox.vpc("production").vpcId());
	}

	@Test
	void withoutAWayOutTheNewManagerNeverSignals() {
		this.sandbox.update("blue", Map.of("VpcId", this.sandbox.vpc("isolated").vpcId(), "SubnetIds",
				String.join(",", this.sandbox.subnets("isolated"))));
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.story("blue", "Manager"))
			.contains("UPDATE_FAILED Failed to receive 1 resource signal(s) within the specified duration");
		assertThat(this.sandbox.status("blue")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
		this.sandbox.update("blue", Map.of("KeyPair", "fleet-admin"));
	}

	@Test
	void anUpdateCanBeCancelledWhileItIsUnderWay() {
		String before = physicalId("Manager");
		this.sandbox.update("blue", Map.of("KeyPair", "fleet-admin"));
		this.sandbox.clock.advance(Duration.ofSeconds(5));
		cancel();
		assertThat(this.sandbox.status("blue")).isEqualTo("UPDATE_ROLLBACK_IN_PROGRESS");
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.story("blue", "Manager")).contains("UPDATE_FAILED Resource update cancelled");
		assertThat(this.sandbox.story("blue", "blue")).endsWith("UPDATE_ROLLBACK_IN_PROGRESS User Initiated",
				"UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE");
		assertThat(physicalId("Manager")).isEqualTo(before);
		assertThat(this.sandbox.stack("blue").outputs()).isNotEmpty();
		assertThatExceptionOfType(CloudFormationException.class).isThrownBy(this::cancel)
			.withMessageContaining("CancelUpdateStack cannot be called from current stack status");
	}

	@Test
	void aRollbackThatFailsGoesOnOnceWhatFailedIsSkipped() {
		this.sandbox.update("blue", (template) -> template.replace("InstanceType: t3.nano", "InstanceType: r6i.large"));
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.story("blue", "blue"))
			.endsWith("UPDATE_ROLLBACK_FAILED The following resource(s) failed to update: [Manager]. ");
		resume();
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.status("blue")).isEqualTo("UPDATE_ROLLBACK_FAILED");
		assertThatExceptionOfType(CloudFormationException.class).isThrownBy(() -> resume("Logs"));
		resume("Manager");
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.status("blue")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
		assertThat(this.sandbox.story("blue", "Manager")).endsWith("UPDATE_COMPLETE");
		assertThatExceptionOfType(CloudFormationException.class).isThrownBy(this::resume)
			.withMessageContaining("is in UPDATE_ROLLBACK_COMPLETE state");
	}

	private void cancel() {
		this.sandbox.cloudFormation().cancelUpdateStack((request) -> request.stackName("blue"));
	}

	private void resume(String... skipped) {
		this.sandbox.cloudFormation()
			.continueUpdateRollback((request) -> request.stackName("blue").resourcesToSkip(skipped));
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

}
