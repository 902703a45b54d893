package dev.runnerfleet.sandbox.cloudformation;

import java.time.Instant;

/**
 * Something done to a single thing without CloudFormation.
 *
 * @param id the thing's physical id
 * @param kind what was done
 * @param at when, to the millisecond
 * @param detail what more there is to say of it, blank if nothing
 */
public record ManualChange(String id, Kind kind, Instant at, String detail) {

	public enum Kind {

		/** It was terminated or deleted. */
		ENDED,
		/** A machine was stopped, to be started again. */
		STOPPED,
		/** What it does by itself has begun anew, after it had come to an end. */
		REVIVED,
		/** What it does by itself has come to an end, as under a paused runner. */
		FROZEN,
		/** Its size was set; the detail is {@code min,max,desired}. */
		SIZED,
		/**
		 * Its protection from scale-in was set; the detail is {@code true} or
		 * {@code false}.
		 */
		PROTECTED,
		/** Some of what it holds was deleted; the detail says which. */
		EMPTIED,
		/**
		 * A property was changed by hand; the detail is the property's name and value.
		 */
		DRIFTED,
		/** Somebody asked whether it drifted; the detail is the detection's id. */
		CHECKED

	}

}
