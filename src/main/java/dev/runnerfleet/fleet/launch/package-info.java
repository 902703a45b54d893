/** Launches fleets, stops a launch, and launches again what failed. */
@ApplicationModule(allowedDependencies = { "fleet", "fleet.blueprint", "fleet.diagnosis", "fleet.cost", "fleet.form",
		"fleet.preflight", "fleet.progress", "fleet.removal", "audit", "aws", "gitlab", "gitlab.runner", "secret",
		"web", "stack", "stack :: template" })
@NullMarked
package dev.runnerfleet.fleet.launch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
