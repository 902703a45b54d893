/**
 * Serves the style sheets and the icons, each whole and under a name that tells its
 * content.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.runnerfleet.web.styles;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
