/** Takes in fleets that were launched without the portal. */
@ApplicationModule(
		allowedDependencies = { "fleet", "fleet.blueprint", "audit", "aws", "network", "stack", "stack :: template" })
@NullMarked
package dev.runnerfleet.fleet.adoption;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
