package dev.runnerfleet.fleet.health;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.schedule.Dialect;
import dev.runnerfleet.fleet.schedule.WorkingHours;
import dev.runnerfleet.gitlab.reading.RunnerState;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.pulse.Pulse;
import org.jspecify.annotations.Nullable;

/**
 * All that may keep a job waiting, as far as it is known: what {@link WaitingReason}s
 * follow from.
 *
 * @param state how the fleet stands
 * @param health how it is, {@code null} where that is not known
 * @param pulse its manager's last report, {@code null} where that is missing or too old
 * to speak of the present
 * @param fleet what was asked for
 * @param usualStart how long jobs wait for a worker to start here, {@code null} where
 * nothing tells
 * @param now the moment
 * @param runner its runner as GitLab has it, {@code null} where nobody may read that
 */
record WaitingCase(FleetState state, @Nullable Health health, @Nullable Pulse pulse, Fleet fleet,
		@Nullable Duration usualStart, Instant now, @Nullable RunnerState runner) {

	boolean is(Health.Kind kind) {
		return this.health != null && this.health.kind() == kind;
	}

	/** Whether its manager reports, and not what its runner does. */
	boolean unread() {
		return this.pulse != null && this.pulse.jobs() == null;
	}

	/** HTTP status of GitLab's last answer, -1 where nothing tells. */
	int answer() {
		return (this.pulse != null && this.pulse.gitlab() != null) ? this.pulse.gitlab().status() : -1;
	}

	long running() {
		return (this.pulse != null && this.pulse.jobs() != null) ? number(this.pulse.jobs().running()) : 0;
	}

	/** How many jobs at once, 0 where that is not known. */
	long limit() {
		long told = (this.pulse != null && this.pulse.jobs() != null) ? number(this.pulse.jobs().limit()) : 0;
		return (told > 0) ? told : parameter("MaxConcurrentBuilds");
	}

	long ready() {
		return (workers() != null) ? number(workers().ready()) : 0;
	}

	long starting() {
		return (workers() != null) ? number(workers().starting()) : 0;
	}

	long failedWorkers() {
		return (workers() != null) ? number(workers().failed()) : 0;
	}

	Pulse.@Nullable Workers workers() {
		return (this.pulse != null) ? this.pulse.workers() : null;
	}

	/** Whether all that may run at once runs. */
	boolean full() {
		long max = (workers() != null) ? number(workers().max()) : 0;
		long busy = (workers() != null) ? number(workers().busy()) : 0;
		return limit() > 0 && running() >= limit() || max > 0 && busy >= max;
	}

	/** Whether workers come and go at spot prices. */
	boolean spot() {
		return this.pulse != null
				&& Stream.concat(this.pulse.types().keySet().stream(), this.pulse.seconds().keySet().stream())
					.anyMatch((type) -> type.endsWith("/spot"));
	}

	/** Whether it is neither within working hours nor without any. */
	boolean offPeak() {
		String hours = text("WorkingHours");
		if (hours.isEmpty()) {
			return false;
		}
		try {
			ZoneId zone = ZoneId.of(text("Timezone").isEmpty() ? "Etc/UTC" : text("Timezone"));
			return WorkingHours.of(hours, Dialect.of(this.fleet.blueprint()))
				.filter((working) -> !working.inForce(this.now.atZone(zone)))
				.isPresent();
		}
		catch (DateTimeException ex) {
			return false;
		}
	}

	/** For how many jobs room is to be kept now, -1 where the parameters do not say. */
	long kept() {
		String name = offPeak() ? "OffPeakIdleCount" : "IdleCount";
		return this.fleet.parameters().containsKey(name) ? parameter(name) : -1;
	}

	String text(String parameter) {
		Map<String, String> parameters = this.fleet.parameters();
		return parameters.getOrDefault(parameter, "");
	}

	private long parameter(String name) {
		return text(name).matches("\\d{1,6}") ? Long.parseLong(text(name)) : 0;
	}

	private static long number(@Nullable Long value) {
		return (value != null) ? value : 0;
	}

}
