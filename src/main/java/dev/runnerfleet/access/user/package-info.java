/**
 * Users and their roles, and the page where administrators manage them.
 */
@ApplicationModule(allowedDependencies = { "access.factor", "access.password", "access.throttle", "access.token",
		"audit", "secret", "web" })
@NullMarked
package dev.runnerfleet.access.user;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
