/**
 * What the portal does at a GitLab: make, check, pause and remove runners. Open to other
 * modules, which have to name it all the same.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN,
		allowedDependencies = { "gitlab", "gitlab.connection", "audit", "secret", "web" })
@NullMarked
package dev.runnerfleet.gitlab.runner;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
