/** The trail of who did what, when, from where and with what outcome. */
@ApplicationModule(allowedDependencies = { "secret", "web" })
@NullMarked
package dev.runnerfleet.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
