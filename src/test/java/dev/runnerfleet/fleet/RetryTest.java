package dev.runnerfleet.fleet;

import java.util.UUID;

import dev.runnerfleet.fleet.RemovalStep.Kind;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Operation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A failed launch is tried again, on the same page and with the same values. */
class RetryTest {

	private static final Secret TOKEN = Secret.of(RemovalDesk.TOKEN);

	private RemovalDesk portal = new RemovalDesk();

	private final RemovalAccount aws = this.portal.aws;

	@Test
	void whatIsLeftGoesAndTheFleetComesUpUnderTheSameId() {
		UUID fleet = failedFleet();
		this.aws.fill(3);
		String first = this.portal.only().arn();
		assertThat(this.portal.retry.retry(fleet, TOKEN, "ada")).isInstanceOf(RemovalOutcome.Begun.class);
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
	void aTokenThatIsLostWithThePortalIsAskedForAgain() {
		UUID fleet = failedFleet();
		this.portal.retry.retry(fleet, TOKEN, "ada");
		this.portal = this.portal.restarted();
		this.portal.run();
		assertThat(this.portal.only().status().name()).isEqualTo("DELETE_COMPLETE");
		assertThat(this.portal.words(Kind.LAUNCH_AGAIN)).contains("restarted", "no longer has the runner token");
		assertThat(FleetState.of(this.portal.only())).isEqualTo(FleetState.RELAUNCH_MISSED);
		assertThat(FleetActions.of(this.portal.only()).retry()).isTrue();
		assertThat(this.portal.retry.retry(fleet, TOKEN, "ada")).isInstanceOf(RemovalOutcome.Begun.class);
		this.portal.run();
		assertThat(this.portal.only().status().name()).isEqualTo("CREATE_COMPLETE");
	}

	@Test
	void aDoubleClickTriesOnce() {
		UUID fleet = failedFleet();
		this.portal.retry.retry(fleet, TOKEN, "ada");
		assertThat(this.portal.retry.retry(fleet, TOKEN, "ada")).isInstanceOf(RemovalOutcome.Begun.class);
		assertThat(this.portal.retry.retry(fleet, TOKEN, "bob").words()).contains("ada’s second try");
		this.portal.run();
		assertThat(this.portal.operations()).hasSize(3);
	}

	@Test
	void aTokenOfTheWrongKindIsNamedAndNothingHappens() {
		UUID fleet = failedFleet();
		assertThat(this.portal.retry.retry(fleet, Secret.of("glpat-" + "a".repeat(20)), "ada").words())
			.contains("access token");
		assertThat(this.portal.retry.retry(fleet, Secret.of(""), "ada").words()).contains("Paste the runner token");
		assertThat(this.portal.removalIds()).isEmpty();
	}

	@Test
	void aFleetThatIsReadyIsNotLaunchedAgain() {
		UUID fleet = this.portal.launch("docker-autoscaler", null);
		assertThat(this.portal.retry.retry(fleet, TOKEN, "ada").words())
			.isEqualTo("There is no failed launch to try again.");
	}

	@Test
	void theTokenIsNowhereInTheDatabase() {
		UUID fleet = failedFleet();
		this.portal.retry.retry(fleet, TOKEN, "ada");
		this.portal.run();
		assertThat(String.join("\n", this.portal.stack.jdbc.sql("script").query(String.class).list()))
			.contains("LAUNCH_AGAIN")
			.doesNotContain(RemovalDesk.TOKEN);
	}

	private UUID failedFleet() {
		this.aws.launchesFail = true;
		UUID fleet = this.portal.launch("docker-autoscaler", null);
		assertThat(this.portal.only().status().name()).isEqualTo("CREATE_FAILED");
		this.aws.launchesFail = false;
		return fleet;
	}

}
