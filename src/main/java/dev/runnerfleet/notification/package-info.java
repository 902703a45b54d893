/**
 * Word of what happens to fleets: who is told of what by webhook or mail, and what came
 * of it.
 */
@ApplicationModule(allowedDependencies = { "audit", "gitlab.connection", "notification.occurrence", "secret", "stack",
		"task", "web" })
@NullMarked
package dev.runnerfleet.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
