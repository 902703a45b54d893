/**
 * What somebody was about when a sign-in came between, to go on with it: the page that
 * was asked for, and the form that was typed.
 */
@ApplicationModule(allowedDependencies = { "access.session", "secret", "web" })
@NullMarked
package dev.runnerfleet.access.resume;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
