/**
 * What a fleet's manager does at boot and after a change, what stops it, and what it logs
 * of it.
 */
@ApplicationModule(allowedDependencies = "sandbox.account")
@NullMarked
package dev.runnerfleet.sandbox.manager;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
