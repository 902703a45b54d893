package dev.runnerfleet.pulse.monitoring;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.pulse.Pulse;
import dev.runnerfleet.pulse.Pulses;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Shows each living fleet's health and numbers to Prometheus, as the tables have them and
 * so the same at every replica. A fleet has one row of each gauge, whatever its health;
 * one that is gone has none.
 */
@Component
class PulseMeters {

	/** More would make every scrape a burden: the worst are kept. */
	static final int MOST = 1000;

	/** Milliseconds. */
	private static final long REFRESH = 5_000;

	private static final Logger log = LoggerFactory.getLogger(PulseMeters.class);

	private static final Set<Health.Kind> PAST = Set.of(Health.Kind.SILENT, Health.Kind.MANAGER_GONE,
			Health.Kind.UNKNOWN);

	private final Pulses pulses;

	private final Clock clock;

	private final List<Shown> gauges;

	PulseMeters(Pulses pulses, MeterRegistry registry, Clock clock) {
		this.pulses = pulses;
		this.clock = clock;
		this.gauges = List.of(
				shown(registry, "portal.fleet.health", "How a fleet is: 10 is the worst, 100 idle, 110 unknown",
						(reading) -> (double) reading.health().kind().rank()),
				shown(registry, "portal.fleet.trouble", "Whether something is to be done about a fleet",
						(reading) -> reading.health().kind().trouble() ? 1.0 : 0.0),
				shown(registry, "portal.fleet.heard", "Seconds since a fleet's manager wrote its last report",
						(reading) -> age(reading.heardAt())),
				shown(registry, "portal.fleet.jobs", "Jobs that run", (reading) -> jobs(reading, Pulse.Jobs::running)),
				shown(registry, "portal.fleet.jobs.limit", "Jobs that may run at once",
						(reading) -> jobs(reading, Pulse.Jobs::limit)),
				shown(registry, "portal.fleet.workers", "Workers that wait for a job or have one",
						PulseMeters::workers));
	}

	/** While the database does not answer, nothing is shown rather than what was. */
	@Scheduled(fixedDelay = REFRESH)
	void refresh() {
		Map<UUID, String> names = Map.of();
		Map<UUID, Pulses.Reading> readings = Map.of();
		try {
			names = this.pulses.worst(MOST);
			readings = this.pulses.of(names.keySet());
		}
		catch (DataAccessException | TransactionException ex) {
			log.debug("How fleets are cannot be read", ex);
		}
		show(names, readings);
	}

	private void show(Map<UUID, String> names, Map<UUID, Pulses.Reading> readings) {
		this.gauges.forEach((gauge) -> gauge.show(names, readings));
	}

	private @Nullable Double age(@Nullable Instant heardAt) {
		return (heardAt != null) ? (double) Duration.between(heardAt, this.clock.instant()).toSeconds() : null;
	}

	private static @Nullable Double jobs(Pulses.Reading reading, Function<Pulse.Jobs, @Nullable Long> number) {
		Pulse pulse = present(reading);
		Pulse.Jobs jobs = (pulse != null) ? pulse.jobs() : null;
		Long found = (jobs != null) ? number.apply(jobs) : null;
		return (found != null) ? (Double) found.doubleValue() : null;
	}

	private static @Nullable Double workers(Pulses.Reading reading) {
		Pulse pulse = present(reading);
		Pulse.Workers workers = (pulse != null) ? pulse.workers() : null;
		return (workers != null) ? (Double) (double) (number(workers.ready()) + number(workers.busy())) : null;
	}

	/** What a manager said last that is silent or gone is not the present. */
	private static @Nullable Pulse present(Pulses.Reading reading) {
		return PAST.contains(reading.health().kind()) ? null : reading.pulse();
	}

	private static long number(@Nullable Long number) {
		return (number != null) ? number : 0;
	}

	private static Shown shown(MeterRegistry registry, String name, String description,
			Function<Pulses.Reading, @Nullable Double> value) {
		return new Shown(MultiGauge.builder(name).description(description).register(registry), value);
	}

	private record Shown(MultiGauge gauge, Function<Pulses.Reading, @Nullable Double> value) {

		void show(Map<UUID, String> names, Map<UUID, Pulses.Reading> readings) {
			List<Row<?>> rows = new ArrayList<>();
			readings.forEach((id, reading) -> {
				Double number = this.value.apply(reading);
				if (number != null) {
					rows.add(Row.of(Tags.of("fleet", names.getOrDefault(id, ""), "id", id.toString()), number));
				}
			});
			this.gauge.register(rows, true);
		}

	}

}
