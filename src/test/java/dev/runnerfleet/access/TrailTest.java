package dev.runnerfleet.access;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

import dev.runnerfleet.access.user.Users;
import dev.runnerfleet.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

/** Who comes in, who is turned away, and what is done to users is taken down. */
@SpringBootTest(classes = Portal.class, properties = { Portal.DATABASE, "portal.admin.password=first start password" })
@AutoConfigureMockMvc
class TrailTest {

	private static final String PASSWORD = "correct horse battery";

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Users users;

	@Autowired
	JdbcClient jdbc;

	/**
	 * However long a machine takes for a few guesses, no pause gets shorter meanwhile.
	 */
	@TestBean
	Clock clock;

	static Clock clock() {
		return Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
	}

	@BeforeEach
	void empty() {
		this.jdbc.sql("delete from portal_user where name <> 'admin'").update();
		this.jdbc.sql("delete from audit_entry where who <> 'portal'").update();
	}

	@Test
	void theFirstAdministratorIsThePortalsOwn() {
		assertThat(lines("portal")).contains("portal USER_CREATED admin DONE Role: Administrator PORTAL");
	}

	@Test
	void signingInAndOutIsTakenDown() {
		assertThat(signIn("ADMIN", "first start password")).hasRedirectedUrl("/");
		assertThat(this.mvc.post().uri("/logout").with(csrf()).with(user("admin").roles("ADMIN")))
			.hasRedirectedUrl("/login?out");
		assertThat(lines("admin")).isEqualTo("""
				admin SIGN_IN admin DONE  PAGE 127.0.0.1
				admin SIGN_OUT admin DONE  PAGE 127.0.0.1""");
	}

	@Test
	void aRefusedSignInKeepsTheNameThatWasTriedAndNoPassword() {
		signIn("Admin", "a slip of the pen");
		assertThat(this.mvc.get().uri("/api/v1/fleets").with(httpBasic("admin", "a slip of the pen"))).hasStatus(401);
		assertThat(lines("admin")).isEqualTo("""
				admin SIGN_IN_REFUSED Admin REFUSED User name or password is wrong PAGE 127.0.0.1
				admin SIGN_IN_REFUSED admin REFUSED User name or password is wrong API 127.0.0.1""");
		signIn("admin", "first start password");
	}

	@Test
	void guessingIsTakenDownUntilThePause() {
		for (int guess = 0; guess < 9; guess++) {
			signIn("guesser", "guess " + guess);
		}
		assertThat(lines("guesser").lines()).hasSize(4);
		assertThat(lines("guesser"))
			.endsWith("User name or password is wrong; further attempts are paused for 30 seconds PAGE 127.0.0.1");
	}

	@Test
	void aDisabledUserIsTakenDownAsSuch() {
		this.users.add("mara", PASSWORD, Role.VIEWER);
		this.users.disable("mara");
		signIn("mara", PASSWORD);
		assertThat(lines("mara")).isEqualTo("mara SIGN_IN_REFUSED mara REFUSED The account is disabled PAGE 127.0.0.1");
	}

	@Test
	@WithMockUser(username = "mara", roles = "VIEWER")
	void onesOwnPasswordIsTakenDownAndSoIsAWrongOne() {
		this.users.add("mara", PASSWORD, Role.VIEWER);
		String chosen = "a whole new password";
		post("/account", Map.of("current", "not mine", "password", chosen, "again", chosen));
		post("/account", Map.of("current", PASSWORD, "password", chosen, "again", chosen));
		assertThat(lines("mara")).endsWith("""
				mara SIGN_IN_REFUSED mara REFUSED User name or password is wrong PAGE 127.0.0.1
				mara PASSWORD_CHANGED mara DONE  PAGE 127.0.0.1""");
	}

	@Test
	void readingIsNotTakenDownAndOverreachingIs() {
		assertThat(this.mvc.get().uri("/api/v1/fleets").with(httpBasic("admin", "first start password"))).hasStatusOk();
		assertThat(this.mvc.get().uri("/users?role=x").with(user("vera").roles("VIEWER"))).hasStatus(403);
		assertThat(this.mvc.post().uri("/api/v1/fleets").with(user("vera").roles("VIEWER"))).hasStatus(403);
		assertThat(this.mvc.post().uri("/fleets").with(user("vera").roles("OPERATOR"))).hasStatus(403);
		assertThat(this.mvc.post().uri("/fleets")).hasRedirectedUrl("/login?expired");
		assertThat(lines("admin")).isEmpty();
		assertThat(lines("")).isEmpty();
		assertThat(lines("vera")).isEqualTo("""
				vera REFUSED GET /users REFUSED The role does not suffice PAGE 127.0.0.1
				vera REFUSED POST /api/v1/fleets REFUSED The role does not suffice API 127.0.0.1
				vera REFUSED POST /fleets REFUSED The form was out of date, or not the portal's own PAGE 127.0.0.1""");
	}

	@Test
	@WithMockUser(username = "root", roles = "ADMIN")
	void whatHappensToUsersIsTakenDown() {
		Map<String, String> mara = Map.of("name", "mara", "password", PASSWORD, "role", "VIEWER");
		post("/users", mara);
		post("/users", mara);
		post("/users/mara/role", Map.of("role", "OPERATOR"));
		post("/users/mara/password", Map.of("password", "a whole new password", "again", "a whole new password"));
		post("/users/mara/disable", Map.of());
		post("/users/mara/enable", Map.of());
		post("/users/mara/delete", Map.of());
		post("/users/admin/delete", Map.of());
		assertThat(lines("root")).isEqualTo("""
				root USER_CREATED mara DONE Role: Viewer PAGE 127.0.0.1
				root USER_CREATED mara REFUSED The name is taken PAGE 127.0.0.1
				root USER_CHANGED mara DONE Role: Operator PAGE 127.0.0.1
				root PASSWORD_CHANGED mara DONE To be changed at the next sign-in PAGE 127.0.0.1
				root USER_CHANGED mara DONE May no longer sign in PAGE 127.0.0.1
				root USER_CHANGED mara DONE May sign in again PAGE 127.0.0.1
				root USER_REMOVED mara DONE  PAGE 127.0.0.1
				root USER_REMOVED admin REFUSED This is the last administrator PAGE 127.0.0.1""");
	}

	private String lines(String who) {
		return String
			.join("\n",
					this.jdbc.sql("select * from audit_entry where who = ? order by id")
						.param(who)
						.query((row, number) -> "%s %s %s %s %s %s %s"
							.formatted(row.getString("who"), row.getString("action"), row.getString("subject"),
									row.getString("outcome"), row.getString("detail"), row.getString("via"),
									row.getString("address"))
							.strip())
						.list());
	}

	private MvcTestResult post(String path, Map<String, String> form) {
		var request = this.mvc.post().uri(path).with(csrf());
		form.forEach(request::param);
		return request.exchange();
	}

	private MvcTestResult signIn(String name, String password) {
		return post("/login", Map.of("username", name, "password", password));
	}

}
