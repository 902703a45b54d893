/** Checks of the networks that a fleet's machines live in. */
@NullMarked
package dev.runnerfleet.fleet.preflight.network;

import org.jspecify.annotations.NullMarked;
