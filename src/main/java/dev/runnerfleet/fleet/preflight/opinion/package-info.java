/** AWS's own opinion of a launch. */
@ApplicationModule(
		allowedDependencies = { "fleet", "fleet.blueprint", "fleet.preflight", "aws", "stack", "stack :: trial" })
@NullMarked
package dev.runnerfleet.fleet.preflight.opinion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
