/**
 * What everything that is said to a GitLab and of it has in common: failures in words,
 * and the ways to a runner token.
 */
@ApplicationModule(allowedDependencies = { "secret" })
@NullMarked
package dev.runnerfleet.gitlab;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
