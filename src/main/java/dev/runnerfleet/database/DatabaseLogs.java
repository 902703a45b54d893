package dev.runnerfleet.database;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps the log readable while the database is away: everything that runs on its own
 * would tell of it several times a second. It is told of once, and the rest at debug.
 */
@Component
class DatabaseLogs {

	private final ILoggerFactory loggers;

	private final TurboFilter filter;

	@Autowired
	DatabaseLogs(DatabaseWatch watch) {
		this(watch, LoggerFactory.getILoggerFactory());
	}

	DatabaseLogs(DatabaseWatch watch, ILoggerFactory loggers) {
		this.loggers = loggers;
		this.filter = new Repeats(watch);
	}

	/** Not sooner: whatever stops a start is told in full. */
	@EventListener(ApplicationReadyEvent.class)
	void begin() {
		if (this.loggers instanceof LoggerContext logs) {
			logs.addTurboFilter(this.filter);
		}
	}

	@PreDestroy
	void end() {
		if (this.loggers instanceof LoggerContext logs) {
			logs.getTurboFilterList().remove(this.filter);
		}
	}

	private static final class Repeats extends TurboFilter {

		private final DatabaseWatch watch;

		private Repeats(DatabaseWatch watch) {
			this.watch = watch;
		}

		@Override
		public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
				Object @Nullable [] arguments, @Nullable Throwable failure) {
			Throwable told = (failure != null) ? failure : last(arguments);
			if (told == null || !level.isGreaterOrEqual(Level.WARN) || !DatabaseAway.causes(told)) {
				return FilterReply.NEUTRAL;
			}
			this.watch.isAway(told);
			logger.debug(format, (arguments != null) ? arguments : new Object[] { told });
			return FilterReply.DENY;
		}

		/** A failure that follows the arguments is still one of them here. */
		private static @Nullable Throwable last(Object @Nullable [] arguments) {
			return (arguments != null && arguments.length > 0
					&& arguments[arguments.length - 1] instanceof Throwable failure) ? failure : null;
		}

	}

}
