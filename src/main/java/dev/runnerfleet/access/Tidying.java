package dev.runnerfleet.access;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.stereotype.Component;

/** Clears away what has run out, so that the tables do not grow with every visit. */
@Component
class Tidying {

	private final JdbcIndexedSessionRepository sessions;

	private final Throttle throttle;

	private final KeptForms forms;

	Tidying(JdbcIndexedSessionRepository sessions, Throttle throttle, KeptForms forms) {
		this.sessions = sessions;
		this.throttle = throttle;
		this.forms = forms;
	}

	@Scheduled(fixedDelayString = "${portal.tidy:10m}", initialDelayString = "${portal.tidy:10m}")
	void tidy() {
		this.sessions.cleanUpExpiredSessions();
		this.throttle.tidy();
		this.forms.tidy();
	}

}
