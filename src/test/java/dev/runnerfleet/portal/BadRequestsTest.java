package dev.runnerfleet.portal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import dev.runnerfleet.RunnerFleetPortal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends, byte by byte, what neither a browser nor a library would: it is refused in the
 * portal's words, under its headers, and leaves nothing in the log or the database.
 */
class BadRequestsTest {

	private static final String TOKEN = "glrt-" + "planted" + "1234567890ab";

	private static final String BASIC = "Authorization: Basic " + base64("admin:sandbox") + "\r\n";

	private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

	private static final ByteArrayOutputStream log = new ByteArrayOutputStream();

	private static final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private static final List<Appender<ILoggingEvent>> quiet = new ArrayList<>();

	private static ConfigurableApplicationContext portal;

	private static int port;

	private static String session = "";

	@BeforeAll
	static void start() throws IOException {
		portal = new SpringApplicationBuilder(RunnerFleetPortal.class).profiles("sandbox")
			.run("--server.port=0", "--spring.datasource.url=jdbc:h2:mem:bad-requests;DB_CLOSE_DELAY=-1");
		port = Integer.parseInt(portal.getEnvironment().getRequiredProperty("local.server.port"));
		session = signIn();
		root.iteratorForAppenders().forEachRemaining(quiet::add);
		quiet.forEach(root::detachAppender);
		PatternLayoutEncoder encoder = new PatternLayoutEncoder();
		encoder.setContext(root.getLoggerContext());
		encoder.setPattern("> %level %logger %m%n%wEx");
		encoder.start();
		OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
		appender.setContext(root.getLoggerContext());
		appender.setEncoder(encoder);
		appender.setOutputStream(log);
		appender.start();
		root.addAppender(appender);
		root.setLevel(Level.DEBUG);
	}

	@AfterAll
	static void stop() {
		root.detachAndStopAllAppenders();
		quiet.forEach(root::addAppender);
		root.setLevel(Level.WARN);
		portal.close();
	}

	static Stream<String> unreadable() {
		return Stream.of("GET /%00 HTTP/1.1\r\nHost: a\r\n", "GET /%0d%0aX:%20y HTTP/1.1\r\nHost: a\r\n",
				"GET /%zz HTTP/1.1\r\nHost: a\r\n", "GET /%ff%fe HTTP/1.1\r\nHost: a\r\n",
				"GET /../x HTTP/1.1\r\nHost: a\r\n", "GET /\\x HTTP/1.1\r\nHost: a\r\n",
				"GET /login;jsessionid=1 HTTP/1.1\r\nHost: a\r\n", "GET //login HTTP/1.1\r\nHost: a\r\n",
				"GET /login/%2e%2e/x HTTP/1.1\r\nHost: a\r\n", "GET /a%2fb HTTP/1.1\r\nHost: a\r\n",
				"GET /?name[0]=x HTTP/1.1\r\nHost: a\r\n", "GET /login?x=%zz HTTP/1.1\r\nHost: a\r\n",
				"GET /login?x=%ff HTTP/1.1\r\nHost: a\r\n", "GET /login?a%0d%0aFORGED=1 HTTP/1.1\r\nHost: a\r\n",
				"GET /?q=" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n",
				"GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + "x".repeat(20_000) + "\r\n",
				"GET / HTTP/1.1\r\nHost: a\r\n" + "X-Many: 1\r\n".repeat(300),
				"GET / HTTP/1.1\r\nHost: a\r\nX Y: 1\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX: a\u0001b\r\n",
				"GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n",
				"GET / HTTP/9.9\r\nHost: a\r\n", "\u0016\u0003\u0001\r\n", "CONNECT / HTTP/1.1\r\nHost: a\r\n",
				"TRACE /login HTTP/1.1\r\nHost: a\r\n", "TR\u0001CE / HTTP/1.1\r\nHost: a\r\n",
				"PROPFIND / HTTP/1.1\r\nHost: a\r\n", "GET / HTTP/1.1\r\nHost: a\r\nExpect: nothing\r\n",
				"POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n",
				"POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n",
				"POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
				"POST /login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: nonsense\r\n",
				"POST /login HTTP/1.1\r\nHost: a\r\n" + FORM + "Transfer-Encoding: chunked\r\n\r\nzz\r\n");
	}

	@ParameterizedTest
	@MethodSource("unreadable")
	void whatCannotBeReadIsRefusedInTheLayoutUnderTheHeaders(String request) throws IOException {
		String answer = send(request);
		assertThat(answer).containsPattern("^HTTP/1.1 4\\d\\d ")
			.containsIgnoringCase("content-security-policy: default-src 'none'")
			.containsIgnoringCase("x-content-type-options: nosniff")
			.containsPattern("(?i)cache-control: .*no-store")
			.contains("Runner fleets</title>", "class=\"panel failure\"", "/css/app")
			.doesNotContainIgnoringCase("tomcat")
			.doesNotContain("Exception", "\tat ");
	}

	@Test
	void scriptsGetProblemDetailsForTheSame() throws IOException {
		for (String path : List.of("/api/v1/fleets%00", "/api/v1/fleets;a=b", "/api/v1/fleets?x=%zz")) {
			assertThat(send("GET " + path + " HTTP/1.1\r\nHost: a\r\nAccept: nonsense\r\n" + BASIC))
				.containsPattern("^HTTP/1.1 400 ")
				.containsIgnoringCase("content-type: application/problem+json")
				.containsIgnoringCase("content-security-policy")
				.contains("\"detail\":");
		}
	}

	@Test
	void fieldsOfAnyNameAreTakenOrRefused() throws IOException {
		List<String> fallen = new ArrayList<>();
		for (String path : List.of("/fleets/new", "/fleets/new?reload", "/tokens?tab=check", "/users", "/account",
				"/fleets/adopt")) {
			for (String name : List.of("name[0]", "name[a][b]", "runnerToken.class", "_name", "!name", "[", "]", "[0]",
					".", "..", "a.", ".a", "parameters", "parameters[", "parameters[a", "parameters[a][b]",
					"parameters[a].b", "source.way", "source[way]", "source.way[0]", "subnetIds[999999999]",
					"subnetIds[-1]", "subnetIds[a]", "_tags", "_token", "_password", "_maximumTimeout", "_key",
					"_subnetIds[0]", "class.module.classLoader", "key.bytes[0]", "made", "kept", "a\nb", "a\u2028b",
					"\u0000", TOKEN)) {
				int status = status(post(path, encoded(name) + "=1"));
				if (status >= 500) {
					fallen.add(path + " " + name);
				}
			}
			String many = "&a=1".repeat(10_000);
			assertThat(status(post(path, many.substring(1)))).as(path).isBetween(400, 499);
		}
		assertThat(fallen).isEmpty();
	}

	@Test
	void aTokenInAWrongFieldComesToNobodysEyes() throws IOException {
		List<String> answers = new ArrayList<>();
		for (String field : List.of("name", "region", "key", "subnetIds", "parameters[GitlabUrl]",
				"parameters[Environment]", "source.target")) {
			String page = post("/fleets/new", "runnerToken=" + TOKEN + "&" + encoded(field) + "=" + TOKEN);
			assertThat(page).containsPattern("^HTTP/1.1 422 ").contains("<form", "This looks like a token");
			answers.add(page);
		}
		answers.add(post("/users", "name=" + TOKEN + "&password=nobody-knows-this&role=VIEWER"));
		answers.add(post("/tokens?tab=create", "description=" + TOKEN + "&tags=" + TOKEN + "&target=" + TOKEN));
		answers.add(post("/fleets/adopt", "region=eu-central-1&stack=" + TOKEN));
		answers.add(get("/?q=" + TOKEN));
		answers.add(get("/audit?user=" + TOKEN));
		answers.add(get("/audit.csv?subject=" + TOKEN));
		answers.add(send("GET /api/v1/fleets?q=" + TOKEN + " HTTP/1.1\r\nHost: a\r\n" + BASIC));
		for (String body : List.of("{\"name\": \"%s\"}", "{\"parameters\": {\"Environment\": \"A=%s\"}}",
				"{\"subnetIds\": [\"%s\"]}", "{\"%s\": 1}", "{\"gitlabUrl\": \"https://a:%s@example.com/\"}")) {
			answers.add(send("POST /api/v1/fleets HTTP/1.1\r\nHost: a\r\n" + BASIC + json(body.formatted(TOKEN))));
		}
		answers.add(send("POST /api/v1/fleets HTTP/1.1\r\nHost: a\r\nIdempotency-Key: " + TOKEN + "\r\n" + BASIC
				+ json("{\"name\": \"blue\"}")));
		assertThat(answers).allSatisfy((answer) -> assertThat(answer).containsPattern("^HTTP/1.1 4\\d\\d ")
			.doesNotContain(TOKEN, TOKEN.substring(5)));
		send("GET /?q=" + TOKEN + " HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n");
		send("GET /api/v1/fleets HTTP/1.1\r\nHost: a\r\nAuthorization: Basic " + base64(TOKEN + ":x") + "\r\n");
		send("GET /nowhere/" + TOKEN + "?" + TOKEN + " HTTP/1.1\r\nHost: a\r\nX-Token: " + TOKEN + "\r\n" + session);
		send("GET /?q=" + TOKEN + "\\ HTTP/1.1\r\nHost: a\r\n");
		String trail = get("/audit.csv");
		assertThat(trail).contains("SIGN_IN").doesNotContain(TOKEN, TOKEN.substring(5));
		assertThat(log.toString(StandardCharsets.UTF_8)).contains("> DEBUG ").doesNotContain(TOKEN.substring(5));
		assertThat(portal.getBean(JdbcClient.class).sql("script").query(String.class).list()).isNotEmpty()
			.noneMatch((row) -> row.contains(TOKEN.substring(5)));
	}

	@Test
	void noBreakFromOutsideBeginsALineOfTheLog() throws IOException {
		String trick = encoded("\r\nFORGED \u001b[2K\u2028FORGED\u0085FORGED");
		get("/fleets/new?a" + trick + "=1&q=" + trick);
		get("/" + trick);
		post("/fleets/new", "name=" + trick + "&" + trick + "=" + trick);
		post("/login", "username=" + trick + "&password=" + trick);
		send("GET /api/v1/fleets HTTP/1.1\r\nHost: a\r\nAuthorization: Basic "
				+ base64("a\r\nFORGED\u2028FORGED:\r\nFORGED") + "\r\n");
		send("POST /api/v1/fleets HTTP/1.1\r\nHost: a\r\n" + BASIC + json("{\"a\\r\\nFORGED\": \"\\r\\nFORGED\"}"));
		LoggerFactory.getLogger("outside").warn("It says: {}", "\r\nFORGED", new IOException("\r\nFORGED\u2028FORGED"));
		assertThat(log.toString(StandardCharsets.UTF_8).split("[\\r\\n\u2028\u2029\u0085]")).isNotEmpty()
			.noneMatch((line) -> line.startsWith("FORGED"))
			.noneMatch((line) -> line.contains("\u001b"));
	}

	private static String signIn() throws IOException {
		String page = send("GET /login HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n");
		String cookie = between(page, "FORM-TOKEN=", ";");
		String answer = send("POST /login HTTP/1.1\r\nHost: a\r\nCookie: FORM-TOKEN=" + cookie + "\r\n" + form(
				"username=admin&password=sandbox&_csrf=" + encoded(between(page, "name=\"_csrf\" value=\"", "\""))));
		return "Cookie: JSESSIONID=" + between(answer, "JSESSIONID=", ";") + "\r\n";
	}

	private static String get(String path) throws IOException {
		return send("GET " + path + " HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n" + session);
	}

	private static String post(String path, String fields) throws IOException {
		String token = between(get("/account"), "name=\"_csrf\" value=\"", "\"");
		return send("POST " + path + " HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n" + session
				+ form(fields + "&_csrf=" + encoded(token)));
	}

	private static String form(String fields) {
		return FORM + "Content-Length: " + fields.length() + "\r\nConnection: close\r\n\r\n" + fields;
	}

	private static String json(String body) {
		return "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n"
				+ body;
	}

	/** Sends a request and reads until the portal closes, which it is asked to. */
	private static String send(String request) throws IOException {
		String whole = request.contains("\r\n\r\n") ? request : request + "Connection: close\r\n\r\n";
		try (Socket socket = new Socket("127.0.0.1", port)) {
			socket.setSoTimeout(60_000);
			socket.getOutputStream().write(whole.getBytes(StandardCharsets.ISO_8859_1));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private static int status(String answer) {
		return Integer.parseInt(answer.substring(9, 12));
	}

	private static String between(String text, String before, String after) {
		int start = text.indexOf(before) + before.length();
		return text.substring(start, text.indexOf(after, start));
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
