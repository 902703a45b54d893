/** Work that goes on after a kill: db-scheduler keeps in the database what is due. */
@ApplicationModule(allowedDependencies = "aws")
@NullMarked
package dev.runnerfleet.task;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
