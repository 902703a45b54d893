/** What a password has to be, and how it is kept: as its hash alone. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.runnerfleet.access.password;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
