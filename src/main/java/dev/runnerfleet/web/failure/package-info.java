/** Failures in words, whoever they come from: a controller, a filter or the container. */
@ApplicationModule(allowedDependencies = { "database", "web" })
@NullMarked
package dev.runnerfleet.web.failure;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
