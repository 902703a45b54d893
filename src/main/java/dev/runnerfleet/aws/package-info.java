/** The way to AWS: clients, region, retries, and failures in words. */
@ApplicationModule(allowedDependencies = "secret")
@NullMarked
package dev.runnerfleet.aws;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
