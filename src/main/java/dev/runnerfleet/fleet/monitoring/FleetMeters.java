package dev.runnerfleet.fleet.monitoring;

import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.monitoring.Counts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts fleets by state, each state in every scrape: an alert on none at all would not
 * notice that one is missing.
 */
@Component
class FleetMeters implements MeterBinder {

	private final Counts<Integer> fleets;

	FleetMeters(JdbcClient jdbc, Clock clock) {
		this.fleets = new Counts<>(clock, () -> count(jdbc));
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (FleetState state : FleetState.values()) {
			Gauge.builder("portal.fleets", this.fleets, (fleets) -> fleets.of(state.number()))
				.description("Fleets by how they stand")
				.tags("status", tag(state.filter()), "state", tag(state))
				.register(registry);
		}
	}

	private static Map<Integer, Long> count(JdbcClient jdbc) {
		Map<Integer, Long> counts = new HashMap<>();
		jdbc.sql("select standing, count(*) from stack group by standing").query((row) -> {
			counts.put(row.getInt(1), row.getLong(2));
		});
		return counts;
	}

	private static String tag(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

}
