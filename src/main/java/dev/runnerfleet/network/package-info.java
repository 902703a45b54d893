/** What an account has to choose from: networks, key pairs, regions. */
@ApplicationModule(allowedDependencies = { "aws", "web" })
@NullMarked
package dev.runnerfleet.network;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
