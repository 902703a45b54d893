package dev.runnerfleet.live;

import java.util.Collection;
import java.util.Set;

/** Tells whose streams may go on. */
public interface Admissions {

	/**
	 * Asked every second, once for all streams.
	 * @param sessionIds the sessions that have a stream open, at least one
	 * @return those that still hold
	 */
	Set<String> stillOpen(Collection<String> sessionIds);

}
