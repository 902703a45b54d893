package dev.runnerfleet.portal;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The whole portal below a path that only the proxy in front of it knows. */
@ProxiedPortal
class PrefixTest {

	private static final long HOUR = Duration.ofHours(1).toMillis();

	private static final String PREFIX = "/tools/fleets";

	private static final String ALL = "/live?since=";

	private static final String FLEET_STREAM = "/fleets/[^/]+/live\\?tab=.*";

	private static final Pattern LINK = Pattern
		.compile("\\b(href|action|formaction|src|data-live|hx-(?:get|post|put|patch|delete))=\"([^\"]*)\"");

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private final JsonMapper json = new JsonMapper();

	@LocalServerPort
	int port;

	private Visitor visitor;

	@BeforeEach
	void comeThroughTheProxy() {
		this.visitor = through(Map.of("X-Forwarded-Port", "80"));
	}

	@Test
	void everyLinkOfEveryPageAndOfEveryStreamedPieceBeginsWithIt() throws Exception {
		String fleet = launch("below", "production").substring(PREFIX.length());
		this.visitor.patchAsync(fleet, "{\"cacheExpiryDays\": 7}").join();
		launch("below-failed", "isolated");
		this.visitor.signIn();
		Set<String> seen = new HashSet<>(List.of("/", "/login", "/nothing/here", "/sandbox/aws"));
		Deque<String> next = new ArrayDeque<>(seen);
		while (!next.isEmpty()) {
			String path = next.remove();
			links(path, read(path)).filter((link) -> !path.startsWith("/sandbox/gitlab"))
				.filter(seen::add)
				.forEach(next::add);
		}
		assertThat(seen).anyMatch((path) -> path.equals(ALL))
			.anyMatch((path) -> path.matches(FLEET_STREAM))
			.anyMatch((path) -> path.matches("/fleets/[^/]+/edit"))
			.anyMatch((path) -> path.matches("/css/app-\\w+\\.css"))
			.anyMatch((path) -> path.matches("/fleets/[^/]+/previews/[^/]+/apply"))
			.contains("/fleets/new/network", "/users/new", "/tokens", "/audit", "/sandbox/aws/create");
	}

	@Test
	void redirectsAndLocationsLeadBackThroughTheProxy() throws Exception {
		assertThat(location(this.visitor.get("/fleets/new"))).isEqualTo(PREFIX + "/login");
		assertThat(location(this.visitor.signIn())).startsWith(PREFIX + "/fleets/new");
		assertThat(location(this.visitor.post("/account", "/logout", Map.of()))).isEqualTo(PREFIX + "/login?out");
		assertThat(launch("located", "production")).startsWith(PREFIX + "/api/v1/fleets/");
	}

	@Test
	void cookiesStayBelowThePrefixAndWithinHttps() throws Exception {
		assertThat(cookies("https")).hasSizeGreaterThanOrEqualTo(2)
			.allSatisfy((cookie) -> assertThat(cookie).startsWith("__Secure-")
				.contains("Path=" + PREFIX + ";", "Secure", "HttpOnly", "SameSite=Lax"));
		assertThat(cookies("http")).hasSizeGreaterThanOrEqualTo(2)
			.allSatisfy((cookie) -> assertThat(cookie).contains("Path=" + PREFIX + ";", "HttpOnly", "SameSite=Lax")
				.doesNotContain("Secure"));
	}

	/** All that a sign-in sets. */
	private List<String> cookies(String scheme) throws Exception {
		Visitor visitor = through(Map.of("X-Forwarded-Proto", scheme));
		HttpResponse<String> page = visitor.get("/login");
		HttpResponse<String> signedIn = visitor.signIn();
		assertThat(location(signedIn)).isEqualTo(PREFIX + "/");
		return Stream.of(page, signedIn)
			.flatMap((answer) -> answer.headers().allValues("Set-Cookie").stream())
			.toList();
	}

	private Visitor through(Map<String, String> more) {
		Map<String, String> headers = new HashMap<>(more);
		headers.put("X-Forwarded-Prefix", PREFIX);
		headers.put("X-Forwarded-Host", "ci.example.com");
		return new Visitor(this.port, "admin", "sandbox", new BareCookies(), headers);
	}

	/** It answers at the portal's own port, whatever stands before the portal. */
	private static final String SANDBOX_GITLAB = "http://127.0.0.1:";

	private Stream<String> links(String page, String html) {
		return LINK.matcher(html)
			.results()
			.map((link) -> link.group(2).replace("&amp;", "&"))
			.filter((link) -> !link.startsWith("#") && !link.startsWith("https://") && !link.startsWith(SANDBOX_GITLAB))
			.map((link) -> {
				assertThat(link).as("a link of " + page)
					.matches(PREFIX + "(/[^/?#]*)+([?#].*)?")
					.doesNotMatch("[^?#]*//.*");
				// Each page has a moment of its own, and a person few streams.
				return link.substring(PREFIX.length())
					.replaceFirst("#.*", "")
					.replaceFirst("^/live\\?since=\\d+$", ALL);
			});
	}

	private String read(String path) throws Exception {
		if (path.equals(ALL) || path.matches(FLEET_STREAM)) {
			return streamed(path);
		}
		String body = this.visitor.get(path).body();
		return path.matches(".*\\.(css|js|svg|csv)|/v3/api-docs|/audit\\.csv.*") ? "" : body;
	}

	/** What a stream sends until its page is current. */
	private String streamed(String path) throws Exception {
		String all = path.equals(ALL) ? ALL + (System.currentTimeMillis() - HOUR) : path;
		HttpResponse<Stream<String>> stream = this.visitor.getAsync(all, BodyHandlers.ofLines()).join();
		assertThat(stream.headers().map()).containsEntry("X-Accel-Buffering", List.of("no"))
			.containsEntry("Cache-Control", List.of("no-cache, no-transform"))
			.doesNotContainKeys("Content-Encoding", "Content-Length");
		try (Stream<String> lines = stream.body()) {
			String pieces = String.join("\n", lines.takeWhile((line) -> !line.equals("event:caught-up")).toList());
			assertThat(pieces).startsWith(":still here").contains("event:piece", "href=\"" + PREFIX + "/fleets/");
			return pieces;
		}
	}

	private String launch(String name, String vpc) throws Exception {
		String vpcId = first(this.json.readTree(this.visitor.ask("/api/v1/network/vpcs").body()), vpc);
		String subnet = this.json.readTree(this.visitor.ask("/api/v1/network/subnets?vpcId=" + vpcId).body())
			.findPath("id")
			.asString();
		HttpResponse<String> answer = this.visitor.tell("/api/v1/fleets", """
				{"name": "%s", "gitlabUrl": "https://gitlab.com/", "runnerToken": "%s", "vpcId": "%s",
				"subnetIds": ["%s"], "anyway": true}""".formatted(name, "glrt-" + "x".repeat(20) + "-sandbox-good",
				vpcId, subnet));
		assertThat(answer.statusCode()).as(answer::body).isEqualTo(202);
		String location = location(answer);
		String path = location.substring(PREFIX.length());
		await().atMost(PATIENCE)
			.until(() -> this.visitor.ask(path).body(), (body) -> body.matches("(?s).*(CREATE|ROLLBACK)_COMPLETE.*"));
		return location;
	}

	private static String first(JsonNode vpcs, String name) {
		return vpcs.valueStream()
			.filter((vpc) -> vpc.toString().contains(name))
			.findFirst()
			.orElseThrow()
			.get("id")
			.asString();
	}

	private static String location(HttpResponse<String> answer) {
		return answer.headers().firstValue("Location").orElseThrow();
	}

}
