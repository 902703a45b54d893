/** The same for scripts. */
@ApplicationModule(allowedDependencies = { "autopsy", "fleet", "fleet.adoption", "fleet.blueprint", "fleet.change",
		"fleet.cost", "fleet.diagnosis", "fleet.form", "fleet.launch", "fleet.listing", "fleet.outside", "fleet.pulse",
		"fleet.removal", "aws", "gitlab", "gitlab.runner", "network", "pulse", "secret", "stack", "stack :: drift",
		"stack :: preview", "stack :: template", "web" })
@NullMarked
package dev.runnerfleet.fleet.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
