/** What every page shares: the layout, its navigation, and failures in words. */
@ApplicationModule(allowedDependencies = "database")
@NullMarked
package dev.runnerfleet.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
