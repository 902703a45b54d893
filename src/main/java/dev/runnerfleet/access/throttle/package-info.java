/**
 * How often a password may be tried: by whom, from where, and altogether.
 */
@ApplicationModule(allowedDependencies = { "access.session", "audit", "web" })
@NullMarked
package dev.runnerfleet.access.throttle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
