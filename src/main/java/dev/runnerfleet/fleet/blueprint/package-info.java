/** The blueprints: embedded CloudFormation templates, and what their parts are called. */
@ApplicationModule(allowedDependencies = { "fleet", "stack :: preview", "stack :: template" })
@NullMarked
package dev.runnerfleet.fleet.blueprint;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
