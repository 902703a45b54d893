/**
 * What only GitLab knows of runners and jobs, read with a token that administrators leave
 * here: kept with a key from the configuration, or not at all. Open to other modules,
 * which have to name it all the same.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN,
		allowedDependencies = { "audit", "gitlab", "gitlab.connection", "gitlab.runner", "secret", "web" })
@NullMarked
package dev.runnerfleet.gitlab.reading;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
