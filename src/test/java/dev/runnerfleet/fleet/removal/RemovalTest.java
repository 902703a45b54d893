package dev.runnerfleet.fleet.removal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.removal.FleetRemover.RemovalForm;
import dev.runnerfleet.fleet.removal.RemovalStep.Kind;
import dev.runnerfleet.gitlab.runner.StandIn;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;

import static org.assertj.core.api.Assertions.assertThat;

/** A fleet goes, step by step, whatever becomes of the portal meanwhile. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class RemovalTest {

	private static final RemovalForm PLAIN = new RemovalForm("blue", false, true, List.of(), Secret.of(""));

	private static final RemovalForm KEEPING = new RemovalForm("blue", true, false, List.of(), Secret.of(""));

	private static final Fleet.Runner RUNNER = new Fleet.Runner(42, "https://gitlab.com/-/runners/42");

	private final TestDatabase database;

	private RemovalDesk portal;

	private final RemovalAccount aws;

	RemovalTest(TestDatabase database) {
		this.database = database;
		this.portal = new RemovalDesk(database);
		this.aws = this.portal.aws;
	}

	@Test
	void everythingGoesInOrderAndIsOnTheReceipt() {
		UUID fleet = busyFleet();
		assertThat(this.portal.remover.remove(fleet, PLAIN, "ada")).isInstanceOf(RemovalOutcome.Begun.class);
		this.portal.run();
		assertThat(this.aws.calls).containsExactly("CreateStack", "UpdateAutoScalingGroup", "SetInstanceProtection",
				"DeleteObjects", "DeleteObjects", "DeleteObjects", "DeleteStack", "DeleteLogGroup");
		assertGone();
		assertThat(this.portal.words(Kind.END_WORKERS)).isEqualTo("3 workers have ended.");
		assertThat(this.portal.words(Kind.EMPTY_CACHE)).isEqualTo("2,500 files and old versions deleted.");
		assertThat(this.portal.words(Kind.DELETE_RUNNER))
			.isEqualTo("No access token was given. Remove runner #42 in GitLab.");
	}

	/**
	 * The portal dies at each call in turn, once before AWS acts on it and once after.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void killedAtAnyCallItEndsRightAndDoesNothingTwice(boolean actedUpon) {
		int calls = 8;
		for (int deadly = 2; deadly <= calls; deadly++) {
			this.portal = new RemovalDesk(this.database);
			UUID fleet = busyFleet();
			this.portal.remover.remove(fleet, PLAIN, "ada");
			boolean died = runUntilKilledAt(deadly, actedUpon);
			assertThat(died).as("call %d", deadly).isTrue();
			this.portal = this.portal.restarted();
			this.portal.run();
			assertThat(this.portal.aws.deletions).as("call %d", deadly).hasSize(1);
			assertThat(this.portal.aws.objects).isEmpty();
			assertThat(this.portal.aws.workers).isEmpty();
			assertThat(this.portal.aws.logGroups).isEmpty();
			assertThat(this.portal.operations().get(0).state()).isEqualTo(Operation.State.SUCCEEDED);
			assertThat(this.portal.steps()).as("call %d", deadly)
				.doesNotContain("EMPTY_CACHE FAILED")
				.contains("END_WORKERS DONE", "DELETE_STACK DONE");
		}
	}

	@Test
	void aSessionThatEndsAtAnyCallIsWaitedForUntilItIsRenewed() {
		for (int first = 2; first <= 8; first++) {
			this.portal = new RemovalDesk(this.database);
			this.portal.remover.remove(busyFleet(), PLAIN, "ada");
			expireFrom(first, Duration.ofMinutes(10));
			this.portal.run();
			assertThat(this.portal.aws.deletions).as("call %d", first).hasSize(1);
			assertGone();
		}
	}

	@Test
	void aSessionThatNobodyRenewsEndsTheRemovalInTheEnd() {
		UUID fleet = busyFleet();
		this.portal.remover.remove(fleet, PLAIN, "ada");
		expireFrom(2, Duration.ofHours(2));
		this.portal.run();
		assertThat(this.portal.steps()).contains("END_WORKERS FAILED");
		assertThat(this.portal.words(Kind.END_WORKERS)).contains("The session has expired");
	}

	@Test
	void whatGoesByItsNameIsLeftToTheNextFleetOfThatName() {
		this.portal.remover.remove(busyFleet(), PLAIN, "ada");
		this.aws.listener = (action, acted) -> {
			if (action.equals("DeleteLogGroup") && !acted) {
				this.portal.launchedByOthers("blue");
				throw expired();
			}
		};
		this.portal.run();
		assertThat(this.portal.steps()).contains("DELETE_STACK DONE", "DELETE_LOGS SKIPPED");
		assertThat(this.aws.logGroups).isNotEmpty();
	}

	private void expireFrom(int first, Duration length) {
		RemovalDesk desk = this.portal;
		AtomicReference<Instant> renewed = new AtomicReference<>();
		desk.aws.listener = (action, acted) -> {
			if (!acted && desk.aws.calls.size() >= first) {
				renewed.compareAndSet(null, desk.clock.instant().plus(length));
				if (desk.clock.instant().isBefore(renewed.get())) {
					throw expired();
				}
			}
		};
	}

	private static RuntimeException expired() {
		return CloudFormationException.builder()
			.statusCode(400)
			.awsErrorDetails(AwsErrorDetails.builder().errorCode("RequestExpired").build())
			.build();
	}

	private boolean runUntilKilledAt(int deadly, boolean actedUpon) {
		RemovalAccount account = this.portal.aws;
		account.listener = (action, acted) -> {
			if (acted == actedUpon && account.calls.size() == deadly) {
				throw new Killed();
			}
		};
		try {
			this.portal.run();
			return false;
		}
		catch (Killed killed) {
			return true;
		}
		finally {
			account.listener = (action, acted) -> {
			};
		}
	}

	@Test
	void aCacheThatIsKeptIsInTheWayOnceAndStays() {
		UUID fleet = busyFleet();
		this.portal.remover.remove(fleet, KEEPING, "ada");
		this.portal.run();
		assertThat(this.aws.objects).hasSize(2500);
		assertThat(this.aws.bucket).isTrue();
		assertThat(this.aws.deletions).hasSize(2);
		assertThat(this.aws.deletions.get(1).retainResources()).containsExactly("CacheBucket");
		assertThat(this.aws.deletions.get(1).clientRequestToken())
			.isNotEqualTo(this.aws.deletions.get(0).clientRequestToken());
		assertThat(this.portal.only().status().name()).isEqualTo("DELETE_COMPLETE");
		assertThat(this.portal.steps()).contains("EMPTY_CACHE KEPT", "DELETE_STACK DONE", "DELETE_LOGS KEPT");
		assertThat(this.portal.words(Kind.DELETE_STACK)).isEqualTo("Deleted, all but CacheBucket.");
	}

	@Test
	void anEmptyCacheGoesEvenIfItIsToBeKept() {
		UUID fleet = this.portal.launch("docker-autoscaler", RUNNER);
		this.portal.remover.remove(fleet, KEEPING, "ada");
		this.portal.run();
		assertThat(this.aws.bucket).isFalse();
		assertThat(this.portal.words(Kind.EMPTY_CACHE)).isEqualTo("It was empty: there was nothing to keep.");
	}

	@Test
	void whatAwsCannotDeleteIsNamedAndCanBeLeftAlone() {
		UUID fleet = busyFleet();
		this.aws.stuck.add("Manager");
		this.portal.remover.remove(fleet, PLAIN, "ada");
		this.portal.run();
		assertThat(this.portal.operations().get(0).state()).isEqualTo(Operation.State.FAILED);
		assertThat(this.portal.steps()).contains("DELETE_STACK FAILED", "DELETE_LOGS SKIPPED");
		assertThat(this.portal.words(Kind.DELETE_STACK)).isEqualTo("Manager: It is in use");
		RemovalForm other = new RemovalForm("blue", false, false, List.of("WorkerGroup"), Secret.of(""));
		assertThat(this.portal.remover.remove(fleet, other, "ada").words()).contains("failed to delete");
		RemovalForm rest = new RemovalForm("blue", false, false, List.of("Manager"), Secret.of(""));
		assertThat(this.portal.remover.remove(fleet, rest, "ada")).isInstanceOf(RemovalOutcome.Begun.class);
		this.portal.run();
		assertThat(this.portal.only().status().name()).isEqualTo("DELETE_COMPLETE");
		assertThat(this.portal.words(Kind.DELETE_STACK)).isEqualTo("Deleted, all but Manager.");
	}

	@Test
	void aLockedFileEndsTheRemovalInS3sWordsBeforeAnythingIsDeletedForGood() {
		UUID fleet = busyFleet();
		this.aws.undeletable.add("cache/00007");
		this.portal.remover.remove(fleet, PLAIN, "ada");
		this.portal.run();
		assertThat(this.aws.deletions).isEmpty();
		assertThat(this.portal.operations().get(0).state()).isEqualTo(Operation.State.FAILED);
		assertThat(this.portal.words(Kind.EMPTY_CACHE)).contains("2,498", "keeps 2 more",
				"The object is locked (cache/00007)");
		assertThat(this.portal.only().status().name()).isEqualTo("CREATE_COMPLETE");
	}

	@Test
	void workersThatDoNotEndAreWaitedForOnlySoLong() {
		UUID fleet = busyFleet();
		this.aws.workers.put("i-stuck", false);
		this.aws.listener = (action, acted) -> this.aws.maxSize = 1;
		this.portal.remover.remove(fleet, PLAIN, "ada");
		this.portal.run();
		assertThat(this.portal.words(Kind.END_WORKERS))
			.isEqualTo("4 of 4 left after 15 min. Look after it in the AWS console.");
		assertThat(this.aws.deletions).isEmpty();
	}

	@Test
	void aManagerOfMachinesStopsBeforeItsWorkersEnd() {
		UUID fleet = this.portal.launch("docker-machine", null);
		this.aws.machines.put("blue-Manager", "running");
		this.aws.machines.put("i-worker-1", "running");
		this.aws.machines.put("i-worker-2", "running");
		this.portal.remover.remove(fleet, PLAIN, "ada");
		this.portal.run();
		assertThat(this.aws.calls).containsExactly("CreateStack", "StopInstances", "TerminateInstances", "DeleteStack",
				"DeleteLogGroup");
		assertThat(this.portal.steps()).startsWith("PAUSE_RUNNER SKIPPED", "STOP_MANAGER DONE", "END_MACHINES DONE");
	}

	@Test
	void withAnAccessTokenTheRunnerRestsFirstAndGoesLast() throws Exception {
		try (StandIn gitlab = new StandIn()) {
			gitlab.on("PUT /api/v4/runners/42", 200, "{\"id\": 42}").on("DELETE /api/v4/runners/42", 204, "");
			this.portal.gitlabUrl = gitlab.url();
			UUID fleet = busyFleet();
			this.portal.remover.remove(fleet, withToken(), "ada");
			this.portal.run();
			assertThat(gitlab.requests()).containsExactly("PUT /api/v4/runners/42", "DELETE /api/v4/runners/42");
			assertThat(this.portal.steps()).startsWith("PAUSE_RUNNER DONE").endsWith("DELETE_RUNNER DONE");
		}
	}

	@Test
	void anAccessTokenThatIsLostWithThePortalLeavesTheRunnerToAPerson() {
		UUID fleet = busyFleet();
		this.portal.remover.remove(fleet, withToken(), "ada");
		this.portal = this.portal.restarted();
		this.portal.run();
		assertThat(this.portal.steps()).startsWith("PAUSE_RUNNER SKIPPED").endsWith("DELETE_RUNNER SKIPPED");
		assertThat(this.portal.words(Kind.DELETE_RUNNER)).contains("no longer has the access token");
		assertThat(this.portal.operations().get(0).state()).isEqualTo(Operation.State.SUCCEEDED);
	}

	@Test
	void theNameHasToBeTypedExactly() {
		UUID fleet = busyFleet();
		RemovalForm wrong = new RemovalForm("Blue", false, false, List.of(), Secret.of(""));
		assertThat(this.portal.remover.remove(fleet, wrong, "ada").words())
			.isEqualTo("Type the fleet’s name, blue, exactly.");
		assertThat(this.portal.removalIds()).isEmpty();
	}

	@Test
	void theSecondOfTwoLearnsWhoWasFirst() {
		UUID fleet = busyFleet();
		this.portal.remover.remove(fleet, PLAIN, "ada");
		assertThat(this.portal.remover.remove(fleet, PLAIN, "bob").words())
			.isEqualTo("ada’s removal has been under way for a moment.");
		assertThat(this.portal.removalIds()).hasSize(1);
		assertThat(this.portal.trail).containsExactly("REMOVE REFUSED ada’s removal has been under way for a moment.");
	}

	private static RemovalForm withToken() {
		return new RemovalForm("blue", false, true, List.of(), Secret.of("glpat-" + "a".repeat(20)));
	}

	private UUID busyFleet() {
		UUID fleet = this.portal.launch("docker-autoscaler", RUNNER);
		RemovalAccount account = this.portal.aws;
		account.fill(2500);
		List.of("i-1", "i-2", "i-3").forEach((id) -> account.workers.put(id, true));
		account.logGroups.add("/runner-fleet/blue");
		return fleet;
	}

	private void assertGone() {
		assertThat(this.portal.only().status().name()).isEqualTo("DELETE_COMPLETE");
		assertThat(this.portal.operations().get(0).state()).isEqualTo(Operation.State.SUCCEEDED);
		assertThat(this.portal.steps()).containsExactly("PAUSE_RUNNER SKIPPED", "END_WORKERS DONE", "EMPTY_CACHE DONE",
				"DELETE_STACK DONE", "DELETE_LOGS DONE", "DELETE_RUNNER SKIPPED");
	}

	private static final class Killed extends Error {

	}

}
