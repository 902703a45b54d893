package dev.runnerfleet.portal;

import java.io.IOException;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Somebody who uses the portal over HTTP: pages by session, the API by password.
 */
public class Visitor {

	private static final Pattern FORGERY_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private final HttpClient http;

	private final String base;

	private final String name;

	private final String password;

	private final Map<String, String> headers;

	public Visitor(int port, String name, String password) {
		this(port, name, password, new CookieManager(), Map.of());
	}

	/** Somebody whose requests come through a proxy that adds headers. */
	Visitor(int port, String name, String password, CookieHandler cookies, Map<String, String> headers) {
		this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).cookieHandler(cookies).build();
		this.base = "http://127.0.0.1:" + port;
		this.name = name;
		this.password = password;
		this.headers = headers;
	}

	/** The same browser at another replica: cookies know no ports. */
	Visitor at(PortalProcess portal) {
		return new Visitor(portal.port(), this.name, this.password, this.http.cookieHandler().orElseThrow(),
				this.headers);
	}

	/** Signs in to the pages. */
	public HttpResponse<String> signIn() throws IOException, InterruptedException {
		return post("/login", "/login", Map.of("username", this.name, "password", this.password));
	}

	public HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send(request(path));
	}

	/** Opens a page and sends a form from it. */
	public HttpResponse<String> post(String from, String to, Map<String, String> fields)
			throws IOException, InterruptedException {
		Matcher token = FORGERY_TOKEN.matcher(get(from).body());
		Map<String, String> form = new LinkedHashMap<>(fields);
		form.put("_csrf", token.find() ? token.group(1) : "");
		String body = form.entrySet()
			.stream()
			.map((field) -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
			.collect(Collectors.joining("&"));
		return send(request(to).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(body)));
	}

	/** Asks the API. */
	public HttpResponse<String> ask(String path) throws IOException, InterruptedException {
		return send(signed(path));
	}

	/** Sends JSON to the API. */
	public HttpResponse<String> tell(String path, String json) throws IOException, InterruptedException {
		return this.http.send(posted(path, json), BodyHandlers.ofString());
	}

	/** Sends JSON to the API without waiting for the answer. */
	public void tellAsync(String path, String json) {
		this.http.sendAsync(posted(path, json), BodyHandlers.discarding());
	}

	/** Sends a change to the API without waiting for the answer. */
	public CompletableFuture<HttpResponse<String>> patchAsync(String path, String json) {
		HttpRequest request = signed(path).header("Content-Type", "application/json")
			.method("PATCH", BodyPublishers.ofString(json))
			.build();
		return this.http.sendAsync(request, BodyHandlers.ofString());
	}

	/** Deletes what the API knows, without waiting for the answer. */
	public CompletableFuture<HttpResponse<String>> deleteAsync(String path) {
		return this.http.sendAsync(signed(path).DELETE().build(), BodyHandlers.ofString());
	}

	/** Gets a page without waiting for it. */
	public <T> CompletableFuture<HttpResponse<T>> getAsync(String path, BodyHandler<T> handler) {
		return this.http.sendAsync(request(path).setHeader("Accept", "*/*").build(), handler);
	}

	private HttpRequest posted(String path, String json) {
		return signed(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)).build();
	}

	private HttpRequest.Builder signed(String path) {
		byte[] credentials = (this.name + ":" + this.password).getBytes(StandardCharsets.UTF_8);
		return plain(path).header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
	}

	private HttpRequest.Builder request(String path) {
		return plain(path).header("Accept", "text/html");
	}

	private HttpRequest.Builder plain(String path) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path))
			.timeout(Duration.ofSeconds(60));
		this.headers.forEach(request::header);
		return request;
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
