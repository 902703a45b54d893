package dev.runnerfleet.access;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import dev.runnerfleet.secret.Secret;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * Sessions are rows that any replica reads, and the user's row says whether they hold.
 */
@SpringBootTest(classes = Portal.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { Portal.DATABASE, "portal.admin.password=first start password", "server.address=127.0.0.1" })
@AutoConfigureMockMvc
class SessionsTest {

	private static final String PASSWORD = "correct horse battery";

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Users users;

	@Autowired
	OpenSessions open;

	@Autowired
	JdbcClient jdbc;

	@BeforeEach
	void onlyMara() {
		this.jdbc.sql("delete from portal_session").update();
		this.jdbc.sql("delete from portal_user where name <> 'admin'").update();
		this.users.add("mara", PASSWORD, Role.VIEWER);
	}

	/** What another replica does to a user's row. */
	enum Change {

		DISABLED("update portal_user set enabled = false where name = 'mara'"),
		CHANGED("update portal_user set version = version + 1 where name = 'mara'"),
		REMOVED("delete from portal_user where name = 'mara'");

		private final String statement;

		Change(String statement) {
			this.statement = statement;
		}

	}

	@ParameterizedTest
	@EnumSource
	void aChangeOfTheUserEndsTheSessionWhereverItWasMade(Change change) {
		Cookie session = signIn();
		assertThat(get("/fleets", session)).hasStatusOk();
		assertThat(this.open.stillOpen(ids())).isEqualTo(Set.copyOf(ids()));
		this.jdbc.sql(change.statement).update();
		assertThat(this.open.stillOpen(ids())).isEmpty();
		assertThat(get("/fleets", session)).hasRedirectedUrl("/login?ended");
		assertThat(ids()).isEmpty();
		assertThat(get("/fleets", session)).hasRedirectedUrl("/login?over");
	}

	@Test
	void whatChangesAUserEndsTheirSessions() {
		List<Runnable> changes = List.of(() -> this.users.changeRole("mara", Role.OPERATOR),
				() -> this.users.changePassword("mara", PASSWORD), () -> this.users.disable("mara"));
		for (Runnable change : changes) {
			Cookie session = signIn();
			change.run();
			assertThat(get("/fleets", session)).hasRedirectedUrl("/login?ended");
		}
	}

	@Test
	void aNamesakeInheritsNoSession() {
		Cookie session = signIn();
		this.users.delete("mara");
		this.users.add("mara", PASSWORD, Role.ADMIN);
		assertThat(get("/fleets", session)).hasRedirectedUrl("/login?ended");
	}

	@Test
	void onesOwnNewPasswordKeepsTheSessionItWasMadeInAndEndsTheOthers() {
		Cookie here = signIn();
		Cookie elsewhere = signIn();
		assertThat(this.mvc.post()
			.uri("/account")
			.cookie(here)
			.with(csrf())
			.param("current", PASSWORD)
			.param("password", "a whole new password")
			.param("again", "a whole new password")).hasRedirectedUrl("/account");
		assertThat(get("/account", here)).hasStatusOk().bodyText().contains("Your password is changed.");
		assertThat(get("/account", elsewhere)).hasRedirectedUrl("/login?ended");
	}

	@Test
	void signingOutEndsTheSessionForEveryone() {
		Cookie session = signIn();
		assertThat(this.mvc.post().uri("/logout").cookie(session).with(csrf())).hasRedirectedUrl("/login?out");
		assertThat(ids()).isEmpty();
		assertThat(get("/fleets", session)).hasRedirectedUrl("/login?over");
	}

	@Test
	void anIdleSessionIsOverAndSoAreItsStreams() {
		Cookie session = signIn();
		this.jdbc.sql("update portal_session set last_access_time = 0, expiry_time = 1").update();
		assertThat(this.open.stillOpen(ids())).isEmpty();
		assertThat(get("/fleets", session)).hasRedirectedUrl("/login?over");
	}

	@Test
	void aSessionHoldsNeitherPasswordNorHash() {
		Cookie session = signIn();
		get("/account", session);
		assertThat(this.jdbc.sql("select attribute_bytes from portal_session_attributes").query(byte[].class).list())
			.hasSizeGreaterThan(1)
			.allSatisfy((bytes) -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain(PASSWORD,
					"argon2", "ROLE_"));
	}

	@Test
	void aSecretCannotBeWrittenIntoASession() {
		assertThatExceptionOfType(ConversionFailedException.class)
			.isThrownBy(() -> SessionValues.conversion().convert(Secret.of("glrt-something"), byte[].class));
	}

	@Test
	void aSessionThatCannotBeReadAnyMoreLeadsToTheSignInAndNotIntoAnError() {
		Cookie session = signIn();
		this.jdbc.sql("update portal_session_attributes set attribute_bytes = ?")
			.param(new byte[] { 1, 2, 3 })
			.update();
		assertThat(get("/fleets", session)).hasStatus3xxRedirection().redirectedUrl().startsWith("/login");
		assertThat(get("/fleets", signIn())).hasStatusOk();
	}

	@Test
	void theCookiesAreSecureWheneverTheRequestWas() {
		assertThat(cookies(this.mvc.post()
			.uri("/login")
			.secure(true)
			.with(csrf())
			.param("username", "mara")
			.param("password", PASSWORD))).anySatisfy((cookie) -> assertThat(cookie).startsWith("JSESSIONID="))
			.allSatisfy((cookie) -> assertThat(cookie).contains("Secure", "HttpOnly", "SameSite=Lax"));
		assertThat(cookies(this.mvc.get().uri("/fleets").accept("text/html"))).isNotEmpty()
			.allSatisfy((cookie) -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax").doesNotContain("Secure"));
	}

	private List<String> cookies(MockMvcTester.MockMvcRequestBuilder request) {
		return request.exchange().getResponse().getHeaders("Set-Cookie");
	}

	private Cookie signIn() {
		Cookie session = this.mvc.post()
			.uri("/login")
			.with(csrf())
			.param("username", "mara")
			.param("password", PASSWORD)
			.exchange()
			.getResponse()
			.getCookie("JSESSIONID");
		assertThat(session).isNotNull();
		return session;
	}

	private MvcTestResult get(String path, Cookie session) {
		return this.mvc.get().uri(path).accept("text/html").cookie(session).exchange();
	}

	private List<String> ids() {
		return this.jdbc.sql("select session_id from portal_session").query(String.class).list();
	}

}
