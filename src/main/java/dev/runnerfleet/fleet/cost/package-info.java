/** What a fleet costs: the sums from a blueprint's parameters and the price list. */
@ApplicationModule(allowedDependencies = { "fleet.blueprint", "fleet.schedule", "price", "pulse", "stack :: template" })
@NullMarked
package dev.runnerfleet.fleet.cost;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
