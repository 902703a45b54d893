/** Stacks in CloudFormation: what was asked of them, and what came of it. */
@ApplicationModule(allowedDependencies = { "aws", "logs", "secret", "task" })
@NullMarked
package dev.runnerfleet.stack;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
