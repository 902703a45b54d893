/** A fleet's own page; it and the dashboard are kept current while somebody looks. */
@ApplicationModule(allowedDependencies = { "autopsy", "fleet", "fleet.blueprint", "fleet.change", "fleet.cost",
		"fleet.dashboard", "fleet.diagnosis", "fleet.health", "fleet.listing", "fleet.log", "fleet.outside",
		"fleet.preflight", "fleet.progress", "fleet.removal", "live", "network", "stack", "stack :: template", "web" })
@NullMarked
package dev.runnerfleet.fleet.page;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
