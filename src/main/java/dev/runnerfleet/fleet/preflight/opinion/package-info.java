/** AWS's own opinion of a launch. */
@NullMarked
package dev.runnerfleet.fleet.preflight.opinion;

import org.jspecify.annotations.NullMarked;
