/**
 * The sign-in: who comes in by what, and the security filter chains that everything
 * passes.
 */
@ApplicationModule(allowedDependencies = { "access.factor", "access.password", "access.resume", "access.session",
		"access.throttle", "access.token", "access.user", "audit", "live", "secret", "web" })
@NullMarked
package dev.runnerfleet.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
