/** Every fleet at a glance. */
@ApplicationModule(allowedDependencies = { "fleet", "fleet.blueprint", "fleet.health", "fleet.listing", "fleet.outside",
		"aws", "live", "pulse", "stack", "web" })
@NullMarked
package dev.runnerfleet.fleet.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
