/**
 * The launch form: its fields, its values, and whether they can work, looked at from
 * every side before anything is sent.
 */
@ApplicationModule(allowedDependencies = { "fleet", "fleet.blueprint", "fleet.preflight", "fleet.schedule",
		"access.resume", "aws", "gitlab", "gitlab.runner", "network", "secret", "stack", "stack :: template", "web" })
@NullMarked
package dev.runnerfleet.fleet.form;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
