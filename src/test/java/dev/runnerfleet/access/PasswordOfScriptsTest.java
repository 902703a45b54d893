package dev.runnerfleet.access;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.runnerfleet.access.token.ApiTokens;
import dev.runnerfleet.access.user.Users;
import dev.runnerfleet.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

/**
 * A password that was right a moment ago is remembered for scripts, but no longer than it
 * opens anything.
 */
@SpringBootTest(classes = Portal.class, webEnvironment = WebEnvironment.MOCK,
		properties = { Portal.DATABASE, "portal.admin.password=first start password" })
@AutoConfigureMockMvc
class PasswordOfScriptsTest {

	private static final String PASSWORD = "correct horse battery";

	private static final String OTHER = "quiet lantern over water";

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Users users;

	@Autowired
	ApiTokens tokens;

	@Autowired
	JdbcClient jdbc;

	static Stream<Arguments> changes() {
		return Stream.of(arguments(change("disabled", (users) -> users.disable("omar")), PASSWORD, 401),
				arguments(change("removed", (users) -> users.delete("omar")), PASSWORD, 401),
				arguments(change("another password, the old one", (users) -> users.changePassword("omar", OTHER)),
						PASSWORD, 401),
				arguments(change("another password, the new one", (users) -> users.changePassword("omar", OTHER)),
						OTHER, 200),
				arguments(change("a password handed over, the old one", (users) -> users.handPassword("omar", OTHER)),
						PASSWORD, 401),
				arguments(change("a password handed over, the new one", (users) -> users.handPassword("omar", OTHER)),
						OTHER, 403),
				arguments(change("made a viewer", (users) -> users.changeRole("omar", Role.VIEWER)), PASSWORD, 403),
				arguments(change("nothing", (users) -> {
				}), PASSWORD, 200));
	}

	@BeforeEach
	void onlyOmar() {
		this.jdbc.sql("delete from portal_user where name <> 'admin'").update();
		this.jdbc.sql("delete from sign_in_budget").update();
		this.users.add("omar", PASSWORD, Role.OPERATOR);
	}

	@ParameterizedTest
	@MethodSource("changes")
	void aChangeOfTheUserCountsAtTheNextCall(Consumer<Users> change, String password, int status) {
		assertThat(ask(PASSWORD)).hasStatus(200);
		assertThat(ask(PASSWORD)).hasStatus(200);
		change.accept(this.users);
		assertThat(ask(password)).hasStatus(status);
	}

	@Test
	void aTokenGoesOnBesideThePasswordFromWhichItDoesNotFollow() {
		String token = this.tokens.make("omar", "nightly", "OPERATOR", Duration.ofDays(1)).reveal();
		this.users.handPassword("omar", OTHER);
		assertThat(ask(OTHER)).hasStatus(403);
		assertThat(bearer(token)).hasStatus(200);
		this.users.disable("omar");
		assertThat(bearer(token)).hasStatus(401);
	}

	private MvcTestResult ask(String password) {
		return this.mvc.method(HttpMethod.POST).uri("/api/v1/fleets").with(httpBasic("omar", password)).exchange();
	}

	private MvcTestResult bearer(String token) {
		return this.mvc.method(HttpMethod.POST)
			.uri("/api/v1/fleets")
			.header("Authorization", "Bearer " + token)
			.exchange();
	}

	private static Named<Consumer<Users>> change(String name, Consumer<Users> change) {
		return Named.of(name, change);
	}

}
