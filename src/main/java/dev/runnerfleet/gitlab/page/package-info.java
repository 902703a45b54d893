/**
 * The page for runner tokens, and the same for scripts.
 */
@ApplicationModule(allowedDependencies = { "gitlab", "gitlab.runner", "secret", "web" })
@NullMarked
package dev.runnerfleet.gitlab.page;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
