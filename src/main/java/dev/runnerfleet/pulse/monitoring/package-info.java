/** How operators see living fleets: meters. */
@ApplicationModule(allowedDependencies = { "monitoring", "pulse" })
@NullMarked
package dev.runnerfleet.pulse.monitoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
