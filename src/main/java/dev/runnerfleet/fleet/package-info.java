/** Fleets of runners: launched from a blueprint, shown while they come up and after. */
@ApplicationModule(allowedDependencies = { "audit", "aws", "pulse", "stack", "stack :: drift", "stack :: template" })
@NullMarked
package dev.runnerfleet.fleet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
