/**
 * How a living fleet is: what its manager reports, read from its log group, kept for two
 * weeks, and put into words.
 */
@ApplicationModule(allowedDependencies = { "autopsy", "aws", "manager", "secret", "stack", "task" })
@NullMarked
package dev.runnerfleet.pulse;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
