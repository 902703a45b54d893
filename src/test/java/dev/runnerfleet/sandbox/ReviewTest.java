package dev.runnerfleet.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.runnerfleet.sandbox.account.AccountFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.OperationEvent;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A change set that would create a stack, and what it leaves. */
class ReviewTest {

	private final SandboxFixture sandbox = new SandboxFixture();

	@Test
	void itIsExaminedAndLeavesAStackUnderReviewUntilThatIsDeleted() {
		examine("blue", Map.of());
		assertThat(status("blue")).isEqualTo("CREATE_IN_PROGRESS");
		this.sandbox.clock.advance(Duration.ofSeconds(2));
		assertThat(status("blue")).isEqualTo("CREATE_COMPLETE");
		assertThat(this.sandbox.status("blue")).isEqualTo("REVIEW_IN_PROGRESS");
		assertThat(aws().listStacks((request) -> request.stackStatusFiltersWithStrings("REVIEW_IN_PROGRESS"))
			.stackSummaries()).extracting(StackSummary::stackName).containsExactly("blue");
		assertThat(aws().describeEvents((request) -> request.stackName("blue").changeSetName("one")).operationEvents())
			.isEmpty();
		assertThatExceptionOfType(AlreadyExistsException.class)
			.isThrownBy(() -> this.sandbox.create("blue", "production"));
		aws().deleteStack((request) -> request.stackName("blue"));
		assertThatExceptionOfType(CloudFormationException.class).isThrownBy(() -> this.sandbox.status("blue"))
			.withMessageContaining("does not exist");
		this.sandbox.create("blue", "production");
	}

	@Test
	void whatALaunchWouldBeRefusedForIsRefused() {
		assertThatExceptionOfType(CloudFormationException.class)
			.isThrownBy(() -> examine("blue", Map.of("Nonsense", "1")))
			.withMessageContaining("Nonsense");
	}

	@ParameterizedTest
	@CsvSource({ "EARLY_PROPERTY,PROPERTY_VALIDATION,ManagerGroup", "EARLY_NAME,NAME_CONFLICT_VALIDATION,CacheBucket" })
	void whatEarlyValidationFindsIsFoundBeforeALaunchAsWell(AccountFault fault, String validation, String resource) {
		this.sandbox.aws.account().set(Set.of(fault));
		examine("blue", Map.of());
		assertThat(status("blue")).isEqualTo("CREATE_IN_PROGRESS");
		assertThat(found()).isEmpty();
		this.sandbox.clock.advance(Duration.ofSeconds(2));
		assertThat(status("blue")).isEqualTo("FAILED");
		assertThat(aws().describeChangeSet((request) -> request.stackName("blue").changeSetName("one")).statusReason())
			.contains(fault.validation().orElseThrow(), "use the DescribeEvents API");
		assertThat(found()).singleElement().satisfies((event) -> {
			assertThat(event.validationName()).isEqualTo(validation);
			assertThat(event.logicalResourceId()).isEqualTo(resource);
			assertThat(event.operationType()).hasToString("CREATE_CHANGESET");
		});
	}

	private List<OperationEvent> found() {
		return aws().describeEvents((request) -> request.stackName("blue").changeSetName("one")).operationEvents();
	}

	private String status(String name) {
		return aws().describeChangeSet((request) -> request.stackName(name).changeSetName("one")).statusAsString();
	}

	private void examine(String name, Map<String, String> values) {
		aws().createChangeSet((request) -> request.stackName(name)
			.changeSetName("one")
			.changeSetType(ChangeSetType.CREATE)
			.templateBody(SandboxFixture.template("blueprints/docker-autoscaler.yaml"))
			.parameters(this.sandbox.parameters("production", values))
			.capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_NAMED_IAM));
	}

	private CloudFormationClient aws() {
		return this.sandbox.cloudFormation();
	}

}
