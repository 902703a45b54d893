package dev.runnerfleet.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ThrottleTest {

	private Instant now = Instant.parse("2026-05-01T10:00:00Z");

	private final Throttle throttle = new Throttle(((InstantSource) () -> this.now).withZone(ZoneOffset.UTC));

	@Test
	void fourSlipsCostNothing() {
		fail(4);
		assertThat(this.throttle.waitFor("mara")).isZero();
	}

	@Test
	void fromTheFifthFailureTheWaitDoubles() {
		fail(5);
		assertThat(this.throttle.waitFor("mara")).isEqualTo(Duration.ofSeconds(15));
		fail(1);
		assertThat(this.throttle.waitFor("mara")).isEqualTo(Duration.ofSeconds(30));
		fail(20);
		assertThat(this.throttle.waitFor("mara")).isEqualTo(Duration.ofMinutes(15));
	}

	@Test
	void theWaitPasses() {
		fail(5);
		this.now = this.now.plusSeconds(15);
		assertThat(this.throttle.waitFor("mara")).isZero();
	}

	@Test
	void aSuccessForgetsAndOthersAreNotConcerned() {
		fail(5);
		assertThat(this.throttle.waitFor("someone else")).isZero();
		this.throttle.succeeded("mara");
		assertThat(this.throttle.waitFor("mara")).isZero();
	}

	@Test
	void aQuietQuarterOfAnHourForgets() {
		fail(5);
		this.now = this.now.plus(Duration.ofMinutes(16));
		fail(1);
		assertThat(this.throttle.waitFor("mara")).isZero();
	}

	@Test
	void remembersOnlySoMany() {
		fail(5);
		for (int other = 0; other < 10_000; other++) {
			this.throttle.failed("other " + other);
		}
		assertThat(this.throttle.waitFor("mara")).isZero();
	}

	private void fail(int times) {
		for (int time = 0; time < times; time++) {
			this.throttle.failed("mara");
		}
	}

}
