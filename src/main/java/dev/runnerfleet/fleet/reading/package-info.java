/** What a GitLab tells of a fleet's runner and of the jobs that wait for it. */
@ApplicationModule(allowedDependencies = { "fleet", "fleet.health", "gitlab.reading", "stack" })
@NullMarked
package dev.runnerfleet.fleet.reading;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
