/**
 * Changes fleets: a preview first, then the decision; cancelling, going on with a
 * rollback, protecting.
 */
@ApplicationModule(allowedDependencies = { "fleet", "fleet.blueprint", "fleet.cost", "fleet.diagnosis", "fleet.form",
		"fleet.preflight", "audit", "aws", "gitlab.runner", "secret", "stack", "stack :: preview",
		"stack :: template" })
@NullMarked
package dev.runnerfleet.fleet.change;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
