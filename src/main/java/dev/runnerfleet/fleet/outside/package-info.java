/**
 * What somebody did to a fleet without the portal, and how it differs from its template.
 */
@ApplicationModule(
		allowedDependencies = { "fleet", "fleet.blueprint", "audit", "stack", "stack :: drift", "stack :: template" })
@NullMarked
package dev.runnerfleet.fleet.outside;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
