/**
 * Moves a fleet to another blueprint: a second fleet is launched with its values, and
 * only once that works does the first one go.
 */
@ApplicationModule(allowedDependencies = { "fleet", "fleet.blueprint", "fleet.change", "fleet.form", "fleet.launch",
		"fleet.removal", "fleet.schedule", "audit", "aws", "gitlab", "gitlab.runner", "pulse", "secret", "stack",
		"stack :: preview", "stack :: template", "task", "web" })
@NullMarked
package dev.runnerfleet.fleet.move;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
