/** How operators see whether work on stacks goes on: health and meters. */
@ApplicationModule(allowedDependencies = { "stack", "monitoring" })
@NullMarked
package dev.runnerfleet.stack.monitoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
