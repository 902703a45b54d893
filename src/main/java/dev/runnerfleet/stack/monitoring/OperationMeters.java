package dev.runnerfleet.stack.monitoring;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.runnerfleet.monitoring.Counts;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationEvent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Counts operations by kind and state: those under way as the tables have them, the same
 * at every replica, and those that ended by the replica that saw it.
 */
@Component
class OperationMeters {

	private final MeterRegistry registry;

	/** Gauges do not keep what they show from being forgotten. */
	private final Counts<List<String>> active;

	OperationMeters(MeterRegistry registry, JdbcClient jdbc, Clock clock) {
		this.registry = registry;
		this.active = new Counts<>(clock, () -> active(jdbc));
		for (Operation.Kind kind : Operation.Kind.values()) {
			Arrays.stream(Operation.State.values())
				.filter((state) -> !state.finished())
				.forEach((state) -> Gauge
					.builder("portal.operations.active", this.active,
							(counts) -> counts.of(List.of(kind.name(), state.name())))
					.description("Operations that are under way")
					.tags("kind", tag(kind), "state", tag(state))
					.register(registry));
		}
	}

	@TransactionalEventListener(fallbackExecution = true)
	void ended(OperationEvent.Ended event) {
		Operation operation = event.operation();
		if (operation.finishedAt() != null) {
			Timer.builder("portal.operations")
				.description("Operations that have ended, from when they were asked for")
				.tags("kind", tag(operation.kind()), "state", tag(operation.state()))
				.register(this.registry)
				.record(Duration.between(operation.startedAt(), operation.finishedAt()));
		}
	}

	private static Map<List<String>, Long> active(JdbcClient jdbc) {
		Map<List<String>, Long> counts = new HashMap<>();
		jdbc.sql("select kind, state, count(*) from operation where active_stack is not null group by kind, state")
			.query((row) -> {
				counts.put(List.of(row.getString(1), row.getString(2)), row.getLong(3));
			});
		return counts;
	}

	private static String tag(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

}
