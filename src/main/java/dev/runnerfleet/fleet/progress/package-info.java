/** How far a launch is, and how long launches usually take here. */
@ApplicationModule(allowedDependencies = { "aws" })
@NullMarked
package dev.runnerfleet.fleet.progress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
