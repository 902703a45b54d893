package dev.runnerfleet.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import dev.runnerfleet.access.user.Users;
import dev.runnerfleet.portal.Visitor;
import dev.runnerfleet.web.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = Portal.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { Portal.DATABASE, "portal.admin.password=first start password", "portal.web.max-body=10KB",
				"server.address=127.0.0.1", "spring.main.cloud-platform=kubernetes" })
class LivePortalTest {

	private static final String PASSWORD = "correct horse battery";

	@LocalServerPort
	int port;

	@Autowired
	Users users;

	@Autowired
	JdbcClient jdbc;

	private final CookieManager cookies = new CookieManager();

	private final HttpClient browser = HttpClient.newBuilder().cookieHandler(this.cookies).build();

	@Test
	void aSessionEndsWithTheRightsItStoodFor() throws Exception {
		this.users.add("mara", PASSWORD, Role.VIEWER);
		Visitor mara = visitor("mara");
		HttpResponse<String> signedIn = mara.signIn();
		assertThat(signedIn.headers().firstValue("Set-Cookie"))
			.hasValueSatisfying((cookie) -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax"));
		assertThat(mara.get("/fleets").statusCode()).isEqualTo(200);
		this.users.changeRole("mara", Role.OPERATOR);
		assertThat(mara.get("/fleets").headers().firstValue("Location"))
			.hasValueSatisfying((location) -> assertThat(location).endsWith("/login?ended"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/login", "/healthz", "/css/app.css", "/nowhere" })
	void strangersLeaveNothingInTheDatabase(String path) throws Exception {
		long before = sessions();
		get(path);
		send(request(path).POST(BodyPublishers.noBody()));
		assertThat(this.cookies.getCookieStore().getCookies()).extracting(HttpCookie::getName)
			.doesNotContain("JSESSIONID");
		assertThat(sessions()).isEqualTo(before);
	}

	@ParameterizedTest
	@CsvSource({ "/login, text/html", "/healthz, text/plain", "/css/app.css, text/css", "/js/app.js, text/javascript",
			"/favicon.svg, image/svg+xml" })
	void everyAnswerNamesItsCharset(String path, String type) throws Exception {
		assertThat(get(path).headers().firstValue("Content-Type")).hasValue(type + ";charset=UTF-8");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/css/", "/css", "/js/", "/webjars/", "/webjars/htmx.org/" })
	void nobodyIsShownWhatAFolderHolds(String folder) throws Exception {
		assertThat(get(folder).statusCode()).isEqualTo(404);
	}

	@Test
	void theSignInLeadsToThePageThatWasAskedFor() throws Exception {
		this.users.add("wanda", PASSWORD, Role.VIEWER);
		Visitor wanda = visitor("wanda");
		wanda.get("/fleets?q=blue");
		assertThat(wanda.signIn().headers().firstValue("Location"))
			.hasValueSatisfying((location) -> assertThat(location).endsWith("/fleets?q=blue"));
	}

	@Test
	void aSessionOpensNoApi() throws Exception {
		this.users.add("omar", PASSWORD, Role.ADMIN);
		Visitor omar = visitor("omar");
		omar.signIn();
		HttpResponse<String> answer = omar.get("/api/v1/fleets");
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.headers().firstValue("WWW-Authenticate"))
			.hasValueSatisfying((scheme) -> assertThat(scheme).startsWith("Basic "));
		assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
	}

	@Test
	void aTokenThatIsNoneIsRefusedInWords() throws Exception {
		HttpResponse<String> answer = send(request("/api/v1/fleets").header("Authorization", "Bearer rfp_none"));
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat(answer.body()).contains("unknown, has expired or was revoked").doesNotContain("rfp_none");
	}

	@Test
	void aRoleTooLowIsToldSoInBothWorlds() throws Exception {
		this.users.add("vera", PASSWORD, Role.VIEWER);
		Visitor vera = visitor("vera");
		HttpResponse<String> api = vera.tell("/api/v1/fleets", "");
		assertThat(api.statusCode()).isEqualTo(403);
		assertThat(api.body()).contains("Your role does not allow this").startsWith("{");
		vera.signIn();
		HttpResponse<String> page = vera.get("/users");
		assertThat(page.statusCode()).isEqualTo(403);
		assertThat(page.body()).contains("<h1>Your role does not allow this</h1>", ">vera</a>");
	}

	@Test
	void aScriptWhosePasswordOthersKnowIsToldWhatToDo() throws Exception {
		this.users.addWithHandedPassword("robot", PASSWORD, Role.VIEWER);
		HttpResponse<String> api = visitor("robot").ask("/api/v1/fleets");
		assertThat(api.statusCode()).isEqualTo(403);
		assertThat(api.body()).startsWith("{")
			.contains("Change your password first", "This password was given to you.");
	}

	/** Some clouds would have them believed without anybody's word. */
	@Test
	void whatAnybodyCanForgeAboutTheWayHereIsIgnored() throws Exception {
		HttpResponse<String> page = send(forged("/login"));
		assertThat(page.body()).contains("action=\"/login\"").doesNotContain("evil");
		assertThat(page.headers().allValues("Set-Cookie")).noneMatch((cookie) -> cookie.contains("Secure"))
			.allMatch((cookie) -> cookie.contains("Path=/;"));
		assertThat(send(forged("/fleets")).headers().firstValue("Location")).isPresent()
			.hasValueSatisfying((location) -> assertThat(location).endsWith("/login").doesNotContain("evil"));
		HttpRequest.Builder refused = forged("/api/v1/fleets").header("Authorization", "Basic "
				+ Base64.getEncoder().encodeToString("forger:wrong password".getBytes(StandardCharsets.UTF_8)));
		assertThat(send(refused).statusCode()).isEqualTo(401);
		assertThat(this.jdbc.sql("select distinct address from audit_entry where who = 'forger'")
			.query(String.class)
			.list()).containsExactly("127.0.0.1");
	}

	@Test
	void aBodyTooLargeIsRefusedAnnouncedOrNot() throws Exception {
		byte[] large = ("\"" + "x".repeat(20_000) + "\"").getBytes(StandardCharsets.UTF_8);
		HttpRequest.Builder echo = api("/api/v1/echo").header("Content-Type", "application/json");
		assertThat(send(echo.POST(BodyPublishers.ofByteArray(large))).statusCode()).isEqualTo(413);
		HttpResponse<String> chunked = send(
				echo.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));
		assertThat(chunked.statusCode()).isEqualTo(413);
		assertThat(chunked.headers().firstValue("Content-Type")).contains("application/problem+json");
		HttpRequest.Builder form = request("/login").header("Content-Type", "application/x-www-form-urlencoded");
		assertThat(send(form.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))).body())
			.contains("<h1>That is too much at once</h1>");
	}

	@Test
	void whatTheContainerRefusesTellsNothingOfIt() throws Exception {
		HttpResponse<String> large = send(request("/login").header("X-Large", "x".repeat(30_000)));
		HttpResponse<String> encoded = send(request("/a%2f..%2fb"));
		HttpResponse<String> semicolon = send(request("/login;a=b"));
		assertThat(List.of(large, encoded, semicolon)).allSatisfy((answer) -> {
			assertThat(answer.statusCode()).isEqualTo(400);
			assertThat(answer.body()).doesNotContain("Tomcat", "Exception", "\tat ");
			assertThat(answer.headers().firstValue("Server")).isEmpty();
		});
	}

	private Visitor visitor(String name) {
		return new Visitor(this.port, name, PASSWORD);
	}

	private long sessions() {
		return this.jdbc.sql("select count(*) from portal_session").query(Long.class).single();
	}

	private HttpRequest.Builder api(String path) {
		return request(path).header("Authorization", "Basic "
				+ Base64.getEncoder().encodeToString("admin:first start password".getBytes(StandardCharsets.UTF_8)));
	}

	private HttpRequest.Builder forged(String path) {
		return request(path).header("X-Forwarded-For", "203.0.113.7")
			.header("X-Forwarded-Host", "evil.example.com")
			.header("X-Forwarded-Proto", "https")
			.header("X-Forwarded-Prefix", "/evil")
			.header("Forwarded", "for=203.0.113.7;host=evil.example.com;proto=https");
	}

	private HttpResponse<String> get(String path) throws Exception {
		return send(request(path));
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path)).header("Accept", "text/html");
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.browser.send(request.build(), BodyHandlers.ofString());
	}

}
