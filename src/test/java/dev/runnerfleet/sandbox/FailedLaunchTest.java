package dev.runnerfleet.sandbox;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResource;

import static org.assertj.core.api.Assertions.assertThat;

class FailedLaunchTest {

	private static final String ROLLED_BACK = "ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Manager]. Rollback requested by user.";

	private final SandboxFixture sandbox = new SandboxFixture();

	@Test
	void withoutAWayOutTheManagerNeverSignals() {
		this.sandbox.create("blue", "isolated");
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.story("blue", "blue")).containsExactly("CREATE_IN_PROGRESS User Initiated", ROLLED_BACK,
				"ROLLBACK_COMPLETE");
		assertThat(this.sandbox.story("blue", "Manager")).containsExactly("CREATE_IN_PROGRESS",
				"CREATE_IN_PROGRESS Resource creation Initiated",
				"CREATE_FAILED Failed to receive 1 resource signal(s) within the specified duration",
				"DELETE_IN_PROGRESS", "DELETE_COMPLETE");
		assertThat(this.sandbox.story("blue", "Address")).isEmpty();
		assertThat(this.sandbox.stack("blue").outputs()).isEmpty();
	}

	@Test
	void withoutCapacityThereIsNoMachineAtAll() {
		this.sandbox.create("blue", "crowded");
		this.sandbox.untilSettled("blue");
		List<String> manager = this.sandbox.story("blue", "Manager");
		assertThat(manager).hasSize(3);
		assertThat(manager.get(1)).startsWith("CREATE_FAILED We currently do not have sufficient t3.nano capacity")
			.contains("(eu-central-1a)", "choosing eu-central-1b, eu-central-1c", "InsufficientInstanceCapacity");
		assertThat(this.sandbox.events("blue")).filteredOn((event) -> event.logicalResourceId().equals("Manager"))
			.allMatch((event) -> event.physicalResourceId().isEmpty());
		assertThat(this.sandbox.status("blue")).isEqualTo("ROLLBACK_COMPLETE");
	}

	@Test
	void theOtherZoneOfTheCrowdedNetworkHasCapacity() {
		String subnet = this.sandbox.subnets("crowded").get(1);
		this.sandbox.create("blue", "crowded",
				(request) -> request.parameters(this.sandbox.parameters("crowded", Map.of("SubnetIds", subnet))));
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.status("blue")).isEqualTo("CREATE_COMPLETE");
	}

	@Test
	void anUnknownKeyPairStopsTheManager() {
		this.sandbox.create("blue", "production",
				(request) -> request.parameters(this.sandbox.parameters("production", Map.of("KeyPair", "lost"))));
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.story("blue", "Manager"))
			.anyMatch((event) -> event.startsWith("CREATE_FAILED The key pair 'lost' does not exist"));
	}

	@Test
	void whatIsUnderWayAtTheFailureIsCancelled() {
		this.sandbox.create("blue", "crowded", (request) -> request.templateBody("""
				Parameters:
				  VpcId: { Type: 'AWS::EC2::VPC::Id' }
				  SubnetIds: { Type: 'List<AWS::EC2::Subnet::Id>' }
				  RunnerToken: { Type: String, NoEcho: true }
				Resources:
				  Manager: { Type: 'AWS::EC2::Instance', Properties: { SubnetId: !Select [0, !Ref SubnetIds] } }
				  Profile: { Type: 'AWS::IAM::InstanceProfile' }
				  Queue: { Type: 'AWS::SQS::Queue', DependsOn: Profile }
				"""));
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.story("blue", "Profile")).contains("CREATE_FAILED Resource creation cancelled",
				"DELETE_COMPLETE");
		assertThat(this.sandbox.story("blue", "Queue")).isEmpty();
		assertThat(this.sandbox.story("blue", "blue").get(1)).contains("[Manager, Profile]");
		assertThat(this.sandbox.events("blue"))
			.filteredOn((event) -> event.resourceStatusAsString().equals("CREATE_FAILED"))
			.last()
			.satisfies((first) -> assertThat(first.logicalResourceId()).isEqualTo("Manager"));
	}

	@Test
	void aRollbackGoesBackwardsAndLeavesWhatIsToBeRetained() {
		this.sandbox.create("blue", "isolated");
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.story("blue", "Logs")).last().isEqualTo("DELETE_SKIPPED");
		assertThat(gone("Profile").timestamp()).isBeforeOrEqualTo(gone("Role").timestamp());
		assertThat(gone("Role").timestamp()).isBeforeOrEqualTo(gone("Token").timestamp());
	}

	@Test
	void aRollbackIsAnOperationOfItsOwnUnderTheSameToken() {
		this.sandbox.create("blue", "crowded");
		this.sandbox.untilSettled("blue");
		List<StackEvent> events = this.sandbox.events("blue");
		assertThat(events).extracting(StackEvent::clientRequestToken).containsOnly(SandboxFixture.CLIENT_TOKEN);
		assertThat(events.stream().map(StackEvent::operationId).distinct()).hasSize(2);
	}

	@Test
	void aFailedCreationRemovesEvenWhatIsToBeRetainedIfAskedTo() {
		this.sandbox.create("blue", "isolated", (request) -> request.retainExceptOnCreate(true));
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.story("blue", "Logs")).last().isEqualTo("DELETE_COMPLETE");
	}

	@Test
	void aFailureKeptForDiagnosisLeavesEverythingInPlace() {
		this.sandbox.create("blue", "isolated", (request) -> request.onFailure(OnFailure.DO_NOTHING));
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.story("blue", "blue")).last()
			.isEqualTo("CREATE_FAILED The following resource(s) failed to create: [Manager].");
		assertThat(this.sandbox.cloudFormation()
			.describeStackResources((request) -> request.stackName("blue"))
			.stackResources()).hasSize(8)
			.extracting(StackResource::resourceStatusAsString)
			.containsOnly("CREATE_COMPLETE", "CREATE_FAILED");
	}

	@Test
	void aFailureMayDeleteTheStack() {
		String id = this.sandbox.create("blue", "crowded", (request) -> request.onFailure(OnFailure.DELETE));
		this.sandbox.untilSettled(id);
		assertThat(this.sandbox.status(id)).isEqualTo("DELETE_COMPLETE");
	}

	private StackEvent gone(String logicalId) {
		return this.sandbox.events("blue")
			.stream()
			.filter((event) -> event.logicalResourceId().equals(logicalId))
			.findFirst()
			.orElseThrow();
	}

}
