/** Checks of the hours in which a fleet works. */
@NullMarked
package dev.runnerfleet.fleet.preflight.schedule;

import org.jspecify.annotations.NullMarked;
