/** Whether the portal, and CloudFormation for it, may do what a launch takes. */
@ApplicationModule(allowedDependencies = { "fleet", "fleet.blueprint", "fleet.preflight", "aws", "aws.permission" })
@NullMarked
package dev.runnerfleet.fleet.preflight.permission;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
