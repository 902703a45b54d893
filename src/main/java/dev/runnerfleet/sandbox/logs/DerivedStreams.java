package dev.runnerfleet.sandbox.logs;

import java.util.List;

/** Knows the streams of a log group whose lines are written when somebody reads them. */
@FunctionalInterface
public interface DerivedStreams {

	/** The streams of a group, each of which has lines. */
	List<DerivedStream> of(String group);

}
