/** The API's description as a page that people read. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.runnerfleet.web.reference;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
