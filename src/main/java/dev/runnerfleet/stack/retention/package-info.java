/** What is forgotten of stacks when nobody needs it any longer. */
@ApplicationModule(allowedDependencies = "stack")
@NullMarked
package dev.runnerfleet.stack.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
