package dev.runnerfleet.access.user;

import java.nio.file.Path;
import java.time.Clock;

import dev.runnerfleet.access.throttle.KnownBrowsers;
import dev.runnerfleet.audit.Audit;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Puts users together as the application does. */
public final class UsersFixture {

	private UsersFixture() {
	}

	public static Users users(JdbcClient jdbc, PasswordEncoder passwords, KnownBrowsers browsers, Audit audit,
			Clock clock) {
		return new Users(jdbc, passwords, browsers, audit, clock);
	}

	public static FirstPassword firstPassword(Path data) {
		return new FirstPassword(data);
	}

}
