/**
 * What a value must be, whichever field it was typed into, before anybody looks at it.
 */
@ApplicationModule(allowedDependencies = { "secret", "web", "web.failure" })
@NullMarked
package dev.runnerfleet.web.input;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
