/** How far a launch is in steps that people understand, and how long launches take. */
@ApplicationModule(allowedDependencies = { "autopsy", "aws", "manager", "stack", "stack :: template" })
@NullMarked
package dev.runnerfleet.fleet.progress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
