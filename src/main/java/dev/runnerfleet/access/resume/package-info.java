/**
 * What somebody was about when a sign-in or a mistake came between, to go on with it: the
 * page that was asked for, the form that was typed, and its token. Open to other modules,
 * which have to name it all the same.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = { "access.session", "secret", "web" })
@NullMarked
package dev.runnerfleet.access.resume;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
