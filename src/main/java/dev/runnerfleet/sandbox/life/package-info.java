/** How a fleet lives once it stands: its jobs, its workers, and what goes wrong. */
@ApplicationModule(allowedDependencies = "sandbox.account")
@NullMarked
package dev.runnerfleet.sandbox.life;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
