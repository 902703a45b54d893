/** What holds for every line of the log, whoever writes it. */
@ApplicationModule(allowedDependencies = "secret")
@NullMarked
package dev.runnerfleet.logs;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
