/** Why something failed, and what to do about it. */
@ApplicationModule(allowedDependencies = { "autopsy", "fleet", "fleet.blueprint", "aws", "manager", "secret", "stack",
		"stack :: template" })
@NullMarked
package dev.runnerfleet.fleet.diagnosis;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
