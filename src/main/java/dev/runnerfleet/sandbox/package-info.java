/** An AWS and a GitLab of our own, to try the portal without an account at either. */
@ApplicationModule(allowedDependencies = { "aws", "gitlab", "secret", "stack :: template" })
@NullMarked
package dev.runnerfleet.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
