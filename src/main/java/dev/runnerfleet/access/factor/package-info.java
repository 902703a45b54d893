/**
 * The second factor: codes of an authenticator, and what stands in for it when it is
 * lost.
 */
@ApplicationModule(allowedDependencies = { "audit", "secret", "web" })
@NullMarked
package dev.runnerfleet.access.factor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
