package dev.runnerfleet.stack.trial;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.stack.EarlyValidation;
import dev.runnerfleet.stack.StackFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.OperationEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class TrialsTest {

	private static final Duration PATIENCE = Duration.ofSeconds(4);

	private final TrialFixture portal;

	private final ReviewingCloudFormation aws;

	TrialsTest(TestDatabase database) {
		this.portal = new TrialFixture(database);
		this.aws = this.portal.aws;
	}

	@Test
	void aLaunchThatAwsFindsNoFaultWithLeavesNothing() {
		this.aws.looks = 3;
		assertThat(ask("blue")).isEqualTo(new Trials.Opinion(true, false, "", List.of()));
		assertThat(this.aws.asked.changeSetType()).isEqualTo(ChangeSetType.CREATE);
		assertThat(this.aws.asked.stackName()).matches("blue-preflight-[0-9a-f]{8}");
		assertThat(this.aws.stack).isNull();
		this.portal.clock.advance(StackFixture.PROPERTIES.recoverAfter());
		assertThat(step()).isEmpty();
		assertThat(left()).isEmpty();
	}

	@Test
	void whatAwsRefusesIsReadBeforeItIsThrownAway() {
		this.aws.ends = "FAILED";
		this.aws.reason = "[AWS::EarlyValidation::ResourceExistenceCheck] use the DescribeEvents API";
		this.aws.found.add(OperationEvent.builder()
			.validationPath("/Resources/CacheBucket/Properties/BucketName")
			.validationStatusReason("It exists")
			.build());
		Trials.Opinion opinion = ask("blue");
		assertThat(opinion.refused()).isTrue();
		assertThat(opinion.failures()).extracting(EarlyValidation.Failure::words)
			.containsExactly("CacheBucket, property BucketName: It exists.");
		assertThat(this.aws.calls).endsWith("DescribeEvents", "DeleteStack");
	}

	@Test
	void whoMayNotReadTheReasonsHasAwssOwnSentence() {
		this.aws.ends = "FAILED";
		this.aws.reason = "Use the DescribeEvents API.";
		this.aws.refused = "DescribeEvents";
		assertThat(ask("blue").reason()).startsWith("Use the DescribeEvents API.")
			.contains("permission cloudformation:DescribeEvents");
	}

	@Test
	void whatTakesTooLongIsThrownAway() {
		this.aws.looks = 1000;
		assertThat(ask("blue").told()).isFalse();
		assertThat(this.aws.calls.size()).isLessThan(15);
		assertThat(this.aws.stack).isNull();
	}

	/** However long the name, and however it ends, AWS takes it. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 109, 110, 128 })
	void itsStackHasANameOfItsOwn(int length) {
		ask("a".repeat(length));
		assertThat(this.aws.asked.stackName()).matches("[a-zA-Z][-a-zA-Z0-9]{0,127}").isNotEqualTo("a".repeat(length));
	}

	@Test
	void aPortalThatIsKilledMeanwhileLeavesNothing() {
		this.aws.refused = "DescribeChangeSet";
		this.aws.refusal = () -> new IllegalStateException("killed");
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> ask("blue"));
		this.aws.stack = "REVIEW_IN_PROGRESS";
		this.portal.clock.advance(Duration.ofMinutes(1));
		assertThat(step()).isPresent();
		assertThat(this.aws.stack).isNull();
		assertThat(step()).isEmpty();
		assertThat(left()).isEmpty();
	}

	@Test
	void whatAwsDoesNotRemoveAtOnceIsRemovedLater() {
		this.aws.refused = "DeleteStack";
		this.aws.refusal = () -> ReviewingCloudFormation.error("ValidationError", "A change set is being created.");
		ask("blue");
		this.portal.clock.advance(Duration.ofMinutes(1));
		assertThatExceptionOfType(AwsFailure.class).isThrownBy(this::step);
		this.aws.refused = null;
		assertThat(step()).isPresent();
		this.aws.stack = "DELETE_IN_PROGRESS";
		assertThat(step()).isPresent();
		this.aws.stack = null;
		assertThat(step()).isEmpty();
	}

	@Test
	void aStackThatArrivesLateIsRemoved() {
		this.aws.refused = "CreateChangeSet";
		this.aws.refusal = () -> SdkClientException.create("Read timed out");
		assertThatExceptionOfType(AwsFailure.class).isThrownBy(() -> ask("blue"));
		assertThat(step()).isPresent();
		this.aws.stack = "REVIEW_IN_PROGRESS";
		step();
		assertThat(this.aws.stack).isNull();
	}

	@Test
	void whatSomebodyHasCarriedOutIsTheirs() {
		ask("blue");
		this.aws.stack = "CREATE_COMPLETE";
		assertThat(step()).isEmpty();
		assertThat(this.aws.stack).isEqualTo("CREATE_COMPLETE");
		assertThat(left()).isEmpty();
	}

	@Test
	void anEndToAskingComesAfterADay() {
		ask("blue");
		this.aws.refused = "DescribeStacks";
		assertThatExceptionOfType(AwsFailure.class).isThrownBy(this::step);
		this.portal.clock.advance(Duration.ofDays(1));
		assertThat(step()).isEmpty();
		assertThat(left()).isEmpty();
	}

	@Test
	void aRowAndATaskAreThereBeforeAwsIsAsked() {
		this.aws.refused = "CreateChangeSet";
		this.aws.refusal = () -> {
			assertThat(left()).isNotEmpty();
			assertThat(this.portal.scheduler.getScheduledExecution(TrialTasks.TASK.id(left().get(0).toString())))
				.isPresent();
			return new IllegalStateException("killed");
		};
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> ask("blue"));
	}

	private Trials.Opinion ask(String name) {
		return this.portal.trials
			.ask(new Trials.Request(Place.in("eu-central-1"), name, "Resources: {}", Map.of("A", "b")), PATIENCE);
	}

	private Optional<Duration> step() {
		return this.portal.tasks.step(left().get(0));
	}

	private List<UUID> left() {
		return this.portal.jdbc.sql("select id from stack_trial order by begun_at desc").query(UUID.class).list();
	}

}
