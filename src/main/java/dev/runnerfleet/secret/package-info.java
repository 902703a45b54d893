/**
 * The one type that tokens travel in, and what encrypts the little that has to be kept.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.runnerfleet.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
