package dev.runnerfleet.pulse;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.runnerfleet.aws.Bulkheads;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.pulse.Health.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

import static org.assertj.core.api.Assertions.assertThat;

/** What is known of fleets where there is too little time, or the portal is held up. */
class PulseStrainTest {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private PulseDesk desk = new PulseDesk(TestDatabase.H2);

	@Test
	void nobodyIsCalledSilentBecauseOthersAreLookedAt() {
		this.desk = new PulseDesk(TestDatabase.H2, Lines.SLOW);
		List<UUID> ids = fleets(100);
		this.desk.pass(MINUTE.multipliedBy(12), () -> {
			report(100);
			ids.subList(0, 40).forEach(this.desk::watched);
		});
		assertThat(changes()).containsOnly("UNKNOWN WORKING");
	}

	@Test
	void aManagerThatTakesItsTimeIsNotCalledSilent() {
		this.desk.fleet("blue", Lines.MANAGER);
		Instant begun = this.desk.clock.instant();
		this.desk.pass(MINUTE.multipliedBy(60), () -> {
			if (Duration.between(begun, this.desk.clock.instant()).toSeconds() % 36 == 0) {
				this.desk.reports("blue", "\"jobs\":{\"running\":1,\"limit\":9}");
			}
		});
		assertThat(changes()).containsExactly("UNKNOWN WORKING");
	}

	@Test
	void whatSomebodyLooksAtIsKnownWithinAMinuteOfItsLine() {
		this.desk = new PulseDesk(TestDatabase.H2, Lines.SLOW);
		List<UUID> ids = fleets(60);
		Map<Integer, Long> known = new HashMap<>();
		this.desk.pass(MINUTE.multipliedBy(10), () -> {
			report(60);
			ids.subList(0, 10).forEach(this.desk::watched);
			for (int number = 0; number < 10; number++) {
				Instant heard = this.desk.pulses.of(ids.get(number)).map(Pulses.Reading::heardAt).orElse(null);
				if (heard != null) {
					known.merge(number, Duration.between(heard, this.desk.clock.instant()).toSeconds(), Math::max);
				}
			}
		});
		// A line is the last for half a minute, and may take one more to be known.
		assertThat(known).hasSize(10).allSatisfy((number, age) -> assertThat(age).isLessThanOrEqualTo(90));
	}

	@Test
	void whatSomebodyLooksAtDoesNotWaitForAllThatIsOverdue() {
		this.desk = new PulseDesk(TestDatabase.H2, Lines.BRISK);
		List<UUID> ids = fleets(260);
		List<UUID> watched = ids.subList(100, 110);
		this.desk.pass(MINUTE.multipliedBy(5), () -> watch(260, watched));
		for (int round = 0; round < 24; round++) {
			this.desk.pass(Duration.ofSeconds(10), () -> watch(260, watched));
			assertThat(this.desk.pulses.of(watched).values()).allSatisfy((reading) -> assertThat(reading.heardAt())
				.isAfterOrEqualTo(this.desk.clock.instant().minus(MINUTE)));
		}
	}

	@Test
	void afterAllWereReadAtOnceNoneIsReadMoreOftenThanItHasTo() {
		this.desk = new PulseDesk(TestDatabase.H2, Lines.BRISK);
		fleets(200);
		this.desk.pass(MINUTE.multipliedBy(2), () -> report(200));
		this.desk.aws.calls.clear();
		this.desk.pass(MINUTE.multipliedBy(4), () -> report(200));
		assertThat(this.desk.aws.called("GetLogEvents")).isEqualTo(400);
	}

	@ParameterizedTest
	@EnumSource(TestDatabase.class)
	void aReplicaThatWasHeldUpCountsNothingTwice(TestDatabase database) {
		this.desk = new PulseDesk(database);
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		counted(MINUTE.multipliedBy(6));
		LivingFleet then = this.desk.rows.withGroups(PulseDesk.PLACE).get(0);
		this.desk.clock.advance(MINUTE);
		write();
		PulseReader.Heard heard = this.desk.reader.read(then);
		assertThat(heard.news()).isTrue();
		counted(MINUTE.multipliedBy(6));
		List<Pulses.Point> points = this.desk.pulses.history(blue, Duration.ofHours(1));
		Pulses.WorkerTime time = time(blue);
		Pulses.Reading reading = this.desk.pulses.of(blue).orElseThrow();
		this.desk.diagnosis.take(PulseDesk.PLACE, new Bulkheads().of("pulse", PulseDesk.PLACE), List.of(heard),
				Map.of());
		assertThat(this.desk.pulses.history(blue, Duration.ofHours(1))).isEqualTo(points);
		assertThat(time(blue)).isEqualTo(time);
		assertThat(this.desk.pulses.of(blue)).contains(reading);
	}

	@Test
	void whatWasReadAndNotStoredIsReadAgainAndCountedOnce() {
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		counted(MINUTE.multipliedBy(6));
		long before = time(blue).seconds().get("m6i.large");
		long ran = this.desk.clock.instant().getEpochSecond();
		this.desk.rows.withGroups(PulseDesk.PLACE).forEach(this.desk.reader::read);
		counted(MINUTE.multipliedBy(6));
		long seconds = time(blue).seconds().get("m6i.large") - before;
		assertThat(seconds).isCloseTo(this.desk.clock.instant().getEpochSecond() - ran,
				org.assertj.core.data.Offset.offset(120L));
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 60, 60 * 24 })
	void afterAPauseOfThePortalWhatHappenedIsCountedOnce(int minutes) {
		UUID blue = this.desk.fleet("blue", Lines.MANAGER);
		UUID gone = this.desk.fleet("gone", manager(1));
		counted(MINUTE.multipliedBy(6));
		Instant paused = this.desk.clock.instant();
		long before = time(blue).seconds().get("m6i.large");
		this.desk.aws.machine(manager(1), "stopped", SummaryStatus.OK);
		this.desk.clock.advance(MINUTE.multipliedBy(minutes));
		counted(MINUTE.multipliedBy(3));
		assertThat(this.desk.health(blue).kind()).isEqualTo(Kind.WORKING);
		assertThat(this.desk.health(gone).kind()).isEqualTo(Kind.MANAGER_GONE);
		long apart = Duration.between(paused, this.desk.clock.instant()).toSeconds();
		assertThat(time(blue).seconds().get("m6i.large") - before).isBetween(apart - 180, apart + 180);
		assertThat(this.desk.pulses.history(blue, Duration.ofDays(2)).stream().mapToInt(Pulses.Point::finished).sum())
			.isBetween((int) apart / 30, (int) apart / 30 + 20);
	}

	/** Lets a manager count what it does, by the clock. */
	private void counted(Duration length) {
		this.desk.pass(length, () -> {
			if (this.desk.clock.instant().getEpochSecond() % 30 == 0) {
				write();
				if (this.desk.aws.machines.isEmpty()) {
					this.desk.reports("gone", manager(1), "\"jobs\":{\"running\":1,\"limit\":9}");
				}
			}
		});
	}

	private void write() {
		long done = this.desk.clock.instant().getEpochSecond();
		this.desk.reports("blue", """
				"since":"2026-01-15T07:00:00Z","jobs":{"running":1,"limit":9,"finished":%d,"failed":0},\
				"seconds":{"m6i.large":%d}""".formatted(done / 30, done));
	}

	private List<UUID> fleets(int count) {
		return IntStream.range(0, count).mapToObj((number) -> this.desk.fleet(name(number), manager(number))).toList();
	}

	private void watch(int fleets, List<UUID> watched) {
		report(fleets);
		watched.forEach(this.desk::watched);
	}

	private void report(int fleets) {
		if (this.desk.clock.instant().getEpochSecond() % 30 == 0) {
			this.desk.aws.streams.clear();
			IntStream.range(0, fleets)
				.forEach((number) -> this.desk.reports(name(number), manager(number),
						"\"jobs\":{\"running\":1,\"limit\":9}"));
		}
	}

	private Pulses.WorkerTime time(UUID id) {
		return this.desk.pulses.workerTime(id, YearMonth.from(this.desk.clock.instant().atOffset(ZoneOffset.UTC)))
			.orElseThrow();
	}

	private List<String> changes() {
		return this.desk.jdbc.sql("select kind_before, kind_after from health_change order by id")
			.query((row, index) -> row.getString(1) + " " + row.getString(2))
			.list();
	}

	private static String name(int number) {
		return "fleet-" + number;
	}

	private static String manager(int number) {
		return "i-%017x".formatted(number);
	}

}
