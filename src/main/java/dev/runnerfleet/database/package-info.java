/** The portal's own database: whether it answers, and what people are told when not. */
@ApplicationModule(allowedDependencies = "secret")
@NullMarked
package dev.runnerfleet.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
