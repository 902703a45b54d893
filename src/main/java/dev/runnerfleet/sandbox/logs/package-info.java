/** The sandbox's CloudWatch Logs, in which managers tell what they do. */
@ApplicationModule(
		allowedDependencies = { "sandbox.account", "sandbox.story", "sandbox.manager", "sandbox.cloudformation" })
@NullMarked
package dev.runnerfleet.sandbox.logs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
