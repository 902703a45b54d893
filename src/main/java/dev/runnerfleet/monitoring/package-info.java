/** What operators see of the portal, and who else may: probes, health and metrics. */
@ApplicationModule(allowedDependencies = "web")
@NullMarked
package dev.runnerfleet.monitoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
