package dev.runnerfleet.pulse;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;

import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.manager.ManagerDesk;
import dev.runnerfleet.manager.Managers.Crew;
import dev.runnerfleet.pulse.Health.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Fleets whose manager lives in a group of one, beside those that have an instance. */
class GroupedManagersTest {

	private static final String OLD = "i-0000000000000001a";

	private static final String NEW = "i-0000000000000002b";

	private static final String FINE = "\"gitlab\":{\"status\":204},\"jobs\":{\"running\":1,\"limit\":2}";

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private PulseDesk desk = new PulseDesk(TestDatabase.H2);

	@ParameterizedTest
	@EnumSource(TestDatabase.class)
	void bothKindsOfFleetsAreHeard(TestDatabase database) {
		this.desk = new PulseDesk(database);
		UUID old = this.desk.fleet("old", Lines.MANAGER);
		UUID grouped = this.desk.grouped("blue", OLD);
		this.desk.pass(MINUTE.multipliedBy(3), () -> {
			reports("old", Lines.MANAGER);
			reports("blue", OLD);
		});
		assertThat(this.desk.health(old).kind()).isEqualTo(Kind.WORKING);
		assertThat(this.desk.health(grouped).kind()).isEqualTo(Kind.WORKING);
		assertThat(crew(old)).isEqualTo(new Crew(Lines.MANAGER, null, null, true, false));
		assertThat(crew(grouped)).isEqualTo(new Crew(OLD, null, "blue-manager", true, false));
		assertThat(this.desk.pulses.of(grouped).orElseThrow().group()).isEqualTo(new Pulses.Group(1, 5, 1));
	}

	@Test
	void aThousandManagersCostNoCallEach() {
		for (int number = 0; number < 200; number++) {
			this.desk.grouped("fleet-" + number, "i-%017x".formatted(number + 1));
		}
		this.desk.pass(MINUTE.multipliedBy(2), () -> {
		});
		this.desk.aws.calls.clear();
		this.desk.pass(MINUTE.multipliedBy(10), () -> {
		});
		assertThat(this.desk.aws.called("DescribeAutoScalingGroups")).isBetween(76L, 88L);
	}

	@Test
	void theOldManagerIsHeardWhileItFinishesItsJobsAndTheNewOneOnceItWorks() {
		UUID blue = this.desk.grouped("blue", OLD);
		live(OLD, 3);
		this.desk.status(blue, "UPDATE_IN_PROGRESS");
		this.desk.managers("blue", NEW + " Pending", OLD);
		live(OLD, 1);
		assertThat(crew(blue)).isEqualTo(new Crew(OLD, NEW, "blue-manager", true, false));
		assertThat(crew(blue).words()).isEqualTo("The old manager works on; a new one gets ready.");
		this.desk.managers("blue", NEW, OLD + " Terminating:Wait");
		this.desk.pass(MINUTE.multipliedBy(20), () -> reports("blue", OLD,
				"\"since\":\"2020-01-01T00:00:00Z\",\"gitlab\":{\"status\":204,\"at\":\"2020-01-01T00:00:00Z\"},"
						+ "\"jobs\":{\"running\":1,\"limit\":2}"));
		assertThat(crew(blue).words()).isEqualTo("The old manager finishes its jobs; the new one waits.");
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.WORKING);
		assertThat(speaker(blue)).isEqualTo(OLD);
		this.desk.aws.refusals = (call) -> call.startsWith("DescribeAuto")
				? FakeFleets.error("Throttling", "Rate exceeded") : null;
		this.desk.pass(MINUTE.multipliedBy(3), () -> reports("blue", NEW));
		assertThat(speaker(blue)).isEqualTo(NEW);
		this.desk.aws.refusals = (call) -> null;
		this.desk.managers("blue", NEW);
		live(NEW, 1);
		assertThat(crew(blue)).isEqualTo(new Crew(NEW, null, "blue-manager", true, false));
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.WORKING);
	}

	@Test
	void aManagerThatDiedIsFollowedByTheOneThatTakesItsPlace() {
		UUID blue = this.desk.grouped("blue", OLD);
		live(OLD, 3);
		this.desk.managers("blue", OLD + " Terminating:Wait Unhealthy");
		this.desk.pass(MINUTE.multipliedBy(3), () -> {
		});
		assertThat(this.desk.health(blue)).extracting(Health::kind, Health::words)
			.containsExactly(Kind.MANAGER_GONE, "The manager is gone");
		assertThat(crew(blue).working()).isEqualTo(OLD);
		this.desk.managers("blue", OLD + " Terminating:Wait Unhealthy", NEW);
		live(NEW, 3);
		assertThat(crew(blue)).isEqualTo(new Crew(NEW, null, "blue-manager", true, false));
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.WORKING);
	}

	@Test
	void aGroupThatHasNoMachineHasLostItsManagerThoughNobodyEverHeardOfIt() {
		UUID blue = this.desk.grouped("blue");
		this.desk.pass(MINUTE, () -> {
		});
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.UNKNOWN);
		for (int minutes = 4; minutes < 8; minutes++) {
			this.desk.pass(MINUTE.multipliedBy((minutes == 4) ? 4 : 1), () -> {
			});
			assertThat(this.desk.health(blue)).extracting(Health::kind, Health::words)
				.containsExactly(Kind.MANAGER_GONE, "The manager is gone");
		}
		this.desk.managers("blue", NEW);
		live(NEW, 3);
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.WORKING);
	}

	@Test
	void aGroupThatMayNotBeReadSaysNothingOfItsManager() {
		this.desk.aws.refusals = (call) -> call.startsWith("DescribeAuto")
				? FakeFleets.error("AccessDenied", "You are not authorized") : null;
		UUID blue = this.desk.grouped("blue");
		this.desk.pass(MINUTE.multipliedBy(8), () -> {
		});
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.UNKNOWN);
	}

	@Test
	void anInstanceOfTheStackWorksUntilTheGroupThatReplacesItDoes() {
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		live(Lines.MANAGER, 3);
		this.desk.status(blue, "UPDATE_IN_PROGRESS");
		this.desk.resource(blue, "ManagerGroup", "AWS::AutoScaling::AutoScalingGroup", "blue-manager");
		this.desk.managers("blue", NEW);
		live(Lines.MANAGER, 1);
		assertThat(crew(blue)).isEqualTo(new Crew(Lines.MANAGER, NEW, "blue-manager", true, false));
		live(NEW, 4);
		assertThat(speaker(blue)).isEqualTo(NEW);
		this.desk.jdbc.sql("update stack_resource set status = 'DELETE_COMPLETE' where logical_id = 'Manager'")
			.update();
		this.desk.status(blue, "UPDATE_COMPLETE");
		live(NEW, 1);
		assertThat(crew(blue)).isEqualTo(new Crew(NEW, null, "blue-manager", true, false));
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.WORKING);
	}

	@Test
	void aGroupThatARollbackTookAwayHasNobodyThatWaits() {
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		this.desk.status(blue, "UPDATE_IN_PROGRESS");
		this.desk.resource(blue, "ManagerGroup", "AWS::AutoScaling::AutoScalingGroup", "blue-manager");
		this.desk.managers("blue", NEW);
		live(Lines.MANAGER, 1);
		this.desk.aws.groups.remove("blue-manager");
		this.desk.jdbc.sql("update stack_resource set status = 'DELETE_COMPLETE' where logical_id = 'ManagerGroup'")
			.update();
		this.desk.status(blue, "UPDATE_ROLLBACK_COMPLETE");
		live(Lines.MANAGER, 2);
		assertThat(crew(blue)).isEqualTo(new Crew(Lines.MANAGER, null, null, true, false));
		this.desk.aws.calls.clear();
		live(Lines.MANAGER, 10);
		assertThat(this.desk.aws.called("DescribeAutoScalingGroups")).isEqualTo(10);
	}

	private void live(String manager, int minutes) {
		this.desk.pass(MINUTE.multipliedBy(minutes), () -> reports("blue", manager));
	}

	private void reports(String name, String manager) {
		reports(name, manager, FINE);
	}

	private void reports(String name, String manager, String parts) {
		if (this.desk.clock.instant().getEpochSecond() % 30 == 0) {
			this.desk.reports(name, manager, parts);
		}
	}

	private Crew crew(UUID id) {
		return ManagerDesk.managers(this.desk.jdbc).of(id);
	}

	private String speaker(UUID id) {
		return Objects.requireNonNull(this.desk.pulses.of(id).orElseThrow().pulse()).manager();
	}

}
