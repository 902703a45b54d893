/** The sandbox's other services, which show what its stacks have made. */
@ApplicationModule(allowedDependencies = { "aws", "sandbox.account", "sandbox.bucket", "sandbox.life", "sandbox.logs",
		"sandbox.manager", "sandbox.story", "sandbox.cloudformation" })
@NullMarked
package dev.runnerfleet.sandbox.services;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
