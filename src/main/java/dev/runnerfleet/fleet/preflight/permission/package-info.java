/** Whether the portal, and CloudFormation for it, may do what a launch takes. */
@NullMarked
package dev.runnerfleet.fleet.preflight.permission;

import org.jspecify.annotations.NullMarked;
