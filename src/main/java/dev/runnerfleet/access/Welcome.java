package dev.runnerfleet.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Ends the start-up's log with where the portal is and how to sign in. */
class Welcome {

	private static final Logger logger = LoggerFactory.getLogger(Welcome.class);

	private final FirstUsers firstUsers;

	private final Environment environment;

	Welcome(FirstUsers firstUsers, Environment environment) {
		this.firstUsers = firstUsers;
		this.environment = environment;
	}

	@EventListener(ApplicationReadyEvent.class)
	@Order
	void greet() {
		String port = this.environment.getProperty("local.server.port");
		if (port == null) {
			return;
		}
		logger.info("Runner Fleet Portal: {} — {}", address(port), this.firstUsers.howToSignIn());
	}

	private String address(String port) {
		String fixed = this.environment.getProperty("portal.url", "");
		return !fixed.isBlank() ? fixed
				: "http://localhost:" + port + this.environment.getProperty("server.servlet.context-path", "");
	}

}
