package dev.runnerfleet.pulse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.runnerfleet.stack.WatchedStacks;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Has fleets that somebody looks at read more often. */
@Component
class PulseWatch {

	/** Attention that lasts for this long is known well enough. */
	private static final Duration KNOWN = Duration.ofSeconds(15);

	private final PulseRows rows;

	private final PulseProperties properties;

	private final Clock clock;

	PulseWatch(PulseRows rows, PulseProperties properties, Clock clock) {
		this.rows = rows;
		this.properties = properties;
		this.clock = clock;
	}

	@EventListener
	void seen(WatchedStacks.Seen seen) {
		Instant now = this.clock.instant();
		Instant old = now.minus(this.properties.watched());
		Instant usual = now.plus(this.properties.watched());
		Instant soon = now.plus(this.properties.watched().dividedBy(2));
		this.rows.watched(seen.ids(), now, seen.until(), now.plus(KNOWN), old, usual, soon);
	}

}
