package dev.runnerfleet.sandbox.logs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A stream of a log whose lines are written when somebody reads them. */
public interface DerivedStream {

	/** The stream's name. */
	String name();

	/** When it was written to first and last, empty if it never was. */
	Optional<Reach> reach();

	/** When it has a line, oldest first, the end exclusive. */
	List<Instant> times(Instant from, Instant to);

	/** The line of a time. */
	String text(Instant at);

	/**
	 * The part of time that a stream has lines of.
	 *
	 * @param first the time of its first line
	 * @param last the time of its last line
	 */
	record Reach(Instant first, Instant last) {

	}

}
