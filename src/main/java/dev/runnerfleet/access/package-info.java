/** Who may come in and what each may do: users, roles and the security filter chains. */
@ApplicationModule(allowedDependencies = { "audit", "live", "web", "secret", "access.factor", "access.password",
		"access.session", "access.throttle", "access.token" })
@NullMarked
package dev.runnerfleet.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
