package dev.runnerfleet.autopsy;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.autopsy.Autopsy.Line;
import dev.runnerfleet.autopsy.Autopsy.Verdict;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.manager.ManagerDesk;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.StackFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.autoscaling.model.Activity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is asked where the manager lives in a group, of which CloudFormation tells little.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class GroupedWitnessesTest {

	private static final String GROUP = "AWS::AutoScaling::AutoScalingGroup";

	private static final String OLD = "i-0000000000000001a";

	private static final String NEW = "i-0000000000000002b";

	private static final String ONE_FAILED = "Received 1 FAILURE signal(s) out of 1.  Unable to satisfy 100% "
			+ "MinSuccessfulInstancesPercent requirement";

	private final AutopsyDesk desk;

	private final StackFixture portal;

	GroupedWitnessesTest(TestDatabase database) {
		this.desk = new AutopsyDesk(database);
		this.portal = this.desk.portal;
	}

	@Test
	void aManagerThatBootsIsFoundInItsGroupWhileSomebodyLooks() {
		launching();
		this.desk.hear();
		writes(NEW, 3, "begun", "installing GitLab Runner");
		this.desk.look();
		assertThat(this.desk.machines.calls).as("nobody looks").isEmpty();
		watched();
		this.desk.look();
		assertThat(this.desk.machines.calls).as("nothing in it yet").containsExactly("DescribeAutoScalingGroups");
		this.desk.machines.managers.add(NEW);
		this.desk.look();
		assertThat(this.desk.autopsy().now()).isEqualTo("The manager is installing GitLab Runner");
		this.desk.machines.calls.clear();
		this.desk.look();
		assertThat(this.desk.machines.calls).as("it is known now").containsExactly("GetLogEvents");
	}

	@Test
	void theManagerThatSignalledFailureIsAskedWhy() {
		launching();
		writes(NEW, 4, "begun", "asking GitLab");
		writes(NEW, 5, "failed", "asking GitLab");
		event(8, "CREATE_IN_PROGRESS", "Received FAILURE signal with UniqueId " + NEW);
		event(8, "CREATE_FAILED", ONE_FAILED);
		this.portal.aws.stackEvent(9, "ROLLBACK_COMPLETE");
		this.portal.check();
		this.desk.hear();
		this.desk.look();
		assertThat(this.desk.autopsy()).returns(Verdict.FOUND, Autopsy::verdict).returns("step", Autopsy::step);
		assertThat(this.desk.machines.calls).contains("GetLogEvents").doesNotContain("FilterLogEvents");
	}

	@Test
	void whatNoMachineCouldBeStartedForIsToldByTheGroup() {
		launching();
		this.desk.machines.activities.add(activity("Failed", "We currently do not have sufficient t3.small capacity"));
		event(8, "CREATE_FAILED", "Failed to receive 1 resource signal(s) within the specified duration");
		this.portal.aws.stackEvent(9, "ROLLBACK_COMPLETE");
		this.portal.check();
		this.desk.hear();
		this.desk.look();
		assertThat(this.desk.autopsy().verdict()).isEqualTo(Verdict.FOUND);
		assertThat(this.desk.autopsy().lines()).extracting(Line::text)
			.isNotEmpty()
			.allMatch((line) -> line.contains("sufficient t3.small capacity"));
	}

	@Test
	void aMachineThatNeverSaidAnythingIsSilent() {
		launching();
		this.desk.machines.activities.add(activity("Successful", ""));
		event(8, "CREATE_FAILED", "Failed to receive 1 resource signal(s) within the specified duration");
		this.portal.aws.stackEvent(9, "ROLLBACK_COMPLETE");
		this.portal.check();
		this.desk.hear();
		this.desk.lookUntilItRests();
		assertThat(this.desk.autopsy().verdict()).isEqualTo(Verdict.SILENT);
	}

	@Test
	void theOldManagerIsNotAskedWhyTheNewOneFailed() {
		ready();
		remembered(OLD);
		this.portal.jdbc.sql("update manager_machine set seen_at = ?")
			.param(OffsetDateTime.ofInstant(AutopsyDesk.BEGIN.plusSeconds(9), ZoneOffset.UTC))
			.update();
		Operation operation = changing(Operation.Kind.UPDATE);
		event(110, "UPDATE_IN_PROGRESS", "Rolling update initiated.");
		writes(OLD, 120, "failed", "something of its own");
		writes(NEW, 121, "begun", "asking GitLab");
		writes(NEW, 122, "failed", "asking GitLab");
		event(700, "UPDATE_FAILED", "Failed to receive 1 resource signal(s) within the specified duration");
		this.portal.aws.stackEvent(721, "UPDATE_ROLLBACK_COMPLETE");
		this.portal.check(operation.id());
		this.desk.hear();
		this.desk.look();
		assertThat(this.desk.autopsy().lines()).extracting(Line::text)
			.isNotEmpty()
			.noneMatch((line) -> line.contains("of its own"));
		assertThat(this.desk.autopsy().words()).isEqualTo("asking GitLab");
	}

	@Test
	void aChangeIsWaitedForWhoeverOfTheTwoTakesItOn() {
		ready();
		remembered(OLD, NEW);
		Operation operation = changing(Operation.Kind.OUTSIDE);
		event(110, "UPDATE_COMPLETE", null);
		this.portal.aws.stackEvent(111, "UPDATE_COMPLETE");
		this.portal.check(operation.id());
		this.desk.hear();
		this.desk.look();
		assertThat(this.desk.autopsy().verdict()).isEqualTo(Verdict.AWAITED);
		this.desk.machines.write(NEW + "/runner-fleet", AutopsyDesk.BEGIN.plusSeconds(130), """
				{"v":1,"at":"%s","run":"create","outcome":"in-force","words":"in force"}"""
			.formatted(AutopsyDesk.BEGIN.plusSeconds(130)));
		this.desk.look();
		assertThat(this.desk.autopsy().verdict()).isEqualTo(Verdict.IN_FORCE);
	}

	private void launching() {
		this.portal.launch("blue");
		this.portal.aws.event(1, "WorkerGroup", GROUP, "CREATE_COMPLETE", null);
		event(2, "CREATE_IN_PROGRESS", "Resource creation Initiated");
		this.portal.check();
	}

	private void ready() {
		launching();
		event(8, "CREATE_COMPLETE", null);
		this.portal.aws.stackEvent(9, "CREATE_COMPLETE");
		this.portal.check();
		this.desk.hear();
	}

	private void event(int second, String status, String reason) {
		this.portal.aws.event(second, "ManagerGroup", GROUP, status, reason);
	}

	private Operation changing(Operation.Kind kind) {
		this.portal.jdbc.sql("delete from operation").update();
		Operation operation = this.portal.planned(this.portal.only().id(), kind, "ada");
		this.portal.jdbc.sql("update operation set state = 'RUNNING'").update();
		return operation;
	}

	private void remembered(String... instances) {
		this.desk.machines.managers.addAll(List.of(instances));
		ManagerDesk.groups(this.desk.machines, this.portal.jdbc, this.portal.clock)
			.look(this.portal.only().place(), Map.of(this.portal.only().id(), "ManagerGroup-id"));
	}

	private void writes(String instance, int second, String outcome, String words) {
		Instant at = AutopsyDesk.BEGIN.plusSeconds(second);
		this.desk.machines.write(instance + "/runner-fleet", at,
				"{\"v\":1,\"at\":\"%s\",\"run\":\"create\",\"step\":\"step\",\"outcome\":\"%s\",\"words\":\"%s\"}"
					.formatted(at, outcome, words));
	}

	private void watched() {
		this.portal.jdbc.sql("update operation set watched_until = ?")
			.param(OffsetDateTime.ofInstant(this.portal.clock.instant().plus(Duration.ofSeconds(30)), ZoneOffset.UTC))
			.update();
	}

	private static Activity activity(String status, String words) {
		return Activity.builder()
			.startTime(AutopsyDesk.BEGIN.plusSeconds(5))
			.endTime(AutopsyDesk.BEGIN.plusSeconds(6))
			.description("Launching a new EC2 instance")
			.statusCode(status)
			.statusMessage(words)
			.build();
	}

}
