package dev.runnerfleet.logs;

import ch.qos.logback.classic.spi.IThrowableProxy;

import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;

/** Writes an exception as ever, but the message of each on one line. */
class PlainFailure extends ExtendedWhitespaceThrowableProxyConverter {

	@Override
	protected String throwableProxyToString(IThrowableProxy failure) {
		return super.throwableProxyToString(new PlainThrowable(failure));
	}

}
