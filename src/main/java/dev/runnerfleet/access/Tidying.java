package dev.runnerfleet.access;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.stereotype.Component;

/** Clears away what has run out, so that the tables do not grow with every visit. */
@Component
class Tidying {

	private final JdbcIndexedSessionRepository sessions;

	private final KeptForms forms;

	Tidying(JdbcIndexedSessionRepository sessions, KeptForms forms) {
		this.sessions = sessions;
		this.forms = forms;
	}

	@Scheduled(fixedDelayString = "${portal.tidy:10m}", initialDelayString = "${portal.tidy:10m}")
	void tidy() {
		this.sessions.cleanUpExpiredSessions();
		this.forms.tidy();
	}

}
