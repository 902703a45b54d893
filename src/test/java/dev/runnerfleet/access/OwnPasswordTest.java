package dev.runnerfleet.access;

import java.net.URI;
import java.util.Map;

import dev.runnerfleet.access.user.Users;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

/** A password that others know opens nothing but the page to change it. */
@SpringBootTest(classes = Portal.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { Portal.DATABASE, "portal.admin.password=first start password", "server.address=127.0.0.1" })
@AutoConfigureMockMvc
class OwnPasswordTest {

	private static final String HANDED = "correct horse battery";

	private static final String OWN = "green tables walk";

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Users users;

	@Autowired
	JdbcClient jdbc;

	@BeforeEach
	void onlyMara() {
		this.jdbc.sql("delete from portal_user where name <> 'admin'").update();
		assertThat(post("/users", Map.of("name", "mara", "password", HANDED, "role", "OPERATOR")))
			.hasStatus3xxRedirection();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/fleets", "/fleets/new", "/users", "/audit.csv", "/account/else", "/nowhere" })
	void everyPageLeadsToTheOneThatChangesIt(String path) {
		Cookie session = session(signIn(HANDED));
		assertThat(page(path, session)).hasRedirectedUrl("/account");
		assertThat(page("/account", session)).hasStatusOk()
			.bodyText()
			.contains("The password that you signed in with was given to you.");
		assertThat(this.mvc.get().uri("/css/app.css").cookie(session)).hasStatusOk();
	}

	@Test
	void scriptsAndStreamsAreTold() {
		assertThat(this.mvc.get().uri("/api/v1/fleets").with(httpBasic("mara", HANDED))).hasStatus(403);
		assertThat(this.mvc.get().uri("/api/v1/fleets").accept("text/html").with(httpBasic("mara", HANDED)))
			.hasStatus(403);
		Cookie session = session(signIn(HANDED));
		assertThat(this.mvc.get().uri("/fleets").header("HX-Request", "true").cookie(session)).hasStatus(403);
		assertThat(this.mvc.get().uri("/fleets").accept("text/event-stream").cookie(session)).hasStatus(403);
	}

	@Test
	void signingOutIsPossible() {
		assertThat(this.mvc.post().uri("/logout").cookie(session(signIn(HANDED))).with(csrf()))
			.hasRedirectedUrl("/login?out");
	}

	@ParameterizedTest
	@CsvSource({ "/fleets/new?name=blue,/fleets/new?name=blue", "/fleets?q=a%20b,/fleets?q=a%20b", "/,/" })
	void afterwardsThePageThatWasAskedForComes(String asked, String shown) {
		Cookie session = session(signIn(HANDED));
		Cookie requestedPage = page(asked, session).getResponse().getCookie("WAY-BACK");
		assertThat(change(session, requestedPage, HANDED, OWN)).hasRedirectedUrl(shown);
		assertThat(page("/fleets", session)).hasStatusOk();
		assertThat(this.mvc.get().uri("/api/v1/fleets").with(httpBasic("mara", OWN))).hasStatusOk();
	}

	@Test
	void theSamePasswordAgainIsNoneOfOnesOwn() {
		Cookie session = session(signIn(HANDED));
		assertThat(change(session, new Cookie("none", "x"), HANDED, HANDED)).hasStatus(422)
			.bodyText()
			.contains("This is the password that you have now.");
		assertThat(page("/fleets", session)).hasRedirectedUrl("/account");
	}

	@Test
	void anAdministratorsResetMakesItSomebodyElsesAgain() {
		this.users.changePassword("mara", OWN);
		assertThat(usersPage()).bodyText().doesNotContain("Has to change the password");
		post("/users/mara/password", Map.of("password", HANDED, "again", HANDED));
		assertThat(usersPage()).bodyText().contains("Has to change the password");
		assertThat(page("/fleets", session(signIn(HANDED)))).hasRedirectedUrl("/account");
	}

	@Test
	void onesOwnIsChangedWithTheCurrentOneOnly() {
		assertThat(post("/users/admin/password", Map.of("password", OWN, "again", OWN))).hasStatus(422)
			.bodyText()
			.contains("Change your own password under <a href=\"/account\">Your account</a>.");
		assertThat(this.users.find("admin"))
			.hasValueSatisfying((admin) -> assertThat(admin.mustChangePassword()).isFalse());
	}

	@Test
	void everyWayToSetAPasswordRefusesWhatIsSoonGuessed() {
		assertThat(post("/users", Map.of("name", "omar", "password", "omar-2026-omar", "role", "VIEWER")))
			.hasStatus(422)
			.bodyText()
			.contains("This is little more than a user name");
		assertThat(post("/users/mara/password", Map.of("password", "mara-2026-mara", "again", "mara-2026-mara")))
			.hasStatus(422)
			.bodyText()
			.contains("This is little more than a user name");
		assertThat(change(session(signIn(HANDED)), new Cookie("none", "x"), HANDED, "password1234")).hasStatus(422)
			.bodyText()
			.contains("This is close to a password that many people use.");
	}

	@Test
	void anEarlierHashIsReplacedAtTheNextSignInAndEndsNoSession() {
		this.users.changePassword("mara", OWN);
		this.jdbc.sql("update portal_user set password = ? where name = 'mara'")
			.param("{argon2@SpringSecurity_v5_8}" + Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8().encode(OWN))
			.update();
		Cookie session = session(signIn(OWN));
		assertThat(this.users.loadUserByUsername("mara").getPassword()).contains("$m=19456,t=2,p=1$");
		assertThat(page("/fleets", session)).hasStatusOk();
		assertThat(page("/fleets", session(signIn(OWN)))).hasStatusOk();
	}

	@Test
	void aBrowserThatSignedInIsKnownByACookieThatScriptsCannotRead() {
		MvcTestResult signedIn = signIn(HANDED);
		assertThat(signedIn.getResponse().getHeaders("Set-Cookie"))
			.anySatisfy((cookie) -> assertThat(cookie).startsWith("KNOWN-BROWSER=")
				.contains("HttpOnly", "SameSite=Lax", "Max-Age=15552000")
				.doesNotContain("Secure"));
		String mark = signedIn.getResponse().getCookie("KNOWN-BROWSER").getValue();
		assertThat(
				this.jdbc.sql("select mark from known_browser where user_name = 'mara'").query(String.class).single())
			.hasSize(64)
			.isNotEqualTo(mark);
	}

	private MvcTestResult usersPage() {
		return this.mvc.get().uri("/users").with(user("admin").roles("ADMIN")).exchange();
	}

	private MvcTestResult post(String path, Map<String, String> form) {
		var request = this.mvc.post().uri(path).with(user("admin").roles("ADMIN")).with(csrf());
		form.forEach(request::param);
		return request.exchange();
	}

	private MvcTestResult change(Cookie session, Cookie requestedPage, String current, String password) {
		return this.mvc.post()
			.uri("/account")
			.cookie(session, requestedPage)
			.with(csrf())
			.param("current", current)
			.param("password", password)
			.param("again", password)
			.exchange();
	}

	private MvcTestResult page(String path, Cookie session) {
		return this.mvc.get().uri(URI.create(path)).accept("text/html").cookie(session).exchange();
	}

	private MvcTestResult signIn(String password) {
		return this.mvc.post()
			.uri("/login")
			.with(csrf())
			.param("username", "mara")
			.param("password", password)
			.exchange();
	}

	private static Cookie session(MvcTestResult signedIn) {
		Cookie session = signedIn.getResponse().getCookie("JSESSIONID");
		assertThat(session).isNotNull();
		return session;
	}

}
