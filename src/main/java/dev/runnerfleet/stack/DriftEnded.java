package dev.runnerfleet.stack;

/**
 * Announces that a comparison has ended, in the transaction that stores what it found.
 *
 * @param drift the comparison as it ended
 * @param found how many resources are not as the template wants them
 */
public record DriftEnded(Drift drift, int found) {

}
