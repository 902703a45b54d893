/** The sandbox's buckets, with what jobs have cached in them. */
@ApplicationModule(allowedDependencies = { "sandbox.account", "sandbox.story", "sandbox.cloudformation" })
@NullMarked
package dev.runnerfleet.sandbox.bucket;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
