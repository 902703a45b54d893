/** What the sandbox's account has before anything is launched. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.runnerfleet.sandbox.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
