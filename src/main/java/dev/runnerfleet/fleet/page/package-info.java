/** The dashboard and a fleet's own page, kept current while somebody looks. */
@ApplicationModule(allowedDependencies = { "fleet", "fleet.blueprint", "fleet.change", "fleet.diagnosis",
		"fleet.outside", "fleet.removal", "live", "stack", "stack :: template", "web" })
@NullMarked
package dev.runnerfleet.fleet.page;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
