/**
 * What can be found out before a launch or a change begins: checks that look at it side
 * by side, each at what it knows.
 */
@ApplicationModule(allowedDependencies = { "fleet", "fleet.blueprint", "fleet.schedule", "account", "audit", "aws",
		"aws :: permission", "gitlab", "gitlab.runner", "network", "price", "secret", "stack", "stack :: template",
		"stack :: trial" })
@NullMarked
package dev.runnerfleet.fleet.preflight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
