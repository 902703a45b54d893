/**
 * One thing for several fleets that somebody has named, each as if it were asked for by
 * itself.
 */
@ApplicationModule(allowedDependencies = { "fleet", "fleet.change", "fleet.listing", "fleet.outside", "fleet.removal",
		"audit", "aws", "stack", "stack :: drift", "web" })
@NullMarked
package dev.runnerfleet.fleet.bulk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
