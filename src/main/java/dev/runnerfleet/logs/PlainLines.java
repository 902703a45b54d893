package dev.runnerfleet.logs;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.core.CoreConstants;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.pattern.DynamicConverter;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Has every pattern, Boot's own and whatever else is configured, write what came from
 * outside plainly. It takes effect where lines are made, so that nobody can forget it.
 */
class PlainLines implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	/** Right after logging is set up. */
	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER + 1;
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
			register(logs);
			if (logs.getTurboFilterList().stream().noneMatch(MuteWire.class::isInstance)) {
				logs.addTurboFilter(new MuteWire());
			}
			logs.getLoggerList().forEach((logger) -> logger.iteratorForAppenders().forEachRemaining((appender) -> {
				if (appender instanceof OutputStreamAppender<?> lines
						&& lines.getEncoder() instanceof PatternLayoutEncoder pattern) {
					pattern.stop();
					pattern.start();
				}
			}));
		}
	}

	@SuppressWarnings("unchecked")
	private static void register(LoggerContext logs) {
		Map<String, Supplier<DynamicConverter<?>>> rules = (Map<String, Supplier<DynamicConverter<?>>>) logs
			.getObject(CoreConstants.PATTERN_RULE_REGISTRY_FOR_SUPPLIERS);
		if (rules == null) {
			rules = new HashMap<>();
			logs.putObject(CoreConstants.PATTERN_RULE_REGISTRY_FOR_SUPPLIERS, rules);
		}
		for (String message : new String[] { "m", "msg", "message" }) {
			rules.put(message, PlainMessage::new);
		}
		for (String failure : new String[] { "wEx", "wex", "xEx", "ex", "exception", "throwable" }) {
			rules.put(failure, PlainFailure::new);
		}
	}

}
