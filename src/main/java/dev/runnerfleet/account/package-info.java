/** The AWS account itself: who the portal is there, and what the account is allowed. */
@ApplicationModule(allowedDependencies = { "aws", "web" })
@NullMarked
package dev.runnerfleet.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
