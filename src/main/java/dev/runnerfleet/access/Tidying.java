package dev.runnerfleet.access;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.stereotype.Component;

/** Clears away what has run out, so that the tables do not grow with every visit. */
@Component
class Tidying {

	private final JdbcIndexedSessionRepository sessions;

	private final Throttle throttle;

	Tidying(JdbcIndexedSessionRepository sessions, Throttle throttle) {
		this.sessions = sessions;
		this.throttle = throttle;
	}

	@Scheduled(fixedDelayString = "10m", initialDelayString = "1m")
	void tidy() {
		this.sessions.cleanUpExpiredSessions();
		this.throttle.tidy();
	}

}
