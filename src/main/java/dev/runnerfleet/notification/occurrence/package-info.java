/**
 * What happens to fleets that somebody may want to hear of, read from the rows that it
 * leaves anyway.
 */
@ApplicationModule(allowedDependencies = { "pulse", "stack" })
@NullMarked
package dev.runnerfleet.notification.occurrence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
