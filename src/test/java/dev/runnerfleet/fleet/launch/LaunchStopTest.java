package dev.runnerfleet.fleet.launch;

import java.util.UUID;

import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.diagnosis.Diagnosis;
import dev.runnerfleet.fleet.removal.RemovalDesk;
import dev.runnerfleet.fleet.removal.RemovalOutcome;
import dev.runnerfleet.fleet.removal.RemovalStep.Kind;
import dev.runnerfleet.gitlab.runner.StandIn;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;

import static org.assertj.core.api.Assertions.assertThat;

/** A launch that goes on can be stopped, and one that ends elsewhere is told as that. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class LaunchStopTest {

	private static final Secret NONE = Secret.of("");

	private static final Fleet.Runner RUNNER = new Fleet.Runner(42, "https://gitlab.com/-/runners/42");

	private RemovalDesk portal;

	LaunchStopTest(TestDatabase database) {
		this.portal = new RemovalDesk(database);
	}

	@BeforeEach
	void slowly() {
		this.portal.aws.slow = true;
	}

	@Test
	void whatThereIsGoesAndItCanBeLaunchedAgain() {
		UUID fleet = launching();
		assertThat(this.portal.stopper.stop(fleet, NONE, "bob")).isInstanceOf(RemovalOutcome.Begun.class);
		assertThat(state()).isEqualTo(FleetState.LAUNCH_STOPPING);
		this.portal.run();
		assertThat(this.portal.aws.status()).isEqualTo("DELETE_COMPLETE");
		assertThat(this.portal.aws.deletions).hasSize(1);
		assertThat(this.portal.operations()).singleElement()
			.returns(Operation.State.CANCELLED, Operation::state)
			.returns("bob", Operation::cancelledBy);
		assertThat(state()).isEqualTo(FleetState.LAUNCH_STOPPED);
		assertThat(this.portal.steps()).containsExactly("EMPTY_CACHE DONE", "DELETE_STACK DONE", "DELETE_LOGS KEPT",
				"DELETE_RUNNER SKIPPED");
		assertThat(this.portal.trail).containsExactly("STOP_LAUNCH ASKED In eu-central-1");
		this.portal.aws.slow = false;
		this.portal.retry.retry(fleet, this.portal.retry.form(fleet).holding(Secret.of(RemovalDesk.TOKEN)), false, null,
				"ada");
		this.portal.run();
		assertThat(state()).isEqualTo(FleetState.READY);
	}

	@Test
	void withAnAccessTokenItsRunnerGoesToo() throws Exception {
		try (StandIn gitlab = new StandIn()) {
			gitlab.on("DELETE /api/v4/runners/42", 204, "");
			this.portal.gitlabUrl = gitlab.url();
			this.portal.stopper.stop(launching(), Secret.of("glpat-" + "a".repeat(20)), "ada");
			this.portal.run();
			assertThat(gitlab.requests()).containsExactly("DELETE /api/v4/runners/42");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void killedAtItsOnlyCallItEndsRight(boolean actedUpon) {
		UUID fleet = launching();
		this.portal.stopper.stop(fleet, NONE, "ada");
		this.portal.aws.listener = (action, acted) -> {
			if (acted == actedUpon && action.equals("DeleteStack")) {
				throw new Killed();
			}
		};
		try {
			this.portal.run();
		}
		catch (Killed killed) {
			this.portal.aws.listener = (action, acted) -> {
			};
		}
		assertThat(state()).isEqualTo(FleetState.LAUNCH_STOPPING);
		this.portal = this.portal.restarted();
		this.portal.run();
		assertThat(state()).isEqualTo(FleetState.LAUNCH_STOPPED);
		assertThat(this.portal.aws.deletions).hasSize(1);
	}

	@Test
	void aLaunchThatAwsDoesNotLetBeStoppedGoesOnAndCanBeStoppedOnceMore() {
		UUID fleet = launching();
		this.portal.aws.listener = (action, acted) -> {
			if (action.equals("DeleteStack")) {
				throw denied();
			}
		};
		this.portal.stopper.stop(fleet, NONE, "ada");
		this.portal.work();
		assertThat(state()).isEqualTo(FleetState.LAUNCHING);
		assertThat(this.portal.words(Kind.DELETE_STACK)).contains("not authorized");
		this.portal.stopper.stop(fleet, NONE, "ada");
		assertThat(this.portal.removalIds()).hasSize(1);
		this.portal.work();
		this.portal.aws.finish();
		this.portal.stack.track();
		assertThat(state()).isEqualTo(FleetState.READY);
	}

	@Test
	void oneThatIsUpBeforeItCouldBeStoppedIsReady() {
		UUID fleet = launching();
		this.portal.stopper.stop(fleet, NONE, "ada");
		this.portal.aws.finish();
		this.portal.stack.track();
		this.portal.work();
		assertThat(state()).isEqualTo(FleetState.READY);
		assertThat(this.portal.aws.deletions).isEmpty();
		assertThat(FleetActions.of(this.portal.only()).remove()).isTrue();
	}

	@Test
	void whatSomebodyElseDeletesMeanwhileIsToldAsThat() {
		launching();
		this.portal.aws.deleteElsewhere();
		this.portal.stack.track();
		assertThat(state()).isEqualTo(FleetState.LAUNCH_DELETED);
		Operation launch = this.portal.operations().get(0);
		assertThat(Diagnosis.of(this.portal.only(), launch, launch.failure(), null).title())
			.isEqualTo("It was deleted outside of the portal while it was being launched.");
		assertThat(FleetActions.of(this.portal.only()).retry()).isTrue();
	}

	@Test
	void onlyWhatIsBeingLaunchedCanBeStoppedAndOnlyOnce() {
		UUID fleet = launching();
		this.portal.stopper.stop(fleet, NONE, "ada");
		assertThat(this.portal.stopper.stop(fleet, NONE, "ada")).isInstanceOf(RemovalOutcome.Begun.class);
		assertThat(this.portal.stopper.stop(fleet, NONE, "bob").words()).contains("no launch to stop");
		assertThat(this.portal.removalIds()).hasSize(1);
		this.portal.run();
		assertThat(this.portal.stopper.stop(fleet, NONE, "ada").words()).contains("no launch to stop");
	}

	private UUID launching() {
		UUID fleet = this.portal.launch("docker-autoscaler", RUNNER);
		assertThat(state()).isEqualTo(FleetState.LAUNCHING);
		return fleet;
	}

	private FleetState state() {
		return FleetState.of(this.portal.only());
	}

	private static RuntimeException denied() {
		return CloudFormationException.builder()
			.statusCode(403)
			.awsErrorDetails(AwsErrorDetails.builder()
				.errorCode("AccessDenied")
				.errorMessage(
						"User: arn:aws:iam::111122223333:user/portal is not authorized to perform: cloudformation:DeleteStack")
				.build())
			.build();
	}

	private static final class Killed extends Error {

	}

}
