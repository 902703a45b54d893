/**
 * Which machine a fleet's manager is: a resource of its stack, or one of an Auto Scaling
 * group that puts another in its place.
 */
@ApplicationModule(allowedDependencies = { "aws", "stack" })
@NullMarked
package dev.runnerfleet.manager;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
