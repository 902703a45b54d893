package dev.runnerfleet.cleanup;

/**
 * What is left of something that goes little by little.
 *
 * @param found whether it is there at all
 * @param count how many parts of it are left
 */
public record RemainingParts(boolean found, int count) {

	/** It is not there, or no longer. */
	public static final RemainingParts NOT_FOUND = new RemainingParts(false, 0);

}
