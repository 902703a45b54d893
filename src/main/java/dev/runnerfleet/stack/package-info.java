/** Stacks in CloudFormation: what was asked of them, and what came of it. */
@ApplicationModule(allowedDependencies = { "aws", "secret", "task" })
@NullMarked
package dev.runnerfleet.stack;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
