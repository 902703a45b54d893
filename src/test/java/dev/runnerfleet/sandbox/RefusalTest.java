package dev.runnerfleet.sandbox;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.InsufficientCapabilitiesException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RefusalTest {

	private final SandboxFixture sandbox = new SandboxFixture();

	@Test
	void theSameRequestCreatesOneStack() {
		String id = this.sandbox.create("blue", "production");
		assertThat(this.sandbox.create("blue", "production")).isEqualTo(id);
		assertThat(this.sandbox.cloudFormation().listStacks().stackSummaries()).hasSize(1);
	}

	@Test
	void aNameIsTakenUntilItsStackIsDeleted() {
		String first = this.sandbox.create("blue", "isolated");
		this.sandbox.untilSettled("blue");
		assertThatExceptionOfType(AlreadyExistsException.class).isThrownBy(() -> create("other"))
			.satisfies(
					(ex) -> assertThat(ex.awsErrorDetails().errorMessage()).isEqualTo("Stack [blue] already exists"));
		this.sandbox.cloudFormation().deleteStack((request) -> request.stackName("blue"));
		this.sandbox.untilSettled(first);
		assertThat(create("other")).isNotEqualTo(first);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1blue", "blue_green", "-blue", "blue\n", "blau ü" })
	void aBadNameIsRefused(String name) {
		assertThat(refusal((request) -> request.stackName(name)))
			.contains("at 'stackName' failed to satisfy constraint");
	}

	@Test
	void aLongNameIsRefused() {
		assertThat(refusal((request) -> request.stackName("b".repeat(129)))).contains("less than or equal to 128");
		this.sandbox.create("b".repeat(128), "production");
	}

	@Test
	void parametersAreHeldAgainstTheTemplate() {
		assertThat(refusal(parameter("Colour", "blue"))).isEqualTo("Parameters: [Colour] do not exist in the template");
		assertThat(refusal(parameter("Days", "3651"))).startsWith("Parameter Days failed to satisfy constraint: ");
		assertThat(refusal(parameter("VpcId", "vpc-0123456789abcdef0"))).isEqualTo(
				"Parameter validation failed: parameter value vpc-0123456789abcdef0 for parameter name VpcId does not exist");
		assertThat(refusal(parameter("SubnetIds", "subnet-1"))).contains("subnet-1", "SubnetIds", "does not exist");
		assertThat(refusal((request) -> request.parameters(List.of())))
			.isEqualTo("Parameters: [VpcId, SubnetIds, RunnerToken] must have values");
	}

	@Test
	void aRefusedTokenIsNotQuoted() {
		String token = SandboxFixture.TOKEN + "!";
		assertThat(refusal(parameter("RunnerToken", token))).endsWith("Enter a runner token.").doesNotContain(token);
	}

	@Test
	void rolesNeedACapability() {
		assertThatExceptionOfType(InsufficientCapabilitiesException.class)
			.isThrownBy(() -> this.sandbox.create("blue", "production", (request) -> request.capabilities(List.of())))
			.satisfies((ex) -> assertThat(ex.awsErrorDetails().errorMessage())
				.isEqualTo("Requires capabilities : [CAPABILITY_IAM]"));
		String named = SandboxFixture.template("sandbox/fleet.yaml")
			.replace("{ Description: !Sub", "{ RoleName: reader, Description: !Sub");
		assertThat(refusal((request) -> request.templateBody(named)))
			.isEqualTo("Requires capabilities : [CAPABILITY_NAMED_IAM]");
		this.sandbox.create("blue", "production",
				(request) -> request.templateBody(named).capabilities(Capability.CAPABILITY_NAMED_IAM));
	}

	@Test
	void templatesThatCannotWorkAreRefused() {
		assertThat(refusal((request) -> request.templateBody("#" + "x".repeat(51_200)))).contains("51200");
		assertThat(refusal((request) -> request.templateBody("just: text"))).startsWith("Template format error: ");
		assertThat(refusal((request) -> request.templateBody("""
				Resources:
				  A: { Type: 'AWS::SQS::Queue', DependsOn: B }
				  B: { Type: 'AWS::SQS::Queue', DependsOn: A }
				""").parameters(List.of()))).contains("Circular dependency between resources: [A, B]");
		assertThat(refusal((request) -> request.templateBody("""
				Resources:
				  A: { Type: 'AWS::SQS::Queue', Properties: { QueueName: !Ref Nowhere } }
				""").parameters(List.of()))).contains("Unresolved resource dependencies [Nowhere]");
		assertThat(refusal((request) -> request.templateBody("""
				Resources:
				  A: { Type: 'AWS::SQS::Queue', Properties: { QueueName: !Select [1, [one]] } }
				""").parameters(List.of()))).startsWith("Template error: ");
	}

	@Test
	void nothingThatIsRefusedLeavesATrace() {
		refusal(parameter("Days", "many"));
		assertThat(this.sandbox.cloudFormation().listStacks().stackSummaries()).isEmpty();
	}

	@Test
	void whatIsUnknownDoesNotExist() {
		CloudFormationException ex = catchThrowableOfType(CloudFormationException.class,
				() -> this.sandbox.stack("green"));
		assertThat(ex.statusCode()).isEqualTo(400);
		assertThat(ex.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
		assertThat(ex.awsErrorDetails().errorMessage()).isEqualTo("Stack with id green does not exist");
	}

	private String create(String token) {
		return this.sandbox.create("blue", "production", (request) -> request.clientRequestToken(token));
	}

	private Consumer<CreateStackRequest.Builder> parameter(String name, String value) {
		return (request) -> request.parameters(this.sandbox.parameters("production", Map.of(name, value)));
	}

	private String refusal(Consumer<CreateStackRequest.Builder> changes) {
		return catchThrowableOfType(CloudFormationException.class,
				() -> this.sandbox.create("blue", "production", changes))
			.awsErrorDetails()
			.errorMessage();
	}

}
