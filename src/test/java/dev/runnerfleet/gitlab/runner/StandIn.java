package dev.runnerfleet.gitlab.runner;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A small GitLab on loopback that answers what a test tells it and remembers what came.
 */
public final class StandIn implements AutoCloseable {

	private final HttpServer server;

	private final Map<String, Reply> replies = new LinkedHashMap<>();

	private final List<Received> received = new CopyOnWriteArrayList<>();

	public StandIn() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	record Reply(int status, String body, Map<String, String> headers) {

	}

	record Received(String request, Map<String, String> headers, String body) {

	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	public StandIn on(String request, int status, String body, String... headers) {
		Map<String, String> all = new LinkedHashMap<>(Map.of("Content-Type", "application/json"));
		for (int i = 0; i < headers.length; i += 2) {
			all.put(headers[i], headers[i + 1]);
		}
		this.replies.put(request, new Reply(status, body, all));
		return this;
	}

	public void reset() {
		this.replies.clear();
		this.received.clear();
	}

	List<Received> received() {
		return this.received;
	}

	public List<String> requests() {
		return this.received.stream().map(Received::request).toList();
	}

	/** What was sent in the last request of that method and path. */
	public String body(String request) {
		return this.received.stream()
			.filter((each) -> each.request().equals(request))
			.reduce((earlier, later) -> later)
			.orElseThrow()
			.body();
	}

	private void handle(HttpExchange exchange) throws IOException {
		String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
		Map<String, String> headers = new LinkedHashMap<>();
		exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.get(0)));
		this.received.add(new Received(request, headers,
				new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
		Reply reply = this.replies.getOrDefault(request,
				new Reply(404, "{\"error\":\"404 Not Found\"}", Map.of("Content-Type", "application/json")));
		reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
		byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(reply.status(), (bytes.length > 0) ? bytes.length : -1);
		try (OutputStream out = exchange.getResponseBody()) {
			out.write(bytes);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
