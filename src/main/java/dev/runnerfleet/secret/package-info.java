/** The one type that tokens travel in. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.runnerfleet.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
