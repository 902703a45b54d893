/** Fleets of runners: launched from a blueprint, shown while they come up and after. */
@ApplicationModule(allowedDependencies = { "stack", "stack :: drift", "stack :: preview", "stack :: template",
		"network", "aws", "cleanup", "secret", "task", "live", "web", "gitlab", "audit" })
@NullMarked
package dev.runnerfleet.fleet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
