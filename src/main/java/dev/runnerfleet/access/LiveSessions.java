package dev.runnerfleet.access;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.session.SessionInformation;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.core.userdetails.User;

/**
 * Ends the sessions of people whose rights have changed, rather than wait for their
 * sign-out.
 */
class LiveSessions {

	private final SessionRegistry registry;

	LiveSessions(SessionRegistry registry) {
		this.registry = registry;
	}

	void end(String name) {
		endAllBut(name, null);
	}

	void endAllBut(String name, @Nullable String sessionId) {
		// Principals are equal by name.
		User principal = new User(name, "", List.of());
		this.registry.getAllSessions(principal, false)
			.stream()
			.filter((session) -> !session.getSessionId().equals(sessionId))
			.forEach(SessionInformation::expireNow);
	}

}
