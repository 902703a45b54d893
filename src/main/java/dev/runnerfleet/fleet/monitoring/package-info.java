/** How operators see fleets: meters, and the log's lines about each. */
@ApplicationModule(allowedDependencies = { "fleet", "logs", "monitoring" })
@NullMarked
package dev.runnerfleet.fleet.monitoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
