package dev.runnerfleet.logs;

import java.io.IOException;

import org.springframework.boot.logging.StackTracePrinter;
import org.springframework.boot.logging.StandardStackTracePrinter;

/**
 * Writes stack traces for structured logs, the message of each failure on one line: none
 * can be taken for a frame.
 */
class PlainStackTrace implements StackTracePrinter {

	private final StackTracePrinter printer = StandardStackTracePrinter.rootLast()
		.withFormatter((failure) -> PlainText.of(failure.toString()));

	@Override
	public void printStackTrace(Throwable failure, Appendable out) throws IOException {
		this.printer.printStackTrace(failure, out);
	}

}
