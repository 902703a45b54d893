/**
 * When a fleet works: schedules and time zones as the runner's own libraries read them.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.runnerfleet.fleet.schedule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
