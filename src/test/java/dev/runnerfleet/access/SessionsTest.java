package dev.runnerfleet.access;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.runnerfleet.access.session.OpenSessions;
import dev.runnerfleet.access.user.Users;
import dev.runnerfleet.web.Role;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
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
	void everySignInHasAnIdOfItsOwnThatNobodyGuesses() {
		signIn();
		signIn();
		assertThat(ids()).hasSize(2)
			.doesNotHaveDuplicates()
			.allMatch((id) -> id.matches("[\\w-]{36}"))
			.noneMatch((id) -> id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
	}

	@Test
	void aSignInTakesNoSessionOver() {
		Cookie before = signIn();
		Cookie after = this.mvc.post()
			.uri("/login")
			.cookie(before)
			.with(csrf())
			.param("username", "mara")
			.param("password", PASSWORD)
			.exchange()
			.getResponse()
			.getCookie("JSESSIONID");
		assertThat(after).isNotNull();
		assertThat(get("/fleets", after)).hasStatusOk();
		assertThat(get("/fleets", before)).hasRedirectedUrl("/login?over");
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
	void aSessionIsOverAfterAWeekHoweverMuchItIsUsed() {
		Cookie session = signIn();
		this.jdbc.sql("update portal_session set creation_time = creation_time - ?")
			.param(Duration.ofDays(7).toMillis() + 1)
			.update();
		assertThat(this.open.stillOpen(ids())).isEmpty();
		assertThat(get("/fleets/1/live", session)).hasRedirectedUrl("/login?over");
		assertThat(get("/fleets", session)).hasRedirectedUrl("/login?over");
		assertThat(ids()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/live", "/fleets/1/live", "/fleets/1/previews/2/waiting" })
	void whatAPageAsksForByItselfIsNoUseOfASession(String path) {
		this.users.changeRole("mara", Role.OPERATOR);
		Cookie session = signIn();
		this.jdbc.sql("update portal_session set last_access_time = last_access_time - 3600000").update();
		long before = lastUsed();
		assertThat(get(path, session)).hasStatusOk();
		assertThat(lastUsed()).isEqualTo(before);
		assertThat(get("/fleets", session)).hasStatusOk();
		assertThat(lastUsed()).isGreaterThan(before);
	}

	@Test
	void peopleSeeWhereTheyAreSignedInAndEndWhatTheyDoNotKnow() {
		Cookie here = signIn("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
		Cookie elsewhere = signIn("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0");
		String page = content("/account/sessions", here);
		assertThat(page).containsSubsequence("Firefox on Linux", "This one", "Edge on Windows", "127.0.0.1")
			.doesNotContain(ids());
		Matcher end = Pattern.compile("action=\"(/account/sessions/[^\"]+/end)\"").matcher(page);
		assertThat(end.find()).isTrue();
		assertThat(post(end.group(1), here)).hasRedirectedUrl("/account/sessions");
		assertThat(get("/fleets", elsewhere)).hasRedirectedUrl("/login?over");
		assertThat(post(end.group(1), here)).hasStatus(404);
		assertThat(get("/fleets", here)).hasStatusOk();
	}

	@Test
	void nobodyEndsTheSessionOfAnother() {
		this.users.add("omar", PASSWORD, Role.ADMIN);
		Cookie mara = signIn();
		signIn();
		Matcher end = Pattern.compile("action=\"(/account/sessions/[^\"]+/end)\"")
			.matcher(content("/account/sessions", mara));
		assertThat(end.find()).isTrue();
		assertThat(post(end.group(1), signInAs("omar", "curl/8"))).hasStatus(404);
		assertThat(ids()).hasSize(3);
	}

	@Test
	void allOthersEndAtOnce() {
		Cookie here = signIn();
		Cookie elsewhere = signIn();
		assertThat(post("/account/sessions/end-others", here)).hasRedirectedUrl("/account/sessions");
		assertThat(get("/fleets", elsewhere)).hasRedirectedUrl("/login?ended");
		assertThat(get("/account/sessions", here)).hasStatusOk().bodyText().contains("Your other sessions have ended.");
	}

	@Test
	void anAdministratorEndsThemAll() {
		this.users.add("omar", PASSWORD, Role.ADMIN);
		Cookie mara = signIn();
		assertThat(post("/users/mara/sessions/end", signInAs("omar", "curl/8"))).hasRedirectedUrl("/users");
		assertThat(get("/fleets", mara)).hasRedirectedUrl("/login?ended");
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
			.param("password", PASSWORD)))
			.anySatisfy((cookie) -> assertThat(cookie).startsWith("__Host-JSESSIONID="))
			.allSatisfy((cookie) -> assertThat(cookie).startsWith("__Host-")
				.contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/;")
				.doesNotContain("Domain"));
		assertThat(cookies(this.mvc.get().uri("/fleets").accept("text/html"))).isNotEmpty()
			.allSatisfy((cookie) -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax")
				.doesNotContain("Secure", "__Host-"));
	}

	/** Anybody in the network could have set such a one by plain http. */
	@Test
	void aCookieFromPlainHttpOpensNothingOverHttps() {
		Cookie session = signIn();
		assertThat(this.mvc.get().uri("/fleets").secure(true).accept("text/html").cookie(session))
			.hasRedirectedUrl("/login");
		Cookie secured = new Cookie("__Host-" + session.getName(), session.getValue());
		assertThat(this.mvc.get().uri("/fleets").secure(true).accept("text/html").cookie(secured)).hasStatusOk();
	}

	private List<String> cookies(MockMvcTester.MockMvcRequestBuilder request) {
		return request.exchange().getResponse().getHeaders("Set-Cookie");
	}

	private Cookie signIn() {
		return signIn("curl/8");
	}

	private Cookie signIn(String browser) {
		return signInAs("mara", browser);
	}

	private Cookie signInAs(String name, String browser) {
		Cookie session = this.mvc.post()
			.uri("/login")
			.header("User-Agent", browser)
			.with(csrf())
			.param("username", name)
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

	private String content(String path, Cookie session) {
		return new String(get(path, session).getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
	}

	private MvcTestResult post(String path, Cookie session) {
		return this.mvc.post().uri(path).accept("text/html").cookie(session).with(csrf()).exchange();
	}

	private long lastUsed() {
		return this.jdbc.sql("select last_access_time from portal_session").query(Long.class).single();
	}

	private List<String> ids() {
		return this.jdbc.sql("select session_id from portal_session").query(String.class).list();
	}

}
