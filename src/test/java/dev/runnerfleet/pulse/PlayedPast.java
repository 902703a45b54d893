package dev.runnerfleet.pulse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.runnerfleet.autopsy.ManagerLog;
import dev.runnerfleet.stack.Columns;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Hears what a fleet's manager has written over days as the portal would have, had it
 * been there: for pictures of a fleet that has lived.
 */
public final class PlayedPast {

	private static final Duration WEEKS = Duration.ofDays(14);

	private static final Duration DAY = Duration.ofHours(25);

	private static final Duration OFTEN = Duration.ofMinutes(5);

	/** Points of one hour that are shown as one. */
	private static final Duration SELDOM = Duration.ofMinutes(20);

	private final JdbcClient jdbc;

	private final ManagerLog log;

	private final Clock clock;

	public PlayedPast(JdbcClient jdbc, ManagerLog log, Clock clock) {
		this.jdbc = jdbc;
		this.log = log;
		this.clock = clock;
	}

	/** Takes the place of what was heard of a fleet until now. */
	public void hear(String name) {
		PulseRows rows = new PulseRows(this.jdbc);
		rows.places()
			.stream()
			.flatMap((place) -> rows.withGroups(place).stream())
			.filter((fleet) -> fleet.name().equals(name))
			.forEach(this::hear);
	}

	private void hear(LivingFleet fleet) {
		new HeardPulses(this.jdbc).forget(fleet.id());
		PulseHistory history = new PulseHistory(this.jdbc);
		Instant now = this.clock.instant();
		Pulse before = null;
		ManagerLog.Line heard = null;
		for (Instant at = now.minus(WEEKS); !at.isAfter(now); at = at
			.plus(at.isBefore(now.minus(DAY)) ? SELDOM : OFTEN)) {
			ManagerLog.Line line = last(fleet, at);
			Pulse pulse = (line != null) ? PulseLine.read(line.text()).orElse(null) : null;
			if (line != null && pulse != null && !line.equals(heard)) {
				history.add(fleet.id(), before, pulse, line.at());
				before = pulse;
				heard = line;
			}
		}
		if (heard != null) {
			this.jdbc.sql("update pulse set line = ?, heard_at = ? where stack_id = ?")
				.params(heard.text(), Columns.sql(heard.at()), fleet.id())
				.update();
		}
	}

	private ManagerLog.@Nullable Line last(LivingFleet fleet, Instant at) {
		List<ManagerLog.Line> lines = this.log.last(fleet.place(), fleet.name(), fleet.manager() + "/pulse", at, 1);
		return lines.isEmpty() ? null : lines.get(lines.size() - 1);
	}

}
