/** Every fleet at a glance. */
@ApplicationModule(allowedDependencies = { "fleet", "fleet.blueprint", "fleet.listing", "fleet.outside", "aws", "live",
		"stack", "web" })
@NullMarked
package dev.runnerfleet.fleet.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
