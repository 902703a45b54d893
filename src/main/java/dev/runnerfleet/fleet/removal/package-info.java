/**
 * Removes fleets step by step, goes on after a restart, and takes back a removal that has
 * stopped.
 */
@ApplicationModule(allowedDependencies = { "fleet", "fleet.blueprint", "fleet.listing", "audit", "autopsy", "aws",
		"cleanup", "gitlab", "gitlab.runner", "logs", "pulse", "secret", "stack", "stack :: template", "task", "web" })
@NullMarked
package dev.runnerfleet.fleet.removal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
