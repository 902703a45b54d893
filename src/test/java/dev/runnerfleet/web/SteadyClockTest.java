package dev.runnerfleet.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

import dev.runnerfleet.SettableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SteadyClockTest {

	private static final Instant START = Instant.parse("2027-01-15T08:00:00Z");

	private final SettableClock wall = new SettableClock(START);

	private long ticks;

	private final SteadyClock clock = new SteadyClock(this.wall, () -> this.ticks);

	@Test
	void showsTheMachinesTime() {
		pass(Duration.ofMinutes(3));
		assertThat(this.clock.instant()).isEqualTo(START.plusSeconds(180));
	}

	@Test
	void goesOnWhereTheMachinesClockIsSetBack() {
		pass(Duration.ofMinutes(10));
		this.clock.instant();
		this.wall.advance(Duration.ofSeconds(-300));
		pass(Duration.ofSeconds(2));
		assertThat(this.clock.instant()).isEqualTo(START.plusSeconds(602));
		pass(Duration.ofSeconds(40));
		assertThat(this.clock.instant()).isEqualTo(START.plusSeconds(642));
	}

	@Test
	void followsAMachineThatSlept() {
		this.wall.advance(Duration.ofHours(1));
		assertThat(this.clock.instant()).isEqualTo(START.plusSeconds(3600));
		pass(Duration.ofSeconds(1));
		assertThat(this.clock.instant()).isEqualTo(START.plusSeconds(3601));
	}

	@Test
	void isAsSteadyInEveryZone() {
		ZoneId berlin = ZoneId.of("Europe/Berlin");
		Clock there = this.clock.withZone(berlin);
		this.wall.advance(Duration.ofSeconds(-300));
		assertThat(there.instant()).isEqualTo(START);
		assertThat(there.getZone()).isEqualTo(berlin);
	}

	private void pass(Duration duration) {
		this.ticks += duration.toNanos();
		this.wall.advance(duration);
	}

}
