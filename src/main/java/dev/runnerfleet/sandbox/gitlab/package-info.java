/** A GitLab of our own over real HTTP, to get runner tokens from without an account. */
@ApplicationModule(allowedDependencies = { "sandbox.manager", "gitlab", "secret" })
@NullMarked
package dev.runnerfleet.sandbox.gitlab;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
