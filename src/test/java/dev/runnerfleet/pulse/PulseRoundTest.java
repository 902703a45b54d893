package dev.runnerfleet.pulse;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.pulse.Health.Kind;
import dev.runnerfleet.stack.Stack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

import static org.assertj.core.api.Assertions.assertThat;

/** What is known of fleets while time passes, against machines that fail in every way. */
class PulseRoundTest {

	private static final String FINE = "\"gitlab\":{\"status\":204},\"jobs\":{\"running\":1,\"limit\":2}";

	private static final Duration MINUTES = Duration.ofMinutes(5);

	private PulseDesk desk;

	@BeforeEach
	void portal() {
		this.desk = new PulseDesk(TestDatabase.H2);
	}

	@ParameterizedTest
	@EnumSource(TestDatabase.class)
	void aFleetIsHeardAndItsHistoryKept(TestDatabase database) {
		this.desk = new PulseDesk(database);
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		Instant begun = this.desk.clock.instant();
		this.desk.pass(Duration.ofMinutes(15), () -> {
			long age = Duration.between(begun, this.desk.clock.instant()).toSeconds();
			if (age % 30 == 0) {
				this.desk.reports("blue", """
						"since":"2027-01-15T07:00:00Z","jobs":{"running":%d,"limit":4,"finished":%d,"failed":%d},
						"queue":{"median":5,"longest":9},"workers":{"ready":1,"busy":1,"max":4},
						"types":{"m6i.large/spot":2},"seconds":{"m6i.large/spot":%d}""".replace("\n", "")
					.formatted(age / 30 % 3, age / 30, age / 300, 100 + 2 * age));
			}
		});
		Pulses.Reading reading = this.desk.pulses.of(blue).orElseThrow();
		assertThat(reading.pulse()).isNotNull();
		assertThat(reading.heardAt()).isAfter(this.desk.clock.instant().minus(Duration.ofMinutes(3)));
		assertThat(reading.health().kind()).isIn(Kind.WORKING, Kind.IDLE);
		assertThat(reading.group()).isEqualTo(new Pulses.Group(1, 5, 1));
		assertThat(reading.trouble()).isNull();
		List<Pulses.Point> points = this.desk.pulses.history(blue, Duration.ofHours(1));
		assertThat(points).hasSize(3).extracting(Pulses.Point::limit).containsOnly(4);
		assertThat(points).extracting(Pulses.Point::types).containsOnly(Map.of("m6i.large/spot", 2L));
		assertThat(points.stream().mapToInt(Pulses.Point::finished).sum()).isBetween(20, 30);
		Pulses.WorkerTime time = this.desk.pulses.workerTime(blue, YearMonth.from(begun.atOffset(ZoneOffset.UTC)))
			.orElseThrow();
		assertThat(time.seconds().get("m6i.large/spot")).isBetween(2 * 600L, 2 * 900L);
		assertThat(this.desk.pulses.workerTime(blue, YearMonth.of(2026, 1))).isEmpty();
		this.desk.history.tidy(this.desk.clock.instant().plusSeconds(3600), () -> false);
		assertThat(this.desk.pulses.history(blue, Duration.ofHours(1))).isEmpty();
	}

	@Test
	void aFleetIsReadInTwoMinutesAndInHalfOneWhileSomebodyLooks() {
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		this.desk.live(Duration.ofMinutes(2), "blue", FINE);
		this.desk.aws.calls.clear();
		this.desk.live(Duration.ofMinutes(60), "blue", FINE);
		assertThat(this.desk.aws.called("GetLogEvents")).isEqualTo(30);
		assertThat(this.desk.aws.called("DescribeAutoScalingGroups")).isBetween(59L, 61L);
		assertThat(this.desk.aws.calls).hasSizeLessThan((int) (0.03 * 3600));
		this.desk.aws.calls.clear();
		this.desk.pass(Duration.ofMinutes(60), () -> {
			if (this.desk.clock.instant().getEpochSecond() % 30 == 0) {
				this.desk.reports("blue", FINE);
			}
			this.desk.watched(blue);
		});
		assertThat(this.desk.aws.called("GetLogEvents")).isBetween(116L, 121L);
		assertThat(this.desk.aws.calls).hasSizeLessThan((int) (0.1 * 3600));
	}

	@ParameterizedTest
	@CsvSource({ "stopped, OK, The manager is stopped", "shutting-down, OK, The manager is gone",
			"running, IMPAIRED, The manager does not answer EC2", ", , The manager is gone" })
	void aManagerThatDiesIsNotShownAsAliveForLong(String state, SummaryStatus status, String words) {
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		this.desk.live(MINUTES, "blue", FINE);
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.WORKING);
		assertThat(this.desk.aws.called("DescribeInstanceStatus")).isZero();
		if (state != null) {
			this.desk.aws.machine(Lines.MANAGER, state, status);
		}
		this.desk.pass(Duration.ofMinutes(3), () -> {
		});
		assertThat(this.desk.health(blue)).extracting(Health::kind, Health::words)
			.containsExactly(Kind.MANAGER_GONE, words);
		assertThat(changes()).containsExactly("UNKNOWN WORKING", "WORKING MANAGER_GONE");
		this.desk.live(MINUTES, "blue", FINE);
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.WORKING);
	}

	@ParameterizedTest
	@CsvSource({ "0", "1", "17", "29", "47", "61", "83", "101", "119" })
	void wheneverItDies(int second) {
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		this.desk.live(MINUTES.plusSeconds(second), "blue", FINE);
		this.desk.aws.machine(Lines.MANAGER, "running", SummaryStatus.OK);
		while (this.desk.health(blue).kind() != Kind.SILENT) {
			this.desk.pass(Duration.ofSeconds(1), () -> {
			});
		}
		Instant reported = Objects.requireNonNull(this.desk.pulses.of(blue).orElseThrow().heardAt());
		assertThat(Duration.between(reported, this.desk.clock.instant())).isBetween(Lines.PROPERTIES.silentAfter(),
				Lines.PROPERTIES.unheardAfter().plusSeconds(5));
		assertThat(this.desk.health(blue).advice()).contains("running");
	}

	@Test
	void aChangeMayStopTheManagerAndReplaceIt() {
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		this.desk.live(MINUTES, "blue", FINE);
		this.desk.status(blue, "UPDATE_IN_PROGRESS");
		this.desk.pass(MINUTES, () -> {
		});
		assertThat(this.desk.health(blue).words()).startsWith("Being changed: no report since");
		this.desk.replaced(blue, "i-0fedcba9876543210");
		this.desk.status(blue, "UPDATE_COMPLETE");
		this.desk.pass(Duration.ofMinutes(1),
				() -> this.desk.aws.machine("i-0fedcba9876543210", "running", SummaryStatus.INITIALIZING));
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.UNKNOWN);
		this.desk.pass(MINUTES, () -> {
			if (this.desk.clock.instant().getEpochSecond() % 30 == 0) {
				this.desk.reports("blue", "i-0fedcba9876543210", FINE);
			}
		});
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.WORKING);
		assertThat(this.desk.aws.called("DescribeInstanceStatus")).isLessThan(3);
	}

	@Test
	void linesOfOthersAndThatAreNoneAreLeftOut() {
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		this.desk.pass(MINUTES, () -> {
			if (this.desk.clock.instant().getEpochSecond() % 30 == 0) {
				this.desk.reports("blue", FINE);
				Instant now = this.desk.clock.instant().plusMillis(1);
				this.desk.aws.write("blue", Lines.MANAGER + "/pulse", now, now, "{\"v\":1,\"at\":");
				this.desk.aws.write("blue", Lines.MANAGER + "/pulse", now, now,
						Lines.line(now, "i-0aaaaaaaaaaaaaaaa", "\"jobs\":{\"running\":9,\"limit\":9}"));
			}
		});
		assertThat(this.desk.health(blue).words()).isEqualTo("Working: 1 job");
	}

	@ParameterizedTest
	@CsvSource({ "PT3H", "PT-3H", "PT90S", "PT-90S" })
	void theManagersClockMayBeWrong(Duration ahead) {
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		this.desk.pass(Duration.ofMinutes(10), () -> {
			Instant now = this.desk.clock.instant();
			if (now.getEpochSecond() % 30 == 0) {
				this.desk.aws.write("blue", Lines.MANAGER + "/pulse", now.plus(ahead), now,
						Lines.line(now.plus(ahead), FINE));
			}
		});
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.WORKING);
		assertThat(this.desk.aws.called("DescribeInstanceStatus")).isZero();
		this.desk.pass(Duration.ofMinutes(3), () -> this.desk.aws.machine(Lines.MANAGER, "stopped", SummaryStatus.OK));
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.MANAGER_GONE);
	}

	@Test
	void aClockThatIsSetRightHidesNothing() {
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		Instant now = this.desk.clock.instant();
		this.desk.aws.write("blue", Lines.MANAGER + "/pulse", now.plus(Duration.ofHours(3)), now,
				Lines.line(now.plus(Duration.ofHours(3)), "\"jobs\":{\"running\":2,\"limit\":2}"));
		this.desk.live(Duration.ofMinutes(5), "blue", FINE);
		for (int minute = 0; minute < 10; minute++) {
			assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.WORKING);
			this.desk.live(Duration.ofMinutes(1), "blue", FINE);
		}
	}

	@Test
	void whatAMuteManagerWroteBeforeIsNoNewsWhereItsClockWasAhead() {
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		Duration ahead = Duration.ofMinutes(10);
		this.desk.pass(Duration.ofMinutes(20), () -> {
			Instant now = this.desk.clock.instant();
			if (now.getEpochSecond() % 30 == 0) {
				this.desk.aws.write("blue", Lines.MANAGER + "/pulse", now.plus(ahead), now,
						Lines.line(now.plus(ahead), FINE));
			}
		});
		this.desk.aws.machine(Lines.MANAGER, "running", SummaryStatus.OK);
		this.desk.pass(Duration.ofMinutes(3), () -> {
		});
		for (int minute = 0; minute < 10; minute++) {
			assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.SILENT);
			this.desk.pass(Duration.ofMinutes(1), () -> {
			});
		}
	}

	@Test
	void aMissingLogGroupIsToldOfAndAMissingStreamIsNot() {
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		UUID green = this.desk.fleet("green", "i-0fedcba9876543210");
		this.desk.aws.machine(Lines.MANAGER, "running", SummaryStatus.OK);
		this.desk.aws.machine("i-0fedcba9876543210", "running", SummaryStatus.OK);
		this.desk.aws.goneGroups.add("/runner-fleet/blue");
		this.desk.pass(MINUTES, () -> {
		});
		assertThat(this.desk.health(blue).words()).isEqualTo("Its report cannot be read");
		assertThat(this.desk.health(blue).advice()).contains("/runner-fleet/blue is not there");
		assertThat(this.desk.health(green).words()).isEqualTo("No report yet");
	}

	@Test
	void whichPermissionIsMissingIsSaid() {
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		this.desk.live(MINUTES, "blue", FINE);
		this.desk.aws.refuse("AccessDeniedException", "User is not authorized to perform: logs:GetLogEvents");
		this.desk.live(MINUTES, "blue", FINE);
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.SILENT);
		assertThat(this.desk.health(blue).advice()).contains("logs:GetLogEvents");
		this.desk.aws.refusals = (call) -> null;
		this.desk.live(MINUTES, "blue", FINE);
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.WORKING);
	}

	@Test
	void whereAwsAsksToSlowDownLessIsAsked() {
		for (int number = 0; number < 100; number++) {
			this.desk.fleet("fleet-" + number, "i-%017x".formatted(number));
		}
		this.desk.aws.refuse("ThrottlingException", "Rate exceeded");
		this.desk.pass(Duration.ofMinutes(2), () -> {
		});
		this.desk.aws.calls.clear();
		this.desk.pass(Duration.ofMinutes(1), () -> {
		});
		assertThat(this.desk.aws.called("GetLogEvents")).isBetween(1L, 60L);
	}

	@Test
	void aRegionThatDoesNotAnswerStopsNoOtherAndIsNotShownAsAlive() {
		Place dead = Place.in("eu-west-1");
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		UUID gone = this.desk.fleet(dead, "gone", "i-0fedcba9876543210");
		Runnable reports = () -> {
			if (this.desk.clock.instant().getEpochSecond() % 30 == 0) {
				this.desk.reports("blue", FINE);
				this.desk.reports("gone", "i-0fedcba9876543210", FINE);
			}
		};
		this.desk.pass(MINUTES, reports, PulseDesk.PLACE, dead);
		assertThat(this.desk.health(gone).kind()).isEqualTo(Kind.WORKING);
		this.desk.aws.refusals = (call) -> call.endsWith("eu-west-1") ? FakeFleets.silence() : null;
		this.desk.aws.calls.clear();
		this.desk.pass(Duration.ofMinutes(4), reports, PulseDesk.PLACE, dead);
		assertThat(this.desk.health(gone).kind()).isEqualTo(Kind.SILENT);
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.WORKING);
	}

	@Test
	void nobodyComingToReadIsNoticed() {
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		this.desk.live(MINUTES, "blue", FINE);
		this.desk.clock.advance(Duration.ofSeconds(160));
		this.desk.sweep();
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.SILENT);
		assertThat(this.desk.health(blue).advice()).contains("eu-central-1");
	}

	@Test
	void whatWasSaidWhileALogWasReadIsNotTakenBackWithoutAWord() {
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		this.desk.live(MINUTES, "blue", FINE);
		this.desk.clock.advance(Duration.ofSeconds(180));
		this.desk.reports("blue", FINE);
		this.desk.aws.refusals = (call) -> {
			if (call.startsWith("GetLogEvents")) {
				this.desk.sweep();
			}
			return null;
		};
		this.desk.round.look(PulseDesk.PLACE);
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.SILENT);
		this.desk.aws.refusals = (call) -> null;
		this.desk.portal.announced.clear();
		this.desk.round.look(PulseDesk.PLACE);
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.WORKING);
		assertThat(this.desk.portal.announced).contains(new Stack.Changed(blue));
		assertThat(changes()).endsWith("WORKING SILENT", "SILENT WORKING");
	}

	@Test
	void whatAGroupCannotStartIsAskedOnlyWhereItLacksSome() {
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		this.desk.live(MINUTES, "blue", FINE);
		assertThat(this.desk.aws.called("DescribeScalingActivities")).isZero();
		this.desk.aws.group("blue-group", 3, 5, 1);
		this.desk.aws.activities.add(Activity.builder()
			.startTime(this.desk.clock.instant())
			.statusCode("Failed")
			.statusMessage("You have requested more vCPU capacity than your current vCPU limit of 32 allows.")
			.build());
		this.desk.live(Duration.ofMinutes(10), "blue", FINE);
		assertThat(this.desk.health(blue).words()).isEqualTo("Cannot start workers: vCPU limit reached");
		assertThat(this.desk.health(blue).advice()).contains("vCPU limit of 32");
		this.desk.aws.group("blue-group", 3, 5, 3);
		this.desk.live(MINUTES, "blue", FINE);
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.WORKING);
	}

	@Test
	void whatIsLaunchedOrRemovedHasNoPulse() {
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		this.desk.status(blue, "CREATE_IN_PROGRESS");
		this.desk.pass(Duration.ofMinutes(1), () -> {
		});
		assertThat(this.desk.pulses.of(blue)).isEmpty();
		this.desk.status(blue, "CREATE_COMPLETE");
		this.desk.live(MINUTES, "blue", FINE);
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.WORKING);
		this.desk.status(blue, "DELETE_IN_PROGRESS");
		assertThat(this.desk.pulses.of(blue)).isEmpty();
		this.desk.pass(Duration.ofSeconds(20), () -> {
		});
		assertThat(this.desk.jdbc.sql("select count(*) from pulse").query(Integer.class).single()).isZero();
		this.desk.clock.advance(Duration.ofSeconds(11));
		assertThat(this.desk.round.look(PulseDesk.PLACE)).isEmpty();
	}

	@Test
	void pagesThatAreOpenAreTold() {
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		this.desk.live(MINUTES, "blue", FINE);
		this.desk.portal.announced.clear();
		this.desk.live(MINUTES, "blue", FINE);
		assertThat(this.desk.portal.announced).isEmpty();
		this.desk.live(MINUTES, "blue", "\"jobs\":{\"running\":2,\"limit\":4}");
		assertThat(this.desk.portal.announced).containsExactly(new Stack.Changed(blue));
		assertThat(this.desk.portal.stacks.find(blue).orElseThrow().revision()).isGreaterThan(1);
	}

	private List<String> changes() {
		return this.desk.jdbc.sql("select kind_before, kind_after from health_change order by id")
			.query((row, index) -> row.getString(1) + " " + row.getString(2))
			.list();
	}

}
