/**
 * Runner tokens: trading, creating, checking and removing them at a GitLab that a person
 * names, behind a guard on what they name.
 */
@ApplicationModule(allowedDependencies = { "audit", "secret", "web" })
@NullMarked
package dev.runnerfleet.gitlab;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
