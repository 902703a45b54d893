/**
 * Tokens that scripts sign in with: shown once, kept as a hash, gone with their owner.
 */
@ApplicationModule(allowedDependencies = { "audit", "secret" })
@NullMarked
package dev.runnerfleet.access.token;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
