package dev.runnerfleet.fleet.launch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.fleet.removal.RemovalAccount;
import dev.runnerfleet.fleet.removal.RemovalDesk;
import dev.runnerfleet.fleet.removal.RemovalOutcome;
import dev.runnerfleet.fleet.removal.RemovalStep.Kind;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

/** A failed launch is tried again, with the same values or with others. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class RetryTest {

	private RemovalDesk portal;

	private final RemovalAccount aws;

	private int refusals;

	RetryTest(TestDatabase database) {
		this.portal = new RemovalDesk(database);
		this.aws = this.portal.aws;
	}

	@Test
	void whatIsLeftGoesAndTheFleetComesUpUnderTheSameId() {
		UUID fleet = failedFleet();
		this.aws.fill(3);
		String first = this.portal.only().arn();
		assertThat(retry(fleet, RemovalDesk.TOKEN, Map.of(), "ada")).isInstanceOf(RemovalOutcome.Begun.class);
		this.portal.run();
		assertThat(this.portal.operations()).extracting(Operation::kind)
			.containsExactly(Operation.Kind.LAUNCH, Operation.Kind.RETRY, Operation.Kind.LAUNCH);
		assertThat(this.portal.only().id()).isEqualTo(fleet);
		assertThat(this.portal.only().status().name()).isEqualTo("CREATE_COMPLETE");
		assertThat(this.portal.only().arn()).isNotEqualTo(first);
		assertThat(this.aws.created.parameters()).anyMatch((parameter) -> parameter.parameterKey().equals("VpcId"))
			.anyMatch((parameter) -> parameter.parameterValue().equals(RemovalDesk.TOKEN));
		assertThat(this.portal.stack.stacks.events(fleet, 0, 1000)).extracting("seq", Long.class)
			.isSorted()
			.hasSize(this.aws.events.size());
		assertThat(this.portal.stack.stacks.resources(fleet)).hasSize(3).allMatch((resource) -> resource.done());
	}

	@Test
	void otherValuesTakeThePlaceOfThoseThatFailed() {
		UUID fleet = failedFleet();
		assertThat(retry(fleet, RemovalDesk.TOKEN, Map.of("ManagerKeyPair", "zoe", "SubnetIds", "subnet-b"), "ada"))
			.isInstanceOf(RemovalOutcome.Begun.class);
		this.portal.run();
		assertThat(this.portal.only().id()).isEqualTo(fleet);
		assertThat(this.portal.only().status().name()).isEqualTo("CREATE_COMPLETE");
		assertThat(created()).containsEntry("ManagerKeyPair", "zoe")
			.containsEntry("SubnetIds", "subnet-b")
			.containsEntry("VpcId", "vpc-2");
		assertThat(this.portal.fleets.find(fleet).orElseThrow().parameters()).containsEntry("ManagerKeyPair", "zoe");
	}

	@Test
	void otherValuesOutliveThePortalThatWasTold() {
		UUID fleet = failedFleet();
		retry(fleet, RemovalDesk.TOKEN, Map.of("ManagerKeyPair", "zoe"), "ada");
		this.portal = this.portal.restarted();
		this.portal.run();
		assertThat(this.portal.only().status().name()).isEqualTo("DELETE_COMPLETE");
		assertThat(this.portal.retry.form(fleet).parameters()).containsEntry("ManagerKeyPair", "zoe");
		retry(fleet, RemovalDesk.TOKEN, Map.of(), "ada");
		this.portal.run();
		assertThat(created()).containsEntry("ManagerKeyPair", "zoe");
	}

	@Test
	void whatIsWrongWithOtherValuesIsSaidAndNothingHappens() {
		UUID fleet = failedFleet();
		RemovalOutcome outcome = retry(fleet, RemovalDesk.TOKEN,
				Map.of("ManagerKeyPair", "eve", "SubnetIds", "subnet-x"), "ada");
		assertThat(outcome).isInstanceOfSatisfying(RemovalOutcome.Invalid.class,
				(invalid) -> assertThat(invalid.violations()).extracting(Violation::field)
					.containsExactly("subnetIds", "parameters[ManagerKeyPair]"));
		assertThat(this.portal.removalIds()).isEmpty();
		assertThat(this.portal.retry.form(fleet).parameters()).containsEntry("ManagerKeyPair", "");
	}

	@Test
	void nameRegionAndBlueprintStay() {
		UUID fleet = failedFleet();
		LaunchForm other = new LaunchForm("", "green", "us-east-1", "docker-machine", Secret.of(RemovalDesk.TOKEN),
				List.of("subnet-a"), Map.of(), null, null, null);
		assertThat(this.portal.retry.retry(fleet, other, false, null, "ada")).isInstanceOf(RemovalOutcome.Begun.class);
		this.portal.run();
		assertThat(this.portal.only().name()).isEqualTo("blue");
		assertThat(this.portal.only().region()).isEqualTo("eu-central-1");
		assertThat(this.portal.fleets.find(fleet).orElseThrow().blueprint()).isEqualTo("docker-autoscaler");
	}

	@Test
	void theRunnerOfTheFirstLaunchIsNotTakenForThatOfAnotherToken() {
		this.aws.launchesFail = true;
		UUID fleet = this.portal.launch("docker-autoscaler", new Fleet.Runner(41, "https://gitlab.com/41"));
		this.aws.launchesFail = false;
		retry(fleet, RemovalDesk.TOKEN, Map.of(), "ada");
		assertThat(this.portal.fleets.find(fleet).orElseThrow().runner()).isNull();
	}

	@Test
	void aTokenThatIsLostWithThePortalIsAskedForAgain() {
		UUID fleet = failedFleet();
		retry(fleet, RemovalDesk.TOKEN, Map.of(), "ada");
		this.portal = this.portal.restarted();
		this.portal.run();
		assertThat(this.portal.only().status().name()).isEqualTo("DELETE_COMPLETE");
		assertThat(this.portal.words(Kind.LAUNCH_AGAIN)).contains("restarted", "no longer has the runner token");
		assertThat(FleetState.of(this.portal.only())).isEqualTo(FleetState.RELAUNCH_MISSED);
		assertThat(FleetActions.of(this.portal.only()).retry()).isTrue();
		assertThat(retry(fleet, RemovalDesk.TOKEN, Map.of(), "ada")).isInstanceOf(RemovalOutcome.Begun.class);
		this.portal.run();
		assertThat(this.portal.only().status().name()).isEqualTo("CREATE_COMPLETE");
	}

	@Test
	void aDoubleClickTriesOnce() {
		UUID fleet = failedFleet();
		retry(fleet, RemovalDesk.TOKEN, Map.of(), "ada");
		assertThat(retry(fleet, RemovalDesk.TOKEN, Map.of(), "ada")).isInstanceOf(RemovalOutcome.Begun.class);
		assertThat(retry(fleet, RemovalDesk.TOKEN, Map.of(), "bob").words()).contains("ada’s second try");
		this.portal.run();
		assertThat(this.portal.operations()).hasSize(3);
	}

	@Test
	void aTokenOfTheWrongKindIsNamedAndNothingHappens() {
		UUID fleet = failedFleet();
		assertThat(retry(fleet, "glpat-" + "a".repeat(20), Map.of(), "ada").words()).contains("access token");
		assertThat(retry(fleet, "", Map.of(), "ada").words()).contains("Paste the runner token");
		assertThat(this.portal.removalIds()).isEmpty();
	}

	@Test
	void aFleetThatIsReadyIsNotLaunchedAgain() {
		UUID fleet = this.portal.launch("docker-autoscaler", null);
		assertThat(retry(fleet, RemovalDesk.TOKEN, Map.of(), "ada").words())
			.isEqualTo("There is no failed launch to try again.");
	}

	@Test
	void theTokenIsNowhereInTheDatabase() {
		UUID fleet = failedFleet();
		retry(fleet, RemovalDesk.TOKEN, Map.of(), "ada");
		this.portal.run();
		assertThat(TestDatabase.content(this.portal.stack.jdbc)).contains("LAUNCH_AGAIN")
			.doesNotContain(RemovalDesk.TOKEN);
	}

	@Test
	void aSessionThatIsRenewedMeanwhileEndsNoLaunch() {
		UUID fleet = failedFleet();
		retry(fleet, RemovalDesk.TOKEN, Map.of(), "ada");
		this.portal.stack.track();
		away("RequestExpired", Duration.ofMinutes(50));
		this.portal.run();
		assertThat(this.portal.words(Kind.LAUNCH_AGAIN)).isEmpty();
		assertThat(this.portal.operations()).extracting(Operation::kind)
			.containsExactly(Operation.Kind.LAUNCH, Operation.Kind.RETRY, Operation.Kind.LAUNCH);
		assertThat(this.portal.only().status().name()).isEqualTo("CREATE_COMPLETE");
	}

	@Test
	void whileAwsIsAwayThePageSaysSoAndThatTheLaunchFollows() {
		UUID fleet = failedFleet();
		retry(fleet, RemovalDesk.TOKEN, Map.of(), "ada");
		away("Throttling", RemovalDesk.FOREVER);
		this.portal.run(Duration.ofMinutes(5));
		assertThat(FleetState.of(this.portal.only())).isEqualTo(FleetState.RELAUNCH_BEGUN);
		assertThat(this.portal.words(Kind.LAUNCH_AGAIN)).startsWith("AWS is busy").contains("follows by itself");
		assertThat(this.refusals).isBetween(20, 40);
	}

	@Test
	void aTokenIsNotKeptForEver() {
		UUID fleet = failedFleet();
		retry(fleet, RemovalDesk.TOKEN, Map.of(), "ada");
		away("ExpiredToken", RemovalDesk.FOREVER);
		this.portal.run();
		assertThat(this.portal.words(Kind.LAUNCH_AGAIN)).contains("keeps a runner token for 120 min and no longer");
		assertThat(FleetState.of(this.portal.only())).isEqualTo(FleetState.RELAUNCH_MISSED);
		this.aws.mood = () -> {
		};
		assertThat(retry(fleet, RemovalDesk.TOKEN, Map.of(), "ada")).isInstanceOf(RemovalOutcome.Begun.class);
		this.portal.run();
		assertThat(this.portal.only().status().name()).isEqualTo("CREATE_COMPLETE");
	}

	@Test
	void aFirstAttemptThatTurnsUpHasItsOwnValues() {
		this.aws.launchesLate = true;
		UUID fleet = this.portal.launch("docker-autoscaler", new Fleet.Runner(41, "https://gitlab.com/41"));
		assertThat(FleetState.of(this.portal.only())).isEqualTo(FleetState.LAUNCH_NOT_SENT);
		retry(fleet, RemovalDesk.TOKEN, Map.of("ManagerKeyPair", "zoe"), "bob");
		assertThat(this.portal.fleets.find(fleet).orElseThrow().parameters()).containsEntry("ManagerKeyPair", "zoe");
		this.aws.launchesLate = false;
		this.aws.arrive();
		this.portal.run();
		this.portal.stack.track();
		assertThat(this.portal.only().status().name()).isEqualTo("CREATE_COMPLETE");
		Fleet row = this.portal.fleets.find(fleet).orElseThrow();
		assertThat(row.parameters()).containsEntry("SubnetIds", "subnet-a")
			.doesNotContainKeys("ManagerKeyPair", "RunnerToken");
		assertThat(row.runner()).isNull();
	}

	@Test
	void whoeverTriesAgainAndMeetsTheFirstAttemptLeavesItItsValues() {
		this.aws.launchesLate = true;
		UUID fleet = this.portal.launch("docker-autoscaler", null);
		retry(fleet, RemovalDesk.TOKEN, Map.of("ManagerKeyPair", "zoe"), "bob");
		this.portal.clock.advance(Duration.ofMinutes(1));
		this.portal.stack.track();
		this.aws.launchesLate = false;
		this.aws.arrive();
		assertThat(retry(fleet, RemovalDesk.TOKEN, Map.of("ManagerKeyPair", "zoe"), "eva").words())
			.contains("the launch that ada asked for before");
		assertThat(this.portal.fleets.find(fleet).orElseThrow().parameters()).doesNotContainKey("ManagerKeyPair");
	}

	private RemovalOutcome retry(UUID fleet, String token, Map<String, String> values, String user) {
		LaunchForm form = this.portal.retry.form(fleet).holding(Secret.of(token));
		for (Map.Entry<String, String> value : values.entrySet()) {
			form = form.with(value.getKey(), value.getValue());
		}
		return this.portal.retry.retry(fleet, form, false, null, user);
	}

	/** The stack is deleted all right; after that AWS says no for a while. */
	private void away(String code, Duration time) {
		Instant[] until = new Instant[1];
		this.aws.mood = () -> {
			if (!this.portal.only().status().name().equals("DELETE_COMPLETE")) {
				return;
			}
			until[0] = (until[0] != null) ? until[0] : this.portal.clock.instant().plus(time);
			if (this.portal.clock.instant().isBefore(until[0])) {
				this.refusals++;
				throw (CloudFormationException) CloudFormationException.builder()
					.statusCode(400)
					.awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("No").build())
					.build();
			}
		};
	}

	private Map<String, String> created() {
		return this.aws.created.parameters()
			.stream()
			.collect(Collectors.toMap(Parameter::parameterKey, Parameter::parameterValue));
	}

	private UUID failedFleet() {
		this.aws.launchesFail = true;
		UUID fleet = this.portal.launch("docker-autoscaler", null);
		assertThat(this.portal.only().status().name()).isEqualTo("CREATE_FAILED");
		this.aws.launchesFail = false;
		return fleet;
	}

}
