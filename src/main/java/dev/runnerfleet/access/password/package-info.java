/**
 * What a password has to be, how it is kept, and how the work of checking it is kept
 * small, whoever asks for it and however often.
 */
@ApplicationModule(allowedDependencies = { "web" })
@NullMarked
package dev.runnerfleet.access.password;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
