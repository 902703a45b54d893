package dev.runnerfleet.stack.preview;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.FakeCloudFormation;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationOutcome;
import dev.runnerfleet.stack.StackEvent;
import dev.runnerfleet.stack.StackFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

import org.springframework.web.ErrorResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class PreviewsTest {

	private static final String STACK = StackEvent.STACK_TYPE;

	private final StackFixture portal;

	private final FakeCloudFormation aws;

	private UUID stack;

	PreviewsTest(TestDatabase database) {
		this.portal = new StackFixture(database);
		this.aws = this.portal.aws;
	}

	@BeforeEach
	void aReadyFleet() {
		this.portal.launch("blue");
		this.aws.event(1, "blue", STACK, "CREATE_IN_PROGRESS", null);
		this.aws.event(2, "blue", STACK, "CREATE_COMPLETE", null);
		this.aws.status = "CREATE_COMPLETE";
		this.portal.check();
		this.portal.clock.advance(Duration.ofSeconds(10));
		this.stack = this.portal.only().id();
	}

	@Test
	void aKeptSecretIsNotSentAndANewOneIs() {
		make();
		CreateChangeSetRequest kept = this.aws.asked.get(0);
		assertThat(kept.parameters()).contains(
				Parameter.builder().parameterKey("RunnerToken").usePreviousValue(true).build(),
				Parameter.builder().parameterKey("VpcId").parameterValue("vpc-2").build());
		assertThat(kept.hasTags()).isFalse();
		assertThat(kept.changeSetName()).isEqualTo("runner-fleet-portal-" + kept.clientToken());
		make(Map.of("RunnerToken", Secret.of(StackFixture.TOKEN)), Set.of());
		assertThat(this.aws.asked.get(1).parameters())
			.contains(Parameter.builder().parameterKey("RunnerToken").parameterValue(StackFixture.TOKEN).build());
	}

	@Test
	void whatAwsWorksOutIsReadPageByPage() {
		UUID preview = make();
		assertThat(look(preview)).isEqualTo(Preview.State.CREATING);
		complete();
		assertThat(look(preview)).isEqualTo(Preview.State.READY);
		List<Preview.ResourceChange> changes = this.portal.preview.previews.find(preview).orElseThrow().changes();
		assertThat(changes).extracting(Preview.ResourceChange::logicalId)
			.containsExactly("Manager", "RunnerTokenSecret");
		assertThat(changes.get(0).replacement()).isEqualTo(Preview.ResourceChange.Replacement.ALWAYS);
		assertThat(changes.get(0).properties()).containsExactly(new Preview.ResourceChange.Property(
				"NetworkInterfaces.0.SubnetId", Preview.ResourceChange.Replacement.ALWAYS, "subnet-1", "subnet-2"));
	}

	@Test
	void theValueOfASecretIsNeverKept() {
		UUID preview = make();
		complete();
		look(preview);
		assertThat(this.portal.jdbc.sql("select changes from preview").query(String.class).single())
			.contains("SecretString")
			.doesNotContain(StackFixture.TOKEN);
	}

	@Test
	void aChangeOfNothingIsSaidPlainlyAndLeavesNothingBehind() {
		UUID preview = make();
		this.aws.changeSet((news) -> news.status("FAILED")
			.statusReason("The submitted information didn't contain changes. Submit different information."));
		assertThat(look(preview)).isEqualTo(Preview.State.EMPTY);
		look(preview);
		assertThat(this.aws.changeSets).isEmpty();
	}

	@Test
	void aChangeOfNothingThatIsRefusedAtOnceIsTheSame() {
		this.aws.refuse("ValidationError", "No updates are to be performed.");
		assertThat(state(make())).isEqualTo(Preview.State.EMPTY);
	}

	@Test
	void whatAwsRefusesLeavesNoPreviewAndSaysNoSecret() {
		this.aws.refuse("ValidationError", "Parameter RunnerToken " + StackFixture.TOKEN + " is wrong");
		Previews.Outcome outcome = this.portal.preview.previews
			.make(request(Map.of("RunnerToken", Secret.of(StackFixture.TOKEN)), Set.of()), (id) -> {
			});
		assertThat(outcome).isInstanceOfSatisfying(Previews.Outcome.Refused.class,
				(refused) -> assertThat(refused.failure().detail()).contains("is wrong")
					.doesNotContain(StackFixture.TOKEN));
		assertThat(this.portal.preview.previews.open(this.stack)).isEmpty();
	}

	@Test
	void killedBeforeAwsWasAskedItSaysSo() {
		UUID preview = unasked();
		StackFixture restarted = this.portal.restarted();
		restarted.clock.advance(Duration.ofSeconds(31));
		restarted.preview.check(preview);
		assertThat(restarted.preview.previews.find(preview)).get()
			.satisfies((found) -> assertThat(found.state()).isEqualTo(Preview.State.FAILED))
			.satisfies((found) -> assertThat(found.reason()).contains("before it could ask AWS"));
		assertThat(restarted.preview.check(preview)).hasValue(Duration.ofSeconds(10));
	}

	@Test
	void killedAfterAwsWasAskedItGoesOn() {
		UUID preview = make();
		this.portal.jdbc.sql("update preview set state = 'PLANNED'").update();
		complete();
		StackFixture restarted = this.portal.restarted();
		restarted.preview.check(preview);
		assertThat(restarted.preview.previews.find(preview)).get()
			.extracting(Preview::state)
			.isEqualTo(Preview.State.READY);
	}

	@Test
	void withoutAnAnswerItIsFollowedAllTheSame() {
		this.aws.silent();
		UUID preview = make();
		assertThat(state(preview)).isEqualTo(Preview.State.PLANNED);
		assertThat(this.portal.preview.nextLook(preview)).hasValue(this.portal.clock.instant().plusSeconds(30));
	}

	@Test
	void afterAnHourNothingOfItIsLeft() {
		UUID preview = ready();
		assertThat(this.portal.preview.check(preview)).hasValue(Duration.ofHours(1));
		this.portal.clock.advance(Duration.ofHours(1));
		assertThat(look(preview)).isEqualTo(Preview.State.EXPIRED);
		assertThat(this.portal.preview.check(preview)).isEmpty();
		assertThat(this.aws.changeSets).isEmpty();
	}

	@Test
	void aDiscardedOneIsRemovedFromAwsEvenAfterAKill() {
		UUID preview = ready();
		this.portal.preview.previews.discard(preview, () -> {
		});
		assertThat(state(preview)).isEqualTo(Preview.State.DISCARDED);
		assertThat(this.portal.preview.nextLook(preview)).hasValue(this.portal.clock.instant());
		this.portal.restarted().preview.check(preview);
		assertThat(this.aws.changeSets).isEmpty();
	}

	@Test
	void appliedItIsCarriedOutUnderTheOperationsOwnToken() {
		UUID preview = ready();
		Operation operation = begun(this.portal.preview.updates.apply(preview, "bob"));
		assertThat(this.aws.executed).singleElement()
			.satisfies((request) -> assertThat(request.clientRequestToken()).isEqualTo(operation.id().toString()));
		assertThat(this.portal.preview.previews.ofOperation(operation.id())).map(Preview::state)
			.hasValue(Preview.State.APPLIED);
		assertThat(this.portal.only().status().name()).isEqualTo("UPDATE_IN_PROGRESS");
		assertThat(this.portal.only().resourcesTotal()).isEqualTo(5);
	}

	@Test
	void ofTwoWhoApplyTheSecondIsTurnedAway() {
		UUID preview = ready();
		this.portal.preview.updates.apply(preview, "bob");
		assertThatExceptionOfType(ErrorResponseException.class)
			.isThrownBy(() -> this.portal.preview.updates.apply(preview, "ada"))
			.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(409))
			.satisfies((ex) -> assertThat(ex.getBody().getDetail()).contains("applied it already"));
		assertThat(this.aws.executed).hasSize(1);
	}

	@Test
	void nobodyPreviewsOrAppliesWhileSomethingIsUnderWay() {
		UUID other = ready();
		this.portal.planned(this.stack, Operation.Kind.REMOVE, "bob");
		assertThat(this.portal.preview.updates.apply(other, "ada")).isInstanceOf(OperationOutcome.Busy.class);
		assertThat(state(other)).isEqualTo(Preview.State.READY);
		assertThat(this.portal.preview.previews.make(request(Map.of(), Set.of("RunnerToken")), (id) -> {
		})).isInstanceOf(Previews.Outcome.Busy.class);
	}

	@Test
	void killedBeforeAwsWasAskedToApplyItIsUpForADecisionAgain() {
		UUID preview = ready();
		this.aws.refuseOnly("ExecuteChangeSet", Killed::new);
		assertThatThrownBy(() -> this.portal.preview.updates.apply(preview, "bob")).isInstanceOf(Killed.class);
		this.aws.refuseOnly("nothing", Killed::new);
		StackFixture restarted = this.portal.restarted();
		UUID operation = restarted.preview.previews.find(preview).orElseThrow().operationId();
		assertThat(restarted.only().resourcesTotal()).isEqualTo(5);
		restarted.clock.advance(Duration.ofSeconds(31));
		restarted.check(operation);
		restarted.preview.check(preview);
		assertThat(restarted.preview.previews.find(preview)).map(Preview::state).hasValue(Preview.State.READY);
		assertThat(restarted.only().resourcesTotal()).isEqualTo(3);
		assertThat(restarted.preview.updates.apply(preview, "bob")).isInstanceOf(OperationOutcome.Begun.class);
	}

	@Test
	void whatAwsRefusesToCarryOutIsUpForADecisionAgainIfItStillCanBe() {
		UUID preview = ready();
		this.aws.refuseOnly("ExecuteChangeSet",
				() -> FakeCloudFormation.error("InvalidChangeSetStatus", "It cannot be executed."));
		assertThat(this.portal.preview.updates.apply(preview, "bob")).isInstanceOf(OperationOutcome.Refused.class);
		assertThat(look(preview)).isEqualTo(Preview.State.READY);
	}

	@Test
	void whatMayNotBeSeenIsLookedAtNoMoreOnceItsTimeIsOver() {
		UUID preview = ready();
		this.aws.refuseOnly("ExecuteChangeSet", Killed::new);
		assertThatThrownBy(() -> this.portal.preview.updates.apply(preview, "bob")).isInstanceOf(Killed.class);
		this.aws.refuseOnly("DescribeChangeSet", () -> FakeCloudFormation.error("AccessDenied", "No."));
		this.portal.clock.advance(Duration.ofSeconds(31));
		this.portal.check(this.portal.preview.previews.find(preview).orElseThrow().operationId());
		assertThatThrownBy(() -> this.portal.preview.check(preview)).isInstanceOf(AwsFailure.class);
		this.portal.clock.advance(Duration.ofHours(1));
		assertThat(this.portal.preview.check(preview)).isEmpty();
		assertThat(this.portal.preview.previews.find(preview).orElseThrow().reason())
			.startsWith("AWS did not let the portal see it.")
			.contains("cloudformation:DescribeChangeSet");
	}

	@Test
	void aPreviewThatTheStackHasOutgrownSaysSo() {
		UUID preview = ready();
		this.aws.changeSet((news) -> news.executionStatus("OBSOLETE"));
		assertThat(look(preview)).isEqualTo(Preview.State.EXPIRED);
		assertThat(this.portal.preview.previews.find(preview).orElseThrow().reason()).contains("has changed since");
	}

	@Test
	void theEndOfAnyOperationHasOtherPreviewsLookedAt() {
		UUID preview = ready();
		this.portal.preview.check(preview);
		Operation update = this.portal.planned(this.stack, Operation.Kind.UPDATE, "bob");
		this.portal.notSent(update);
		assertThat(this.portal.preview.nextLook(preview)).hasValue(this.portal.clock.instant());
	}

	@Test
	void whatHappenedBeforeIsNotPartOfTheChange() {
		UUID preview = ready();
		this.aws.event(5, "blue", STACK, "UPDATE_IN_PROGRESS", null, "from-the-console");
		this.aws.event(6, "blue", STACK, "UPDATE_COMPLETE", null, "from-the-console");
		Operation operation = begun(this.portal.preview.updates.apply(preview, "bob"));
		assertThat(operation.fromSeq()).isEqualTo(4);
	}

	private UUID unasked() {
		this.aws.refuseOnly("CreateChangeSet", Killed::new);
		assertThatThrownBy(this::make).isInstanceOf(Killed.class);
		this.aws.refuseOnly("nothing", Killed::new);
		return this.portal.preview.previews.open(this.stack).get(0).id();
	}

	private UUID ready() {
		UUID preview = make();
		complete();
		assertThat(look(preview)).isEqualTo(Preview.State.READY);
		return preview;
	}

	private UUID make() {
		return make(Map.of(), Set.of("RunnerToken"));
	}

	private UUID make(Map<String, Secret> secrets, Set<String> kept) {
		Previews.Outcome outcome = this.portal.preview.previews.make(request(secrets, kept), (id) -> {
		});
		return ((Previews.Outcome.Made) outcome).preview().id();
	}

	private Previews.Request request(Map<String, Secret> secrets, Set<String> kept) {
		return new Previews.Request(this.stack, "Resources: {}", Map.of("VpcId", "vpc-2"), secrets, kept, 5, "ada");
	}

	private void complete() {
		Change manager = Change.builder()
			.resourceChange((resource) -> resource.action("Modify")
				.logicalResourceId("Manager")
				.resourceType("AWS::EC2::Instance")
				.replacement("True")
				.details((detail) -> detail.target((target) -> target.attribute("Properties")
					.name("NetworkInterfaces")
					.path("/Properties/NetworkInterfaces/0/SubnetId")
					.requiresRecreation("Always")
					.beforeValue("subnet-1")
					.afterValue("subnet-2"))))
			.build();
		Change secret = Change.builder()
			.resourceChange((resource) -> resource.action("Modify")
				.logicalResourceId("RunnerTokenSecret")
				.resourceType("AWS::SecretsManager::Secret")
				.replacement("False")
				.details((detail) -> detail.target((target) -> target.attribute("Properties")
					.name("SecretString")
					.requiresRecreation("Never")
					.afterValue(StackFixture.TOKEN))))
			.build();
		this.aws
			.changeSet((news) -> news.status("CREATE_COMPLETE").executionStatus("AVAILABLE").changes(manager, secret));
	}

	private Preview.State look(UUID preview) {
		this.portal.preview.check(preview);
		return state(preview);
	}

	private Preview.State state(UUID preview) {
		return this.portal.preview.previews.find(preview).orElseThrow().state();
	}

	private static Operation begun(OperationOutcome outcome) {
		return ((OperationOutcome.Begun) outcome).operation();
	}

	/** Ends a process in the middle of a call. */
	private static final class Killed extends Error {

	}

}
