package dev.runnerfleet.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.runnerfleet.stack.template.Template;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.InvalidChangeSetStatusException;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;
import software.amazon.awssdk.services.cloudformation.model.ResourceChangeDetail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

class ChangeSetTest {

	private final SandboxFixture sandbox = new SandboxFixture();

	@BeforeEach
	void launch() {
		this.sandbox.create("blue", "production");
		this.sandbox.untilSettled("blue");
	}

	@Test
	void aChangeSetIsWorkedOutInAMoment() {
		preview("first", Map.of("KeyPair", "fleet-admin"));
		assertThat(statuses("first")).containsExactly("CREATE_PENDING", "UNAVAILABLE");
		assertThat(describe("first").changes()).isEmpty();
		this.sandbox.clock.advance(Duration.ofMillis(500));
		assertThat(statuses("first")).containsExactly("CREATE_IN_PROGRESS", "UNAVAILABLE");
		this.sandbox.clock.advance(Duration.ofSeconds(1));
		assertThat(statuses("first")).containsExactly("CREATE_COMPLETE", "AVAILABLE");
		assertThat(this.sandbox.status("blue")).isEqualTo("CREATE_COMPLETE");
	}

	@Test
	void itTellsWhatIsReplacedAndWhatFollowsFromThat() {
		List<ResourceChange> changes = changes(Map.of("KeyPair", "fleet-admin"));
		assertThat(changes)
			.extracting(ResourceChange::logicalResourceId, ResourceChange::actionAsString,
					ResourceChange::replacementAsString)
			.containsExactly(tuple("Manager", "Modify", "True"), tuple("Address", "Modify", "False"));
		ResourceChange manager = changes.get(0);
		assertThat(manager.physicalResourceId()).startsWith("i-");
		assertThat(manager.scopeAsStrings()).containsExactly("Properties");
		assertThat(manager.policyActionAsString()).isEqualTo("ReplaceAndDelete");
		assertThat(manager.details()).singleElement().satisfies((detail) -> {
			assertThat(detail.target().name()).isEqualTo("KeyName");
			assertThat(detail.target().requiresRecreationAsString()).isEqualTo("Always");
			assertThat(detail.target().beforeValue()).isNull();
			assertThat(detail.target().afterValue()).isEqualTo("fleet-admin");
			assertThat(detail.evaluationAsString()).isEqualTo("Static");
			assertThat(detail.changeSourceAsString()).isEqualTo("ParameterReference");
			assertThat(detail.causingEntity()).isEqualTo("KeyPair");
		});
		assertThat(changes.get(1).details()).singleElement().satisfies((detail) -> {
			assertThat(detail.evaluationAsString()).isEqualTo("Dynamic");
			assertThat(detail.changeSourceAsString()).isEqualTo("ResourceReference");
			assertThat(detail.causingEntity()).isEqualTo("Manager");
		});
	}

	@Test
	void whatARelatedReplacementWouldReplaceIsConditional() {
		String template = SandboxFixture.template("blueprints/docker-autoscaler.yaml");
		this.sandbox.create("fleet", "production", (request) -> request.templateBody(template));
		this.sandbox.untilSettled("fleet");
		List<ResourceChange> changes = changes("fleet", (request) -> request.parameters(this.sandbox
			.parameters("production", Map.of("CacheBucketName", "my-own-cache", "MaxConcurrentBuilds", "20"))));
		assertThat(changes).extracting(ResourceChange::logicalResourceId, ResourceChange::replacementAsString)
			.contains(tuple("CacheBucket", "True"), tuple("CacheBucketPolicy", "Conditional"),
					tuple("WorkerGroup", "False"), tuple("ManagerGroup", "False"));
		assertThat(changes).filteredOn((change) -> change.logicalResourceId().equals("ManagerGroup"))
			.singleElement()
			.satisfies((manager) -> assertThat(manager.scopeAsStrings()).containsExactly("Metadata"));
	}

	@Test
	void otherTagsOfTheStackReachWhatItIsMadeOfAndReplaceNothing() {
		List<ResourceChange> changes = changes("blue",
				(request) -> request.tags((tag) -> tag.key("team").value("a b")));
		assertThat(changes).isNotEmpty().allSatisfy((change) -> {
			assertThat(change.scopeAsStrings()).containsExactly("Tags");
			assertThat(change.replacementAsString()).isEqualTo("False");
			assertThat(change.details()).allMatch((detail) -> detail.target().afterValue().equals("a b"));
		});
	}

	@Test
	void theBlueprintsReplaceTheManagerForWhatTheySayReplacesIt() {
		String template = SandboxFixture.template("blueprints/docker-autoscaler.yaml");
		this.sandbox.create("fleet", "production", (request) -> request.templateBody(template));
		this.sandbox.untilSettled("fleet");
		Map<String, String> replacing = Map.of("ManagerKeyPair", "fleet-admin", "ManagerVolumeSize", "20",
				"ManagerImageId", "ami-0123456789abcdef0", "PublicAddresses", "yes", "ManagerInstanceType", "t3.small");
		replacing.forEach((name,
				value) -> assertThat(changes("fleet",
						(request) -> request.parameters(this.sandbox.parameters("production", Map.of(name, value)))))
					.as(name)
					.filteredOn((change) -> change.logicalResourceId().equals("ManagerGroup"))
					.singleElement()
					.satisfies((change) -> {
						assertThat(change.replacementAsString()).isEqualTo("False");
						assertThat(change.details()).extracting((detail) -> detail.target().name())
							.contains("LaunchTemplate");
					}));
	}

	@Test
	void valuesAreShownOnRequestOnlyAndSecretsNever() {
		preview("first", Map.of("RunnerToken", SandboxFixture.TOKEN + "y", "KeyPair", "fleet-admin"));
		this.sandbox.clock.advance(Duration.ofSeconds(2));
		assertThat(describe("first").changes()).flatExtracting((change) -> change.resourceChange().details())
			.extracting((detail) -> ((ResourceChangeDetail) detail).target().afterValue())
			.containsOnlyNulls();
		DescribeChangeSetResponse detailed = this.sandbox.cloudFormation()
			.describeChangeSet(
					(request) -> request.stackName("blue").changeSetName("first").includePropertyValues(true));
		assertThat(detailed.changes())
			.filteredOn((change) -> change.resourceChange().logicalResourceId().equals("Token"))
			.singleElement()
			.satisfies((change) -> assertThat(change.resourceChange().details().get(0).target().afterValue())
				.isEqualTo("****"));
		assertThat(detailed.toString()).doesNotContain(SandboxFixture.TOKEN);
		assertThat(this.sandbox.jdbc.sql("script").query(String.class).list())
			.noneMatch((line) -> line.contains(SandboxFixture.TOKEN));
	}

	/** Only secrets are sent anew, whatever else is. */
	@Test
	void theSameTemplateInFewerWordsReplacesAndRestartsNothing() {
		String template = SandboxFixture.template("blueprints/docker-machine.yaml");
		this.sandbox.create("fleet", "production", (request) -> request.templateBody(template));
		this.sandbox.untilSettled("fleet");
		List<ResourceChange> changes = changes("fleet",
				(request) -> request.usePreviousTemplate(false)
					.templateBody(Template.parse(template).compact())
					.parameters(this.sandbox.parameters("production", Map.of())));
		assertThat(changes).extracting(ResourceChange::logicalResourceId).containsExactly("RunnerTokenSecret");
	}

	@Test
	void whatWouldChangeNothingFails() {
		preview("first", Map.of());
		this.sandbox.clock.advance(Duration.ofSeconds(2));
		assertThat(statuses("first")).containsExactly("FAILED", "UNAVAILABLE");
		assertThat(describe("first").statusReason()).isEqualTo(
				"The submitted information didn't contain changes. Submit different information to create a change set.");
		assertThatExceptionOfType(InvalidChangeSetStatusException.class).isThrownBy(() -> execute("first", "one"))
			.withMessageContaining("cannot be executed in its current status of [FAILED]");
	}

	@Test
	void executingOneUpdatesTheStackAndEndsTheOthers() {
		preview("first", Map.of("KeyPair", "fleet-admin"));
		preview("second", Map.of("KeyPair", "laptop-ed25519"));
		this.sandbox.clock.advance(Duration.ofSeconds(2));
		execute("first", "one");
		execute("first", "one");
		assertThat(statuses("first")).containsExactly("CREATE_COMPLETE", "EXECUTE_IN_PROGRESS");
		assertThatExceptionOfType(InvalidChangeSetStatusException.class).isThrownBy(() -> execute("first", "two"));
		assertThatExceptionOfType(ChangeSetNotFoundException.class).isThrownBy(() -> describe("second"));
		this.sandbox.untilSettled("blue");
		assertThat(statuses("first")).containsExactly("CREATE_COMPLETE", "EXECUTE_COMPLETE");
		assertThat(describe("first").changes()).as("it stays what it was").hasSize(2);
		assertThat(this.sandbox.status("blue")).isEqualTo("UPDATE_COMPLETE");
		assertThat(this.sandbox.stack("blue").changeSetId()).isEqualTo(describe("first").changeSetId());
		assertThat(this.sandbox.events("blue").get(0).clientRequestToken()).isEqualTo("one");
	}

	@Test
	void anUpdateFromElsewhereMakesItObsolete() {
		preview("first", Map.of("KeyPair", "fleet-admin"));
		this.sandbox.clock.advance(Duration.ofSeconds(2));
		this.sandbox.update("blue", Map.of("KeyPair", "laptop-ed25519"));
		assertThat(statuses("first")).containsExactly("CREATE_COMPLETE", "OBSOLETE");
		assertThatExceptionOfType(InvalidChangeSetStatusException.class).isThrownBy(() -> execute("first", "one"))
			.withMessageContaining("cannot be executed in its current execution status of [OBSOLETE]");
	}

	@Test
	void aNameIsTakenUntilItsChangeSetIsDeleted() {
		String id = preview("first", Map.of("KeyPair", "fleet-admin"));
		assertThat(preview("first", Map.of("KeyPair", "fleet-admin"))).as("the same request").isEqualTo(id);
		assertThatExceptionOfType(AlreadyExistsException.class)
			.isThrownBy(() -> create("blue", (request) -> request.changeSetName("first").clientToken("other")));
		this.sandbox.cloudFormation().deleteChangeSet((request) -> request.changeSetName(id));
		this.sandbox.cloudFormation().deleteChangeSet((request) -> request.stackName("blue").changeSetName("first"));
		assertThatExceptionOfType(ChangeSetNotFoundException.class).isThrownBy(() -> describe("first"));
		create("blue", (request) -> request.changeSetName("first").clientToken("other"));
	}

	@Test
	void badRequestsAreRefused() {
		assertThatExceptionOfType(CloudFormationException.class)
			.isThrownBy(() -> create("blue", (request) -> request.changeSetName("1st")))
			.withMessageContaining("at 'changeSetName' failed to satisfy constraint");
		assertThatExceptionOfType(CloudFormationException.class)
			.isThrownBy(() -> create("green", (request) -> request.changeSetName("first")))
			.withMessageContaining("Stack [green] does not exist");
		assertThatExceptionOfType(ChangeSetNotFoundException.class).isThrownBy(() -> describe("unknown"))
			.satisfies((ex) -> assertThat(ex.awsErrorDetails().errorCode()).isEqualTo("ChangeSetNotFound"));
	}

	private List<ResourceChange> changes(Map<String, String> values) {
		return changes("blue", (request) -> request.parameters(this.sandbox.kept(values)));
	}

	private List<ResourceChange> changes(String stack, Consumer<CreateChangeSetRequest.Builder> details) {
		String id = create(stack, (request) -> {
			request.changeSetName("preview-" + this.sandbox.clock.instant().toEpochMilli()).clientToken("preview");
			details.accept(request);
		});
		this.sandbox.clock.advance(Duration.ofSeconds(2));
		return this.sandbox.cloudFormation()
			.describeChangeSetPaginator((request) -> request.changeSetName(id).includePropertyValues(true))
			.changes()
			.stream()
			.map((change) -> change.resourceChange())
			.toList();
	}

	private String preview(String name, Map<String, String> values) {
		return create("blue",
				(request) -> request.changeSetName(name)
					.clientToken("preview-" + name)
					.parameters(this.sandbox.kept(values)));
	}

	private String create(String stack, Consumer<CreateChangeSetRequest.Builder> details) {
		return this.sandbox.cloudFormation().createChangeSet((request) -> {
			request.stackName(stack)
				.usePreviousTemplate(true)
				.capabilitiesWithStrings("CAPABILITY_IAM")
				.parameters(this.sandbox.kept(Map.of("Days", "7")));
			details.accept(request);
		}).id();
	}

	private void execute(String name, String token) {
		this.sandbox.cloudFormation()
			.executeChangeSet((request) -> request.stackName("blue").changeSetName(name).clientRequestToken(token));
	}

	private DescribeChangeSetResponse describe(String name) {
		return this.sandbox.cloudFormation()
			.describeChangeSet((request) -> request.stackName("blue").changeSetName(name));
	}

	private List<String> statuses(String name) {
		DescribeChangeSetResponse answer = describe(name);
		return List.of(answer.statusAsString(), answer.executionStatusAsString());
	}

}
