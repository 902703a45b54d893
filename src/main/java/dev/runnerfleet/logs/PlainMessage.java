package dev.runnerfleet.logs;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Writes a message on one line. */
class PlainMessage extends MessageConverter {

	/** What tells why a start has failed, in an order of its own. */
	private static final String REPORTS = "org.springframework.boot.diagnostics.";

	@Override
	public String convert(ILoggingEvent event) {
		String message = String.valueOf(super.convert(event));
		return event.getLoggerName().startsWith(REPORTS) ? PlainText.lines(message) : PlainText.of(message);
	}

}
