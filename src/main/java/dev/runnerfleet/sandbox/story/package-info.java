/** What happens to a stack and when, as a function of what was asked of it. */
@ApplicationModule(
		allowedDependencies = { "sandbox.account", "sandbox.manager", "sandbox.template", "stack :: template" })
@NullMarked
package dev.runnerfleet.sandbox.story;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
