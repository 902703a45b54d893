package dev.runnerfleet.fleet;

/**
 * What a fleet is launched with in the place of a launch that failed.
 *
 * @param fleet the fleet with its values and the runner that it gets
 * @param choices what is chosen besides
 */
record Again(Fleet fleet, Fleets.Choices choices) {

}
