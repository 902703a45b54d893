package dev.runnerfleet.access;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.runnerfleet.access.factor.Authenticator;
import dev.runnerfleet.access.token.ApiTokens;
import dev.runnerfleet.access.user.Users;
import dev.runnerfleet.web.Role;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

@SpringBootTest(classes = Portal.class, webEnvironment = WebEnvironment.MOCK,
		properties = { Portal.DATABASE, "portal.admin.password=first start password",
				"portal.second-factor=administrators",
				"portal.second-factor-key=AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=" })
@AutoConfigureMockMvc
class SecondFactorTest {

	private static final String PASSWORD = "correct horse battery";

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Users users;

	@Autowired
	ApiTokens tokens;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	Clock clock;

	@BeforeEach
	void onlyMaraAndOmar() {
		this.jdbc.sql("delete from portal_user where name <> 'admin'").update();
		this.jdbc.sql("delete from sign_in_budget").update();
		this.users.add("mara", PASSWORD, Role.VIEWER);
		this.users.add("omar", PASSWORD, Role.ADMIN);
	}

	@Test
	void itIsSetUpWithPasswordAndFirstCode() {
		Cookie session = signIn("mara");
		Cookie elsewhere = signIn("mara");
		post("/account/factor/begin", session, Map.of());
		String page = content(get("/account/factor", session));
		Authenticator app = Authenticator.scan(page);
		assertThat(page).contains("otpauth://totp/Runner%20fleets:mara?secret=", "<path d=\"M");
		assertThat(confirm(session, "000000x", PASSWORD)).hasStatus(422);
		assertThat(confirm(session, app.code(this.clock.instant(), 0), "wrong password")).hasStatus(422);
		assertThat(confirm(session, app.code(this.clock.instant(), 10), PASSWORD)).hasStatus(422);
		String codes = content(confirm(session, app.code(this.clock.instant(), 0), PASSWORD));
		assertThat(recoveryCodes(codes)).hasSize(10).doesNotHaveDuplicates();
		assertThat(content(get("/account/factor", session))).contains(">10</strong>").doesNotContain("secret=");
		assertThat(get("/fleets", elsewhere)).hasRedirectedUrl("/login?ended");
		assertThat(this.jdbc.sql("select sealed_key from second_factor").query(String.class).single()).hasSize(64);
	}

	@Test
	void thePasswordAloneOpensNothing() {
		Authenticator app = setUp("mara").app();
		MvcTestResult password = password("mara");
		assertThat(password).hasRedirectedUrl("/login/code");
		assertThat(password.getResponse().getCookie("JSESSIONID")).isNull();
		Cookie step = step(password);
		assertThat(get("/fleets", step)).hasRedirectedUrl("/login");
		assertThat(get("/login/code", step)).hasStatusOk();
		assertThat(code(step, "123456x")).hasStatus(422);
		assertThat(code(step, app.code(this.clock.instant(), 20))).hasStatus(422);
		MvcTestResult signedIn = code(step, app.code(this.clock.instant(), 1));
		assertThat(signedIn).hasRedirectedUrl("/");
		assertThat(get("/fleets", signedIn.getResponse().getCookie("JSESSIONID"))).hasStatusOk();
		assertThat(code(step, app.code(this.clock.instant(), 2))).hasRedirectedUrl("/login?over");
	}

	@Test
	void aCodeIsGoodOnce() {
		Authenticator app = setUp("mara").app();
		String code = app.code(this.clock.instant(), 1);
		assertThat(code(step(password("mara")), code)).hasRedirectedUrl("/");
		assertThat(code(step(password("mara")), code)).hasStatus(422);
	}

	@Test
	void recoveryCodesAreLongAndKeptAsHashes() {
		List<String> codes = setUp("mara").recovery();
		assertThat(codes).allMatch((code) -> code.replace("-", "").length() * 5 >= 112);
		assertThat(this.jdbc.sql("select hash from recovery_code").query(String.class).list()).hasSize(10)
			.allMatch((hash) -> hash.matches("[0-9a-f]{64}"))
			.doesNotContainAnyElementsOf(codes);
	}

	@Test
	void aRecoveryCodeIsGoodOnceHoweverItIsTyped() {
		String code = setUp("mara").recovery().get(3);
		assertThat(code(step(password("mara")), " " + code.toUpperCase().replace('-', ' '))).hasRedirectedUrl("/");
		assertThat(code(step(password("mara")), code)).hasStatus(422);
	}

	@Test
	void nobodyGuessesForLong() {
		Authenticator app = setUp("mara").app();
		Cookie step = step(password("mara"));
		for (int i = 0; i < 5; i++) {
			assertThat(code(step, "00000" + i + "x")).hasStatus(422);
		}
		assertThat(code(step, app.code(this.clock.instant(), 1))).hasStatus(422).bodyText().contains("Try again in");
	}

	@Test
	void whoHasStolenThePasswordKeepsNobodyOutOfTheirOwnBrowser() {
		MvcTestResult before = password("mara");
		Authenticator app = setUp("mara", before.getResponse().getCookie("JSESSIONID")).app();
		Cookie stranger = step(password("mara"));
		for (int i = 0; i < 6; i++) {
			assertThat(code(stranger, "00000" + i + "x")).hasStatus(422);
		}
		Cookie step = step(password("mara"));
		assertThat(this.mvc.post()
			.uri("/login/code")
			.cookie(step, before.getResponse().getCookie("KNOWN-BROWSER"))
			.with(csrf())
			.param("code", app.code(this.clock.instant(), 1))).hasRedirectedUrl("/");
	}

	@Test
	void theWaitForACodeEnds() {
		setUp("mara");
		Cookie step = step(password("mara"));
		this.jdbc.sql("update second_step set kept_until = current_timestamp - interval '1' second").update();
		assertThat(get("/login/code", step)).hasRedirectedUrl("/login?over");
		Cookie other = step(password("mara"));
		this.users.changePassword("mara", PASSWORD + "!");
		assertThat(get("/login/code", other)).hasRedirectedUrl("/login?over");
	}

	@Test
	void scriptsNeedATokenThen() {
		assertThat(api("mara")).hasStatusOk();
		setUp("mara");
		assertThat(api("mara")).hasStatus(401);
		assertThat(this.mvc.get()
			.uri("/api/v1/fleets")
			.header("Authorization",
					"Bearer " + this.tokens.make("mara", "any", "VIEWER", Duration.ofDays(1)).reveal()))
			.hasStatusOk();
	}

	@Test
	void whoNeedsOneGetsNowhereWithoutIt() {
		assertThat(api("omar")).hasStatus(401);
		Cookie session = signIn("omar");
		assertThat(get("/fleets", session)).hasRedirectedUrl("/account/factor");
		assertThat(post("/users/mara/disable", session, Map.of())).hasRedirectedUrl("/account/factor");
		assertThat(content(get("/account/factor", session))).contains("This portal requires one");
		setUp("omar", session);
		assertThat(get("/fleets", session)).hasStatusOk();
		assertThat(get("/fleets", signIn("mara"))).hasStatusOk();
	}

	@Test
	void itIsTakenAwayWithPasswordAndCodeOrByAnAdministrator() {
		Cookie session = signIn("mara");
		Authenticator app = setUp("mara", session).app();
		Map<String, String> wrong = Map.of("current", PASSWORD, "code", "123456x");
		assertThat(post("/account/factor/remove", session, wrong)).hasStatus(422);
		Map<String, String> right = Map.of("current", PASSWORD, "code", app.code(this.clock.instant(), 1));
		assertThat(post("/account/factor/remove", session, right)).hasRedirectedUrl("/account/factor");
		assertThat(password("mara")).hasRedirectedUrl("/");
		Cookie again = signIn("mara");
		setUp("mara", again);
		Cookie omar = signIn("omar");
		setUp("omar", omar);
		assertThat(content(get("/users/mara", omar))).contains("Remove their second factor");
		assertThat(post("/users/mara/factor/remove", omar, Map.of())).hasRedirectedUrl("/users");
		assertThat(get("/fleets", again)).hasRedirectedUrl("/login?ended");
		assertThat(password("mara")).hasRedirectedUrl("/");
	}

	@Test
	void administratorsTakeTheirOwnAwayByItsCodeAlone() {
		Cookie omar = signIn("omar");
		setUp("omar", omar);
		assertThat(content(get("/users/omar", omar))).doesNotContain("Remove their second factor");
		assertThat(post("/users/omar/factor/remove", omar, Map.of())).hasStatus(409)
			.bodyText()
			.contains("under Your account");
		assertThat(password("omar")).hasRedirectedUrl("/login/code");
	}

	private record Kit(Authenticator app, List<String> recovery) {
	}

	private Kit setUp(String name) {
		return setUp(name, signIn(name));
	}

	private Kit setUp(String name, Cookie session) {
		post("/account/factor/begin", session, Map.of());
		Authenticator app = Authenticator.scan(content(get("/account/factor", session)));
		String page = content(confirm(session, app.code(this.clock.instant(), 0), PASSWORD));
		return new Kit(app, recoveryCodes(page));
	}

	private static List<String> recoveryCodes(String page) {
		return Pattern.compile("<code>([a-z2-7]{4}(?:-[a-z2-7]{4}){5})</code>")
			.matcher(page)
			.results()
			.map((MatchResult code) -> code.group(1))
			.toList();
	}

	private MvcTestResult confirm(Cookie session, String code, String password) {
		return post("/account/factor/confirm", session, Map.of("code", code, "current", password));
	}

	private MvcTestResult password(String name) {
		return this.mvc.post()
			.uri("/login")
			.with(csrf())
			.param("username", name)
			.param("password", PASSWORD)
			.exchange();
	}

	private Cookie signIn(String name) {
		return password(name).getResponse().getCookie("JSESSIONID");
	}

	private static Cookie step(MvcTestResult password) {
		return password.getResponse().getCookie("SECOND-STEP");
	}

	private MvcTestResult code(Cookie step, String code) {
		return post("/login/code", step, Map.of("code", code));
	}

	private MvcTestResult api(String name) {
		return this.mvc.get().uri("/api/v1/fleets").with(httpBasic(name, PASSWORD)).exchange();
	}

	private MvcTestResult post(String path, Cookie cookie, Map<String, String> fields) {
		MockMvcTester.MockMvcRequestBuilder request = this.mvc.post()
			.uri(path)
			.accept("text/html")
			.cookie(cookie)
			.with(csrf());
		fields.forEach(request::param);
		return request.exchange();
	}

	private MvcTestResult get(String path, Cookie cookie) {
		return this.mvc.get().uri(path).accept("text/html").cookie(cookie).exchange();
	}

	private static String content(MvcTestResult answer) {
		return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
	}

}
