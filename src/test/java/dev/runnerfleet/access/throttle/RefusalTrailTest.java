package dev.runnerfleet.access.throttle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

import dev.runnerfleet.audit.FakeAudit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalTrailTest {

	private static final String WRONG = "User name or password is wrong";

	private Instant now = Instant.parse("2026-05-01T10:00:00Z");

	private final Clock clock = ((InstantSource) () -> this.now).withZone(ZoneOffset.UTC);

	private final FakeAudit audit = new FakeAudit();

	private final RefusalTrail trail = new RefusalTrail(this.audit, this.clock);

	@Test
	void aFewSlipsAreToldAtOnceAndOneByOne() {
		this.trail.wrong("mara", WRONG);
		this.trail.wrong("mara", WRONG);
		assertThat(this.audit.lines()).hasSize(2)
			.containsOnly("mara SIGN_IN_REFUSED mara REFUSED User name or password is wrong");
		pass(Duration.ofMinutes(1));
		assertThat(this.audit.lines()).hasSize(2);
	}

	@Test
	void whatFollowsIsOneEntryWhenItIsOver() {
		for (int guess = 0; guess < 8; guess++) {
			this.trail.wrong("mara", WRONG);
			this.trail.turnedAway("mara");
		}
		pass(Duration.ofSeconds(59));
		assertThat(this.audit.lines()).hasSize(5);
		pass(Duration.ofSeconds(1));
		assertThat(this.audit.lines()).hasSize(6)
			.last()
			.asString()
			.contains("11 more attempts since 10:00 UTC: 3 wrong, 8 not looked at; from 1 address");
	}

	@Test
	void aRunWithoutAnEndIsToldEveryTenMinutes() {
		for (int second = 0; second < 3600; second += 10) {
			this.trail.turnedAway("mara");
			pass(Duration.ofSeconds(10));
		}
		assertThat(this.audit.lines()).hasSize(6)
			.allSatisfy((line) -> assertThat(line).contains("60 more attempts since 10:"));
	}

	@Test
	void guessesOfManyNamesFillNeitherTheTrailNorTheMemory() {
		for (int name = 0; name < 10_000; name++) {
			this.trail.wrong("name" + name, WRONG);
		}
		assertThat(this.audit.lines()).hasSize(20);
		pass(Duration.ofMinutes(1));
		assertThat(this.audit.lines()).hasSize(20 + 1)
			.last()
			.asString()
			.contains("SIGN_IN_REFUSED several names REFUSED 9980 more attempts since 10:00 UTC");
	}

	@Test
	void aLongNameIsCutAndAnEndingPortalTellsWhatItKnows() {
		this.trail.turnedAway("x".repeat(100_000));
		this.trail.tellAll();
		assertThat(this.audit.lines()).singleElement()
			.asString()
			.startsWith("x".repeat(64) + " SIGN_IN_REFUSED ")
			.hasSizeLessThan(300);
	}

	private void pass(Duration time) {
		this.now = this.now.plus(time);
		this.trail.tell();
	}

}
