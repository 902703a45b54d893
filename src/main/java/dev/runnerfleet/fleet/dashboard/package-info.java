/** Every fleet at a glance. */
@ApplicationModule(allowedDependencies = { "fleet", "fleet.outside", "live", "stack", "web" })
@NullMarked
package dev.runnerfleet.fleet.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
