/** How two templates of a stack differ, and what depends on what in one. */
@ApplicationModule(allowedDependencies = { "sandbox.account", "stack :: template" })
@NullMarked
package dev.runnerfleet.sandbox.template;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
