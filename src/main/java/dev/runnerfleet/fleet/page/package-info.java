/** A fleet's own page; it and the dashboard are kept current while somebody looks. */
@ApplicationModule(allowedDependencies = { "fleet", "fleet.blueprint", "fleet.change", "fleet.dashboard",
		"fleet.diagnosis", "fleet.outside", "fleet.removal", "live", "stack", "stack :: template", "web" })
@NullMarked
package dev.runnerfleet.fleet.page;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
