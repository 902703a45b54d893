/** An AWS and a GitLab of our own, to try the portal without an account at either. */
@ApplicationModule(allowedDependencies = { "sandbox.account", "sandbox.life", "sandbox.manager", "sandbox.story",
		"sandbox.cloudformation", "sandbox.services", "aws", "access", "web" })
@NullMarked
package dev.runnerfleet.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
