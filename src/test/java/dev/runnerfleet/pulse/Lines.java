package dev.runnerfleet.pulse;

import java.time.Duration;
import java.time.Instant;

/** Lines as managers write them. */
final class Lines {

	static final String MANAGER = "i-0123456789abcdef0";

	static final PulseProperties PROPERTIES = new PulseProperties(Duration.ofSeconds(30), Duration.ofMinutes(2),
			Duration.ofMinutes(1), 10, Duration.ofSeconds(90), Duration.ofMinutes(2), Duration.ofDays(7),
			Duration.ofMinutes(15), Duration.ofDays(14));

	/** A place in which there is time for one read a second. */
	static final PulseProperties SLOW = reading(1);

	/** A place in which there is time for two reads a second. */
	static final PulseProperties BRISK = reading(2);

	private Lines() {
	}

	private static PulseProperties reading(double callsPerSecond) {
		return new PulseProperties(PROPERTIES.watched(), PROPERTIES.unwatched(), PROPERTIES.groups(), callsPerSecond,
				PROPERTIES.silentAfter(), PROPERTIES.notPollingAfter(), PROPERTIES.tokenEndsWithin(),
				PROPERTIES.scalingFailedWithin(), PROPERTIES.keep());
	}

	/** A line with what always is in it and some more members. */
	static String line(Instant at, String parts) {
		return line(at, MANAGER, parts);
	}

	static String line(Instant at, String manager, String parts) {
		return "{\"v\":1,\"at\":\"%s\",\"manager\":\"%s\"%s}".formatted(at, manager,
				parts.isEmpty() ? "" : "," + parts);
	}

	static Pulse pulse(Instant at, String parts) {
		return PulseLine.read(line(at, parts)).orElseThrow();
	}

}
