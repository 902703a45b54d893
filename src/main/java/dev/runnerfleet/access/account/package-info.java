/**
 * The pages of one's own account: password, second factor, sessions, API tokens.
 */
@ApplicationModule(allowedDependencies = { "access", "access.factor", "access.password", "access.resume",
		"access.session", "access.throttle", "access.token", "access.user", "audit", "secret", "web" })
@NullMarked
package dev.runnerfleet.access.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
