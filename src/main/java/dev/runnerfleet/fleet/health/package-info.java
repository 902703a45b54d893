/**
 * A living fleet for people's eyes: how it is, what it does, how it was lately, and why a
 * job may wait.
 */
@ApplicationModule(allowedDependencies = { "fleet", "fleet.blueprint", "fleet.schedule", "gitlab.reading", "manager",
		"pulse", "stack" })
@NullMarked
package dev.runnerfleet.fleet.health;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
