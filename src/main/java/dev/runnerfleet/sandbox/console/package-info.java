/** Stands in for the AWS console, where somebody acts without the portal. */
@ApplicationModule(allowedDependencies = { "sandbox", "sandbox.account", "sandbox.life", "sandbox.story",
		"sandbox.cloudformation", "fleet", "stack :: template", "web" })
@NullMarked
package dev.runnerfleet.sandbox.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
