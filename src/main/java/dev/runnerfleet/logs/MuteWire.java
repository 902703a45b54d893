package dev.runnerfleet.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Keeps the HTTP client from printing what it sends, whatever level it is set to: a path
 * may be a secret as a whole, and then no pattern finds it.
 */
class MuteWire extends TurboFilter {

	private static final String CLIENT = "org.apache.hc";

	@Override
	public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
			Object @Nullable [] params, @Nullable Throwable failure) {
		boolean wire = !level.isGreaterOrEqual(Level.INFO) && logger.getName().startsWith(CLIENT);
		return wire ? FilterReply.DENY : FilterReply.NEUTRAL;
	}

}
