/** The sandbox's CloudFormation: what is asked of stacks, refused and told of them. */
@ApplicationModule(allowedDependencies = { "sandbox.account", "sandbox.life", "sandbox.manager", "sandbox.story",
		"stack :: template" })
@NullMarked
package dev.runnerfleet.sandbox.cloudformation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
