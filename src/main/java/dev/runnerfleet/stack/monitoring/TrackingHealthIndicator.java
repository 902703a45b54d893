package dev.runnerfleet.stack.monitoring;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

import dev.runnerfleet.monitoring.Counts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.util.concurrent.TimeUnit;

/**
 * Says how long work that is due lies there without any replica taking it up. AWS has no
 * part in that: a region that does not answer is taken up and waited for.
 */
@Component
class TrackingHealthIndicator implements HealthIndicator, MeterBinder {

	private static final Duration TOO_LATE = Duration.ofMinutes(1);

	private static final String LAG = "lag";

	private final JdbcClient jdbc;

	private final Clock clock;

	private final Counts<String> lag;

	TrackingHealthIndicator(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.lag = new Counts<>(clock, () -> Map.of(LAG, lag().toMillis()));
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		TimeGauge.builder("portal.scheduler.lag", this.lag, TimeUnit.MILLISECONDS, (lag) -> lag.of(LAG))
			.description("How long work that is due has not been taken up by any replica")
			.register(registry);
	}

	@Override
	public Health health() {
		double millis = this.lag.of(LAG);
		if (Double.isNaN(millis)) {
			return Health.unknown().build();
		}
		Duration lag = Duration.ofMillis((long) millis);
		return ((lag.compareTo(TOO_LATE) < 0) ? Health.up() : Health.down()).withDetail(LAG, lag.toString()).build();
	}

	private Duration lag() {
		Instant now = this.clock.instant();
		OffsetDateTime due = this.jdbc
			.sql("select min(execution_time) from scheduled_tasks where picked = false and execution_time <= ?")
			.param(now.atOffset(ZoneOffset.UTC))
			.query(OffsetDateTime.class)
			.optional()
			.orElse(null);
		return (due != null) ? Duration.between(due.toInstant(), now) : Duration.ZERO;
	}

}
