/** Checks of the machines of a fleet: types, images, sizes. */
@NullMarked
package dev.runnerfleet.fleet.preflight.machine;

import org.jspecify.annotations.NullMarked;
