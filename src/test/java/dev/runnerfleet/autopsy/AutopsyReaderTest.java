package dev.runnerfleet.autopsy;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.autopsy.Autopsy.Line;
import dev.runnerfleet.autopsy.Autopsy.Verdict;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.StackFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class AutopsyReaderTest {

	private static final String INSTANCE = "AWS::EC2::Instance";

	private static final String VERIFY = "asking GitLab at https://gitlab.com/ to verify the runner token";

	private final AutopsyDesk desk;

	private final StackFixture portal;

	AutopsyReaderTest(TestDatabase database) {
		this.desk = new AutopsyDesk(database);
		this.portal = this.desk.portal;
	}

	@Test
	void aWrongTokenIsToldByTheManagerItselfAlsoAfterTheRollback() {
		this.desk.says(2, "create", "runner", "begun", "installing GitLab Runner");
		this.desk.says(3, "create", "runner", "done", "installing GitLab Runner");
		this.desk.says(4, "create", "verify", "begun", VERIFY);
		this.desk.says(5, "create", "verify", "told", "GitLab answered 403: Forbidden for " + StackFixture.TOKEN);
		this.desk.says(6, "create", "verify", "failed", VERIFY, ",\"code\":1");
		this.desk.says(7, "create", "cfn-init", "failed", "running cfn-init", ",\"code\":1");
		this.desk.says(9, "release", "release", "failed", "ending the workers");
		this.desk.machines.write("Manager-id/cloud-init-output", AutopsyDesk.BEGIN.plusSeconds(6), "Error occurred");
		this.desk.machines.write("Manager-id/runner-fleet", AutopsyDesk.BEGIN.minusSeconds(99), "long ago");
		failedLaunch();
		assertThat(this.desk.look()).contains(Duration.ofSeconds(15));
		assertThat(this.desk.autopsy()).returns(Verdict.FOUND, Autopsy::verdict)
			.returns("verify", Autopsy::step)
			.returns(VERIFY, Autopsy::words)
			.returns("GitLab did not accept the token", Autopsy::reason);
		assertThat(this.desk.autopsy().lines()).extracting(Line::text)
			.contains(VERIFY, "Error occurred", "GitLab answered 403: Forbidden for ••••", VERIFY + ": failed (1)")
			.doesNotContain("long ago");
		this.desk.machines.streams.clear();
		this.desk.lookUntilItRests();
		assertThat(this.desk.autopsy().lines()).as("the log group is gone").hasSize(8);
		assertThat(this.desk.autopsy().over()).isTrue();
		assertThat(this.portal.jdbc.sql("select evidence from autopsy").query(String.class).single())
			.doesNotContain(StackFixture.TOKEN);
	}

	@Test
	void aReasonThatComesDuringALookIsNotTakenForItsEnd() {
		failedLaunch();
		Autopsy before = this.desk.autopsy();
		this.portal.clock.advance(Duration.ofSeconds(1));
		Instant later = this.portal.clock.instant();
		this.desk.autopsies.again(before.operationId(), later);
		this.desk.autopsies.update(before.ended());
		assertThat(this.desk.autopsy().over()).isFalse();
		assertThat(this.desk.autopsies.place(before.operationId(), before.askedAt())).isEmpty();
		assertThat(this.desk.autopsies.place(before.operationId(), later)).isPresent();
	}

	@Test
	void aManagerThatBootsIsHeardWhileSomebodyLooks() {
		launched();
		this.desk.hear();
		this.desk.says(2, "create", "cfn-init", "begun", "running cfn-init");
		this.desk.says(3, "create", "runner", "begun", "installing GitLab Runner");
		watched(Duration.ZERO);
		assertThat(this.desk.look()).contains(Duration.ofSeconds(3));
		assertThat(this.desk.machines.calls).as("nobody looks").isEmpty();
		watched(Duration.ofSeconds(30));
		long revision = this.portal.only().revision();
		this.desk.look();
		assertThat(this.desk.machines.calls).containsExactly("GetLogEvents");
		assertThat(this.desk.autopsy().now()).isEqualTo("The manager is installing GitLab Runner");
		assertThat(this.portal.only().revision()).as("open pages hear of it").isGreaterThan(revision);
		this.desk.look();
		assertThat(this.portal.only().revision()).as("nothing new").isEqualTo(revision + 1);
		this.desk.says(4, "create", "verify", "begun", VERIFY);
		this.desk.says(5, "create", "verify", "told", "GitLab answered 403: Forbidden");
		this.desk.look();
		assertThat(this.desk.autopsy().now())
			.isEqualTo("The manager is " + VERIFY + ". GitLab answered 403: Forbidden");
	}

	@Test
	void aBootThatCannotBeReadIsNoTroubleAndEndsWithItsOperation() {
		launched();
		this.desk.hear();
		watched(Duration.ofSeconds(30));
		assertThat(this.desk.look()).as("no log group yet").contains(Duration.ofSeconds(3));
		this.desk.machines.refuse("AccessDeniedException", "not authorized");
		this.desk.look();
		assertThat(this.desk.autopsy()).returns(null, Autopsy::trouble).returns("", Autopsy::now);
		this.portal.aws.event(8, "Manager", INSTANCE, "CREATE_COMPLETE", null);
		this.portal.aws.stackEvent(9, "CREATE_COMPLETE");
		this.portal.check();
		assertThat(this.desk.look()).isEmpty();
		assertThat(this.desk.autopsy()).returns(true, Autopsy::over).returns("", Autopsy::lack);
		this.desk.hear();
		assertThat(this.desk.autopsy().purpose()).isEqualTo(Autopsy.Purpose.WORKERS);
	}

	private void watched(Duration by) {
		this.portal.jdbc.sql("update operation set watched_until = ?")
			.param(OffsetDateTime.ofInstant(this.portal.clock.instant().plus(by), ZoneOffset.UTC))
			.update();
	}

	@Test
	void linesThatTheAgentSendsLateAreReadToo() {
		failedLaunch();
		this.desk.look();
		assertThat(this.desk.autopsy()).returns(Verdict.SILENT, Autopsy::verdict);
		assertThat(this.desk.autopsy().lack()).contains("no way out");
		this.portal.clock.advance(Duration.ofSeconds(15));
		this.desk.says(2, "create", "runner", "begun", "installing GitLab Runner");
		assertThat(this.desk.look()).contains(Duration.ofSeconds(45));
		assertThat(this.desk.autopsy()).returns(Verdict.FOUND, Autopsy::verdict)
			.returns("installing GitLab Runner", Autopsy::words);
	}

	@Test
	void whatIsOvertakenIsNotSaidToBeStillRead() {
		failedLaunch();
		UUID launch = this.portal.operation().id();
		this.portal.clock.advance(Duration.ofSeconds(1));
		this.portal.planned(this.portal.only().id(), Operation.Kind.REMOVE, "ada");
		assertThat(this.desk.look(launch)).isEmpty();
		assertThat(this.desk.autopsies.of(launch).orElseThrow()).returns(true, Autopsy::over)
			.returns("", Autopsy::lack);
	}

	@Test
	void onlyARefusalIsOneOfTheToken() {
		assertThat(refused(403).reason()).isEqualTo("GitLab did not accept the token");
		assertThat(refused(404).reason()).isEqualTo("GitLab answered " + 404);
	}

	private static Autopsy refused(int code) {
		return Autopsy.begun(UUID.randomUUID(), UUID.randomUUID(), Autopsy.Purpose.CHANGE, AutopsyDesk.BEGIN)
			.heard(Verdict.NOT_IN_FORCE, new Hearing("verify", VERIFY, "GitLab answered " + code, code, null),
					List.of());
	}

	@Test
	void theMachineIsAskedWhileAwsStillClearsAway() {
		launched();
		this.portal.aws.event(8, "Manager", INSTANCE, "CREATE_FAILED", "Received FAILURE signal with UniqueId i-1");
		this.portal.aws.stackEvent(9, "ROLLBACK_IN_PROGRESS");
		this.portal.check();
		this.desk.hear();
		this.desk.says(4, "create", "verify", "begun", VERIFY);
		this.desk.lookUntilItRests();
		assertThat(this.desk.autopsy()).returns(VERIFY, Autopsy::words).returns(false, Autopsy::over);
		this.portal.aws.stackEvent(20, "ROLLBACK_COMPLETE");
		this.portal.check();
		this.desk.hear();
		assertThat(this.desk.look()).contains(Duration.ofSeconds(15));
		assertThat(this.desk.autopsy()).returns(VERIFY, Autopsy::words);
	}

	@Test
	void whereNoMachineWasStartedNothingIsMissed() {
		this.portal.launch("blue");
		this.portal.aws.event(2, "CacheBucket", "AWS::S3::Bucket", "CREATE_FAILED", "blue already exists");
		this.portal.aws.stackEvent(9, "ROLLBACK_COMPLETE");
		this.portal.check();
		this.desk.hear();
		this.desk.lookUntilItRests();
		assertThat(this.desk.autopsy()).returns(Verdict.NO_MACHINE, Autopsy::verdict).returns(true, Autopsy::over);
		assertThat(this.desk.machines.calls).as("three looks").hasSize(3).containsOnly("FilterLogEvents");
	}

	@ParameterizedTest
	@CsvSource({ "true, true", "true, false", "false, true", "false, false" })
	void aNewManagerThatWroteNothingIsSilentWhateverTheOldOneAndItsWorkersDo(boolean oldOneWrites,
			boolean workersStart) {
		readyFleet("false");
		Operation operation = changing(Operation.Kind.UPDATE);
		this.portal.aws.event(110, "Manager", INSTANCE, "UPDATE_IN_PROGRESS", "Requested update requires a new one");
		this.portal.aws.event(111, "Manager", INSTANCE, "UPDATE_IN_PROGRESS", "Resource creation Initiated");
		this.portal.aws.lastIsOf("i-new");
		this.portal.aws.event(700, "Manager", INSTANCE, "UPDATE_FAILED", "Failed to receive 1 resource signal(s)");
		this.portal.aws.lastIsOf("i-new");
		this.portal.aws.event(720, "Manager", INSTANCE, "UPDATE_COMPLETE", null);
		this.portal.aws.stackEvent(721, "UPDATE_ROLLBACK_COMPLETE");
		if (oldOneWrites) {
			this.desk.says(120, "update", "settle", "begun", "waiting for jobs to end");
		}
		if (workersStart) {
			launching(130, "Successful", null);
		}
		this.portal.check(operation.id());
		this.desk.hear();
		this.desk.lookUntilItRests();
		assertThat(this.desk.autopsy()).returns(Verdict.SILENT, Autopsy::verdict).returns(true, Autopsy::over);
		assertThat(this.desk.autopsy().lack()).startsWith("The manager wrote nothing");
		assertThat(this.desk.autopsy().lines()).allMatch((line) -> line.stream().equals(Autopsy.SCALING));
	}

	@Test
	void aMissingPermissionIsNamedAndWaitedFor() {
		failedLaunch();
		this.desk.machines.refuse("AccessDeniedException",
				"User: arn:aws:iam::1:user/p is not authorized to perform: logs:GetLogEvents on resource: x");
		assertThat(this.desk.look()).contains(Duration.ofSeconds(15));
		assertThat(this.desk.autopsy().lack())
			.startsWith("The portal may not read the logs: the permission logs:GetLogEvents is missing.");
		this.portal.clock.advance(Duration.ofMinutes(10));
		assertThat(this.desk.look()).contains(Duration.ofMinutes(5));
		this.desk.machines.refusal = null;
		this.desk.says(2, "create", "runner", "begun", "installing GitLab Runner");
		this.desk.look();
		assertThat(this.desk.autopsy()).returns(Verdict.FOUND, Autopsy::verdict).returns("", Autopsy::lack);
	}

	@Test
	void anAwsThatIsAwayIsSaidAndAskedAgainUntilItIsOfNoUse() {
		failedLaunch();
		this.desk.machines.silent();
		assertThatExceptionOfType(AwsFailure.class).isThrownBy(this.desk::look);
		assertThat(this.desk.autopsy().lack()).startsWith("The portal cannot read the logs at the moment.");
		this.portal.clock.advance(Duration.ofDays(2));
		assertThat(this.desk.look()).isEmpty();
		assertThat(this.desk.autopsy().over()).isTrue();
	}

	@Test
	void whatAutoScalingCouldNotStartIsPartOfIt() {
		launched();
		this.portal.aws.event(3, "WorkerGroup", "AWS::AutoScaling::AutoScalingGroup", "CREATE_FAILED", "x");
		this.portal.aws.stackEvent(9, "ROLLBACK_COMPLETE");
		this.desk.machines.activities.add(Activity.builder()
			.startTime(AutopsyDesk.BEGIN.plusSeconds(4))
			.description("Launching a new EC2 instance")
			.statusCode("Failed")
			.statusMessage("You have requested more vCPU capacity than your current vCPU limit of 5 allows.")
			.build());
		this.portal.check();
		this.desk.hear();
		this.desk.look();
		assertThat(this.desk.autopsy().lines()).singleElement()
			.returns(Autopsy.SCALING, Line::stream)
			.extracting(Line::text)
			.asString()
			.startsWith("Launching a new EC2 instance: Failed: You have requested more vCPU");
	}

	@Test
	void managersOfOlderBlueprintsAreUnderstood() {
		this.desk.machines.write("Manager-id/runner-fleet", AutopsyDesk.BEGIN.plusSeconds(5),
				"2027-01-15T08:00:05Z asking GitLab at https://gitlab.com/ to verify the runner token");
		this.desk.machines.write("Manager-id/runner-fleet", AutopsyDesk.BEGIN.plusSeconds(6),
				"ERROR: Verifying runner");
		this.desk.machines.write("Manager-id/runner-fleet", AutopsyDesk.BEGIN.plusSeconds(7),
				"2027-01-15T08:00:07Z GitLab answered 403: ");
		failedLaunch();
		this.desk.look();
		assertThat(this.desk.autopsy().reason()).isEqualTo("GitLab did not accept the token");
		assertThat(this.desk.autopsy().lines()).hasSize(3);
	}

	@Test
	void pagesWithNothingOnThemAreNotTheEnd() {
		this.desk.says(2, "create", "runner", "begun", "installing GitLab Runner");
		this.desk.machines.emptyPages = 2;
		failedLaunch();
		this.desk.look();
		assertThat(this.desk.autopsy().lines()).hasSize(1);
	}

	@Test
	void aChangeIsInForceOnceTheManagerSaysSo() {
		changed(INSTANCE);
		assertThat(this.desk.look()).contains(Duration.ofSeconds(15));
		assertThat(report()).isEqualTo(Verdict.AWAITED);
		this.desk.says(120, "update", "settle", "in-force", "an older one", ",\"hash\":\"a\",\"wanted\":\"b\"");
		assertThat(this.desk.look()).isPresent();
		this.desk.says(125, "update", "settle", "in-force", "the values are in force",
				",\"hash\":\"b\",\"wanted\":\"b\"");
		this.desk.look();
		assertThat(report()).isEqualTo(Verdict.IN_FORCE);
		this.desk.machines.calls.clear();
		this.desk.lookUntilItRests();
		assertThat(this.desk.machines.calls).as("the log has answered").containsOnly("DescribeScalingActivities");
		assertThat(this.desk.autopsy()).returns(Verdict.IN_FORCE, Autopsy::verdict)
			.returns(AutopsyDesk.BEGIN.plusSeconds(125), Autopsy::heardAt)
			.returns(true, Autopsy::over);
	}

	/** The stack's update has succeeded, and its manager is content. */
	@Test
	void workersThatDoNotStartAfterAChangeAreToldUntilOneDoes() {
		changed(INSTANCE);
		this.desk.says(125, "update", "settle", "in-force", "the values are in force");
		launching(130, "Failed", "There is no Spot capacity available");
		this.desk.look();
		assertThat(report()).isEqualTo(Verdict.NOT_SCALING);
		assertThat(this.desk.autopsy().reason()).isEqualTo("There is no Spot capacity available");
		this.portal.clock.advance(Duration.ofHours(1));
		launching(900, "Successful", null);
		this.desk.look();
		assertThat(this.desk.autopsy()).returns(Verdict.IN_FORCE, Autopsy::verdict)
			.returns(AutopsyDesk.BEGIN.plusSeconds(125), Autopsy::heardAt);
	}

	@Test
	void aChangeThatDidNotTakeSaysWhyAndIsWatchedUntilTheManagerGivesUp() {
		changed("AWS::SecretsManager::Secret");
		this.desk.says(120, "update", "verify", "begun", VERIFY);
		this.desk.says(121, "update", "verify", "failed", VERIFY, ",\"code\":403");
		this.desk.says(122, "update", "settle", "not-in-force", "the fleet runs on with the old values");
		this.desk.says(123, "update", "settle", "again", "trying again in 2 minutes");
		assertThat(this.desk.look()).contains(Duration.ofSeconds(15));
		assertThat(this.desk.autopsy()).returns(Verdict.NOT_IN_FORCE, Autopsy::verdict)
			.returns("GitLab did not accept the token", Autopsy::reason);
		assertThat(this.desk.autopsy().lines()).hasSize(4);
		this.desk.says(300, "update", "settle", "given-up", "not trying again");
		assertThat(this.desk.look()).isEmpty();
		assertThat(report()).isEqualTo(Verdict.NOT_IN_FORCE);
	}

	@Test
	void aManagerThatSaysNothingIsWaitedForALimitedTime() {
		changed(INSTANCE);
		this.desk.lookUntilItRests();
		assertThat(report()).isEqualTo(Verdict.UNHEARD);
		assertThat(this.desk.machines.calls).filteredOn("GetLogEvents"::equals).hasSizeBetween(20, 40);
	}

	@Test
	void aChangeThatLeavesTheManagerAloneHasNothingToWaitFor() {
		changed("AWS::EC2::SecurityGroup");
		this.desk.lookUntilItRests();
		assertThat(this.desk.autopsies.reports(List.of(this.portal.only().id()))).isEmpty();
		assertThat(this.desk.machines.calls).containsOnly("DescribeScalingActivities").hasSizeLessThan(20);
	}

	@Test
	void aFirstJobProvesTheFleet() {
		readyFleet("true");
		assertThat(this.desk.look()).contains(Duration.ofSeconds(15));
		assertThat(report()).isEqualTo(Verdict.AWAITED);
		this.desk.says(30, "create", "prove", "proven", "a job has run on a worker");
		assertThat(this.desk.look()).isEmpty();
		assertThat(report()).isEqualTo(Verdict.PROVEN);
	}

	@Test
	void itIsKeptWhenTheFirstWorkerWasUp() {
		readyFleet("true");
		for (int second : List.of(40, 25)) {
			this.desk.machines.activities.add(Activity.builder()
				.startTime(AutopsyDesk.BEGIN.plusSeconds(second - 15))
				.endTime(AutopsyDesk.BEGIN.plusSeconds(second))
				.description("Launching a new EC2 instance: i-" + second)
				.statusCode("Successful")
				.build());
		}
		this.desk.says(60, "create", "prove", "proven", "a job has run on a worker");
		this.desk.look();
		assertThat(this.desk.portal.jdbc.sql("select worker_at from autopsy").query(OffsetDateTime.class).single())
			.isEqualTo(AutopsyDesk.BEGIN.plusSeconds(25).atOffset(ZoneOffset.UTC));
		assertThat(this.desk.autopsy().lines()).isEmpty();
	}

	@Test
	void aWorkerThatCannotBeStartedIsToldWhileTheProofIsAwaited() {
		readyFleet("true");
		this.desk.machines.activities.add(Activity.builder()
			.startTime(AutopsyDesk.BEGIN.plusSeconds(20))
			.description("Launching a new EC2 instance")
			.statusCode("Failed")
			.statusMessage("Client.InternalError: Client error on launch")
			.build());
		this.desk.look();
		assertThat(report()).isEqualTo(Verdict.AWAITED);
		assertThat(this.desk.autopsy().lines()).extracting(Line::text)
			.containsExactly("Launching a new EC2 instance: Failed: Client.InternalError: Client error on launch");
	}

	@Test
	void aFirstJobThatCouldNotRunBringsTheWorkersLastWords() {
		readyFleet("true");
		this.desk.says(30, "create", "prove", "unproven", "no worker came up within 10 minutes");
		this.desk.machines.write("Manager-id/gitlab-runner", AutopsyDesk.BEGIN.plusSeconds(29), "dial tcp: refused");
		assertThat(this.desk.look()).isEmpty();
		assertThat(this.desk.autopsy()).returns("no worker came up within 10 minutes", Autopsy::reason);
		assertThat(this.desk.autopsy().lines()).extracting(Line::text).contains("dial tcp: refused");
	}

	@Test
	void whoAsksForNoProofWaitsForNone() {
		readyFleet("false");
		launching(12, "InProgress", null);
		launching(11, "Successful", null);
		this.desk.lookUntilItRests();
		assertThat(this.desk.autopsies.reports(List.of(this.portal.only().id()))).isEmpty();
		assertThat(this.desk.machines.calls).containsOnly("DescribeScalingActivities").hasSizeLessThan(20);
	}

	@ParameterizedTest
	@CsvSource({ "Failed,We currently do not have sufficient m6i.large capacity",
			"Cancelled,Instance became unhealthy. Termination Reason: Client.InternalError: Client error on launch" })
	void withoutAProofTheGroupSaysByItselfThatNoWorkerStarts(String status, String words) {
		readyFleet("false");
		launching(11, "Successful", null);
		launching(12, status, words);
		launching(13, "InProgress", null);
		assertThat(this.desk.look()).isPresent();
		assertThat(report()).isEqualTo(Verdict.NOT_SCALING);
		assertThat(this.desk.autopsy().reason()).isEqualTo(words);
		assertThat(this.desk.autopsy().lines()).hasSize(3).allMatch((line) -> line.stream().equals(Autopsy.SCALING));
		this.desk.lookUntilItRests();
		assertThat(this.desk.autopsy()).as("still so after a day").returns(true, Autopsy::over);
		assertThat(report()).isEqualTo(Verdict.NOT_SCALING);
	}

	@Test
	void whereTheRunnerKnowsNoProofTheGroupIsAskedInstead() {
		readyFleet("true");
		this.desk.says(30, "create", "prove", "unknown", "this runner knows no such proof");
		this.desk.look();
		assertThat(report()).isEqualTo(Verdict.UNKNOWN);
		launching(40, "Failed", "Invalid IAM Instance Profile name");
		this.desk.look();
		assertThat(report()).isEqualTo(Verdict.NOT_SCALING);
	}

	@Test
	void aFleetWithoutAGroupHasNothingToAsk() {
		this.portal.launch("blue");
		this.portal.aws.event(1, "Manager", INSTANCE, "CREATE_COMPLETE", null);
		this.portal.aws.stackEvent(9, "CREATE_COMPLETE");
		this.portal.check();
		this.desk.hear();
		assertThat(this.desk.look()).isEmpty();
		assertThat(this.desk.autopsy().over()).isTrue();
		assertThat(this.desk.machines.calls).isEmpty();
	}

	/** An end of a worker says nothing of whether another could start. */
	@Test
	void onlyLaunchesCount() {
		readyFleet("false");
		this.desk.machines.activities.add(activity(12, "Terminating EC2 instance: i-1", "Failed", "no"));
		this.desk.look();
		assertThat(report()).isEqualTo(Verdict.AWAITED);
	}

	private void launching(int second, String status, @Nullable String words) {
		this.desk.machines.activities.add(activity(second, "Launching a new EC2 instance: i-1", status, words));
	}

	private static Activity activity(int second, String what, String status, @Nullable String words) {
		return Activity.builder()
			.startTime(AutopsyDesk.BEGIN.plusSeconds(second))
			.description(what)
			.statusCode(status)
			.statusMessage(words)
			.build();
	}

	private Verdict report() {
		return this.desk.autopsies.reports(List.of(this.portal.only().id())).get(this.portal.only().id()).verdict();
	}

	private void launched() {
		this.portal.launch("blue");
		this.portal.aws.event(1, "WorkerGroup", "AWS::AutoScaling::AutoScalingGroup", "CREATE_COMPLETE", null);
		this.portal.aws.event(1, "Manager", INSTANCE, "CREATE_IN_PROGRESS", null);
		this.portal.check();
	}

	private void failedLaunch() {
		launched();
		this.portal.aws.event(8, "Manager", INSTANCE, "CREATE_FAILED", "Received FAILURE signal with UniqueId i-1");
		this.portal.aws.stackEvent(9, "ROLLBACK_COMPLETE");
		this.portal.check();
		this.desk.hear();
	}

	private void readyFleet(String proving) {
		launched();
		this.portal.aws.parameters
			.add(Parameter.builder().parameterKey("ProveWithJob").parameterValue(proving).build());
		this.portal.aws.stackEvent(9, "CREATE_COMPLETE");
		this.portal.check();
		this.desk.hear();
	}

	/** Somebody's change, of which only the events tell what it did. */
	private void changed(String type) {
		readyFleet("false");
		Operation operation = changing(Operation.Kind.OUTSIDE);
		this.portal.aws.event(110, "Manager", type, "UPDATE_COMPLETE", null);
		this.portal.aws.stackEvent(111, "UPDATE_COMPLETE");
		this.portal.check(operation.id());
		this.desk.hear();
	}

	private Operation changing(Operation.Kind kind) {
		this.portal.jdbc.sql("delete from operation").update();
		Operation operation = this.portal.planned(this.portal.only().id(), kind, "ada");
		this.portal.jdbc.sql("update operation set state = 'RUNNING'").update();
		return operation;
	}

}
