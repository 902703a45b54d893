/** What CloudFormation cannot remove by itself: busy workers, a full bucket, logs. */
@ApplicationModule(allowedDependencies = "aws")
@NullMarked
package dev.runnerfleet.cleanup;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
