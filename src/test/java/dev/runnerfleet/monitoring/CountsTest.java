package dev.runnerfleet.monitoring;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;

class CountsTest {

	private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

	private final List<String> queries = new ArrayList<>();

	private Instant now = NOW;

	private final Counts<String> counts = new Counts<>(new Clock() {

		@Override
		public Instant instant() {
			return CountsTest.this.now;
		}

		@Override
		public ZoneOffset getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}, this::query);

	private boolean away;

	private Map<String, Long> query() {
		this.queries.add("query");
		if (this.away) {
			throw new DataAccessResourceFailureException("away");
		}
		return Map.of("ready", (long) this.queries.size());
	}

	@Test
	void allGaugesOfAScrapeCostOneQuery() {
		assertThat(this.counts.of("ready")).isEqualTo(1);
		assertThat(this.counts.of("failed")).isZero();
		assertThat(this.queries).hasSize(1);
		this.now = NOW.plus(Duration.ofSeconds(15));
		assertThat(this.counts.of("ready")).isEqualTo(2);
	}

	@Test
	void nothingIsSaidWhileTheDatabaseIsAwayAndItIsNotAskedForEachGauge() {
		this.away = true;
		assertThat(this.counts.of("ready")).isNaN();
		assertThat(this.counts.of("failed")).isNaN();
		assertThat(this.queries).hasSize(1);
		this.away = false;
		this.now = NOW.plus(Duration.ofSeconds(15));
		assertThat(this.counts.of("ready")).isEqualTo(2);
	}

}
