/** An AWS of our own, to try the portal without an account. */
@ApplicationModule(allowedDependencies = { "aws", "stack :: template" })
@NullMarked
package dev.runnerfleet.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
