/** How living fleets are, for scripts. */
@ApplicationModule(allowedDependencies = { "fleet", "pulse", "stack", "web" })
@NullMarked
package dev.runnerfleet.fleet.pulse;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
