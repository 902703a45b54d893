/** Where people are signed in, and how long that holds. */
@ApplicationModule(allowedDependencies = { "live", "web" })
@NullMarked
package dev.runnerfleet.access.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
