/**
 * The guarded connection to a GitLab that a person names: which addresses it may lead to,
 * how long and how much it may take, and what came back. Open to other modules, which
 * have to name it all the same: notifications leave behind the same guard.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = { "gitlab", "secret" })
@NullMarked
package dev.runnerfleet.gitlab.connection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
