/** What a fleet's manager wrote last, for people who look for something in it. */
@ApplicationModule(allowedDependencies = { "autopsy", "aws", "fleet", "fleet.blueprint", "manager", "stack", "web" })
@NullMarked
package dev.runnerfleet.fleet.log;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
