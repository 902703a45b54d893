/** What identities may do in AWS, as AWS's own simulation judges it. */
@ApplicationModule(allowedDependencies = "aws")
@NullMarked
package dev.runnerfleet.aws.permission;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
