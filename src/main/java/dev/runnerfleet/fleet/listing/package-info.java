/**
 * How fleets are found: what each is searched, ordered and narrowed by, its labels among
 * it.
 */
@ApplicationModule(allowedDependencies = { "fleet", "audit", "pulse", "stack" })
@NullMarked
package dev.runnerfleet.fleet.listing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
