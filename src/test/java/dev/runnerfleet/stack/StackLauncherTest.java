package dev.runnerfleet.stack;

import java.time.Duration;
import java.util.Map;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class StackLauncherTest {

	private final StackFixture portal;

	private final FakeCloudFormation aws;

	StackLauncherTest(TestDatabase database) {
		this.portal = new StackFixture(database);
		this.aws = this.portal.aws;
	}

	@Test
	void recordsTheIntentBeforeAwsIsCalled() {
		this.aws.onCreate = (request) -> {
			assertThat(this.portal.operation().state()).isEqualTo(Operation.State.PLANNED);
			assertThat(request.clientRequestToken()).isEqualTo(this.portal.operation().id().toString());
			assertThat(this.portal.nextLook(this.portal.operation().id()))
				.isEqualTo(this.portal.clock.instant().plus(Duration.ofSeconds(30)));
		};
		assertThat(this.portal.launch("blue")).isInstanceOf(StackLaunch.Outcome.Launched.class);
		assertThat(this.aws.calls).containsExactly("CreateStack");
		assertThat(this.portal.operation().state()).isEqualTo(Operation.State.RUNNING);
		assertThat(this.portal.nextLook(this.portal.operation().id())).isEqualTo(this.portal.clock.instant());
	}

	@Test
	void asksForAStackThatRollsBackAndCanBeRecognised() {
		this.portal.launch("blue");
		assertThat(this.aws.created.onFailure()).isEqualTo(OnFailure.ROLLBACK);
		assertThat(this.aws.created.retainExceptOnCreate()).isFalse();
		assertThat(this.aws.created.capabilitiesAsStrings()).contains("CAPABILITY_IAM");
		assertThat(this.aws.created.tags()).anySatisfy((tag) -> {
			assertThat(tag.key()).isEqualTo("runner-fleet-portal:fleet");
			assertThat(tag.value()).isEqualTo(this.portal.only().id().toString());
		}).anySatisfy((tag) -> {
			assertThat(tag.key()).isEqualTo("runner-fleet-portal:launched-by");
			assertThat(tag.value()).isEqualTo("ada");
		});
	}

	@Test
	void launchesOnceHoweverOftenTheFormIsSent() {
		StackLaunch.Outcome first = this.portal.launch("blue", "form-1");
		assertThat(this.portal.launch("blue", "form-1")).isEqualTo(first);
		assertThat(this.aws.calls).containsExactly("CreateStack");
	}

	@Test
	void launchesOnceWhenTheSecondClickComesDuringTheFirstCall() {
		this.aws.onCreate = (request) -> assertThat(this.portal.launch("blue", "form-1"))
			.isEqualTo(new StackLaunch.Outcome.Launched(this.portal.only().id()));
		this.portal.launch("blue", "form-1");
		assertThat(this.aws.calls).containsExactly("CreateStack");
	}

	@Test
	void refusesANameThatIsInUseHereWithoutCallingAws() {
		this.portal.launch("blue", "form-1");
		assertThat(this.portal.launch("blue", "form-2")).isInstanceOf(StackLaunch.Outcome.NameTaken.class);
		assertThat(this.aws.calls).containsExactly("CreateStack");
	}

	@Test
	void forgetsALaunchThatAwsRefused() {
		this.aws.refuse("AccessDenied", "User: x is not authorized to perform: cloudformation:CreateStack");
		assertThat(this.portal.launch("blue")).isInstanceOfSatisfying(StackLaunch.Outcome.Refused.class,
				(refused) -> assertThat(refused.failure().title())
					.isEqualTo("The permission cloudformation:CreateStack is missing"));
		assertThat(this.portal.jdbc.sql("select count(*) from stack").query(Long.class).single()).isZero();
		assertThat(this.portal.jdbc.sql("select count(*) from operation").query(Long.class).single()).isZero();
		this.aws.refusal = null;
		assertThat(this.portal.launch("blue")).isInstanceOf(StackLaunch.Outcome.Launched.class);
	}

	@Test
	void saysThatTheNameIsTakenInTheAccount() {
		this.aws.onCreate = (request) -> {
			this.aws.created = null;
			throw FakeCloudFormation.error("AlreadyExistsException", "Stack [blue] already exists");
		};
		assertThat(this.portal.launch("blue")).isInstanceOf(StackLaunch.Outcome.NameTaken.class);
	}

	@Test
	void recognisesItsOwnStackWhenARetriedCallFindsItTaken() {
		this.aws.onCreate = (request) -> {
			throw FakeCloudFormation.error("AlreadyExistsException", "Stack [blue] already exists");
		};
		assertThat(this.portal.launch("blue")).isInstanceOf(StackLaunch.Outcome.Launched.class);
		assertThat(this.portal.operation().state()).isEqualTo(Operation.State.RUNNING);
	}

	@Test
	void leavesItToTheTrackerWhoseStackHasTheName() {
		this.aws.onCreate = (request) -> {
			this.aws.silent();
			throw FakeCloudFormation.error("AlreadyExistsException", "Stack [blue] already exists");
		};
		assertThat(this.portal.launch("blue")).isInstanceOf(StackLaunch.Outcome.Unanswered.class);
		this.aws.refusal = null;
		this.portal.check();
		assertThat(this.portal.operation().state()).isEqualTo(Operation.State.RUNNING);
	}

	@Test
	void keepsTheTokenOutOfRefusalsAndOutOfTheDatabase() {
		this.aws.refuse("ValidationError", "Parameter RunnerToken=" + StackFixture.TOKEN + " is odd");
		assertThat(this.portal.launch("blue")).isInstanceOfSatisfying(StackLaunch.Outcome.Refused.class, (refused) -> {
			assertThat(refused.failure().detail()).contains("RunnerToken").doesNotContain(StackFixture.TOKEN);
			assertThat(refused.failure()).hasNoCause();
		});
		this.aws.refusal = null;
		this.portal.launch("blue");
		assertThat(TestDatabase.content(this.portal.jdbc)).contains("blue").doesNotContain(StackFixture.TOKEN);
	}

	@Test
	void letsALaunchBeRepeatedThatNeverReachedAws() {
		this.aws.silent();
		this.portal.launch("blue", "form-1");
		this.aws.refusal = null;
		this.portal.check();
		assertThat(this.portal.launch("blue", "form-1")).isInstanceOf(StackLaunch.Outcome.Launched.class);
		assertThat(this.aws.calls).filteredOn("CreateStack"::equals).hasSize(2);
	}

	@Test
	void asksForSecretsOnceAndOnlyAfterTheIntent() {
		this.portal.launch("blue", "form-1");
		StackLaunch.Outcome again = this.portal.launch("blue", "form-1", () -> {
			throw new AssertionError("asked twice");
		});
		assertThat(again).isInstanceOf(StackLaunch.Outcome.Launched.class);
		this.portal.launch("red", "form-2", () -> {
			assertThat(this.portal.jdbc.sql("select state from operation where request_key = 'form-2'")
				.query(String.class)
				.single()).isEqualTo("PLANNED");
			return Map.of();
		});
	}

	@Test
	void launchesNothingWithoutItsSecrets() {
		assertThatIllegalStateException().isThrownBy(() -> this.portal.launch("blue", "form-1", () -> {
			throw new IllegalStateException("no token to be had");
		}));
		assertThat(this.aws.calls).isEmpty();
		assertThat(this.portal.jdbc.sql("select count(*) from stack").query(Long.class).single()).isZero();
	}

	@Test
	void followsALaunchThatAwsAnswersAfterThePortalHadGivenUp() {
		this.aws.onCreate = (request) -> {
			this.aws.created = null;
			assertThat(this.portal.check()).hasValue(Duration.ofSeconds(10));
			assertThat(this.portal.operation().state()).isEqualTo(Operation.State.NOT_SENT);
			this.portal.jdbc.sql("update operation set look_at = null").update();
			this.aws.created = request;
		};
		this.portal.launch("blue");
		assertThat(this.portal.operation().state()).isEqualTo(Operation.State.RUNNING);
		assertThat(this.portal.nextLook(this.portal.operation().id())).isEqualTo(this.portal.clock.instant());
	}

	@Test
	void givesANameFreeWhoseStackWasDeletedInTheConsole() {
		this.portal.launch("blue", "form-1");
		this.aws.stackEvent(1, "CREATE_COMPLETE");
		this.portal.check();
		assertThat(this.portal.launch("blue", "form-2")).isInstanceOf(StackLaunch.Outcome.NameTaken.class);
		this.aws.status = "DELETE_COMPLETE";
		assertThat(this.portal.launch("blue", "form-3")).isInstanceOf(StackLaunch.Outcome.Launched.class);
		assertThat(
				this.portal.jdbc.sql("select status from stack order by created_at, status").query(String.class).list())
			.containsExactlyInAnyOrder("DELETE_COMPLETE", "CREATE_IN_PROGRESS");
	}

	@Test
	void beginsNothingThatHasBeenGivenUpMeanwhile() {
		assertThatExceptionOfType(StackLaunch.GivenUp.class)
			.isThrownBy(() -> this.portal.launch("blue", "form-1", () -> {
				this.portal.check();
				return Map.of();
			}));
		assertThat(this.aws.calls).doesNotContain("CreateStack");
	}

	@Test
	void givenUpItTakesNothingAwayFromWhoeverHasTriedAgain() {
		StackLaunch again = new StackLaunch("blue", Place.in("eu-central-1"), "Resources: {}", Map.of("VpcId", "vpc-1"),
				false, false, 3, "bob", "form-2");
		assertThatExceptionOfType(StackLaunch.GivenUp.class)
			.isThrownBy(() -> this.portal.launch("blue", "form-1", () -> {
				this.portal.clock.advance(Duration.ofSeconds(31));
				this.portal.check();
				assertThat(this.portal.launcher.relaunch(this.portal.only().id(), again, () -> {
				}, Map::of)).isInstanceOf(StackLaunch.Outcome.Launched.class);
				return Map.of();
			}));
		assertThat(this.portal.only().status().name()).isEqualTo("CREATE_IN_PROGRESS");
		assertThat(this.portal.operations.latest(this.portal.only().id())).get()
			.extracting(Operation::requestedBy, Operation::state)
			.containsExactly("bob", Operation.State.RUNNING);
	}

	@Test
	void leavesARefusalToTheTrackerWhereAnEarlierAttemptMayHaveArrived() {
		this.aws.refusal = () -> CloudFormationException.builder()
			.statusCode(400)
			.numAttempts(3)
			.awsErrorDetails(AwsErrorDetails.builder().errorCode("Throttling").errorMessage("Rate exceeded").build())
			.build();
		assertThat(this.portal.launch("blue")).isInstanceOf(StackLaunch.Outcome.Unanswered.class);
		assertThat(this.portal.operation().state()).isEqualTo(Operation.State.PLANNED);
	}

}
