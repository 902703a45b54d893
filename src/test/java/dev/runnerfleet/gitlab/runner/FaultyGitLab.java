package dev.runnerfleet.gitlab.runner;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small GitLab on loopback that does what it is asked and then answers as a fault would
 * have it, byte by byte: no HTTP library would.
 */
final class FaultyGitLab implements AutoCloseable {

	private static final JsonMapper JSON = new JsonMapper();

	private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final Map<Long, Map<String, Object>> runners = new TreeMap<>();

	private final List<String> requests = new ArrayList<>();

	private final Map<String, Fault> faults = new LinkedHashMap<>();

	private final Set<String> once = new HashSet<>();

	private boolean acting = true;

	private final AtomicInteger resets = new AtomicInteger();

	FaultyGitLab() throws IOException {
		Thread listener = new Thread(this::listen, "faulty-gitlab");
		listener.setDaemon(true);
		listener.start();
	}

	/** What goes over the wire in the place of the honest answer. */
	@FunctionalInterface
	interface Fault {

		void play(Socket socket, String honest) throws IOException;

	}

	String url() {
		return "http://127.0.0.1:" + this.server.getLocalPort();
	}

	/** Answers requests that begin so with a fault. */
	synchronized FaultyGitLab on(String request, Fault fault) {
		this.faults.put(request, fault);
		return this;
	}

	/** The same for the first of them alone. */
	synchronized FaultyGitLab onFirst(String request, Fault fault) {
		this.once.add(request);
		return on(request, fault);
	}

	/** It only answers, and does nothing. */
	synchronized FaultyGitLab idle() {
		this.acting = false;
		return this;
	}

	synchronized FaultyGitLab well() {
		this.faults.clear();
		this.acting = true;
		return this;
	}

	/** How many runners it has. */
	synchronized int count() {
		return this.runners.size();
	}

	synchronized Map<String, Object> runner(long id) {
		return this.runners.get(id);
	}

	synchronized List<String> requests(String start) {
		return this.requests.stream().filter((each) -> each.startsWith(start)).toList();
	}

	int resets() {
		return this.resets.get();
	}

	synchronized long add(Map<String, Object> runner) {
		long id = 42L + this.runners.size();
		this.runners.put(id, new LinkedHashMap<>(runner));
		this.runners.get(id).put("id", id);
		return id;
	}

	private void listen() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				Thread one = new Thread(() -> serve(socket), "faulty-gitlab-call");
				one.setDaemon(true);
				one.start();
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			socket.setSoTimeout(60_000);
			String request = head(socket.getInputStream());
			JsonNode body = body(request, socket.getInputStream());
			String line = request.lines().findFirst().orElse("").replaceFirst(" HTTP/1.1$", "");
			String honest = acts() ? act(line, body) : "";
			Fault fault = fault(line);
			if (fault != null) {
				fault.play(socket, honest);
			}
			else {
				plain(socket.getOutputStream(), honest);
			}
		}
		catch (IOException ex) {
			// The portal hung up.
		}
	}

	private synchronized boolean acts() {
		return this.acting;
	}

	private synchronized Fault fault(String line) {
		this.requests.add(line);
		String request = this.faults.keySet().stream().filter(line::startsWith).findFirst().orElse("");
		return this.once.remove(request) ? this.faults.remove(request) : this.faults.get(request);
	}

	/** The honest answer, its status in front. */
	private synchronized String act(String line, JsonNode body) {
		String path = line.replaceFirst("^\\S+ /api/v4", "").replaceFirst("\\?.*$", "");
		long id = path.matches("/runners/\\d+.*") ? Long.parseLong(path.split("/")[2]) : 0;
		Map<String, Object> runner = this.runners.get(id);
		if (line.startsWith("POST /api/v4/runners ") || line.matches("POST /api/v4/(user/)?runners")) {
			Map<String, Object> fresh = new LinkedHashMap<>();
			fresh.put("description", body.path("description").asString(""));
			fresh.put("maintenance_note", body.path("maintenance_note").asString(""));
			fresh.put("paused", false);
			return "201 " + json(Map.of("id", add(fresh), "token", "glrt-" + "n".repeat(20)));
		}
		if (path.endsWith("/reset_authentication_token") && runner != null) {
			return "201 " + json(Map.of("token", "glrt-" + "r".repeat(19) + this.resets.incrementAndGet()));
		}
		if (line.startsWith("GET")
				&& (path.equals("/runners/all") || path.matches("/(groups|projects)/[^/]+/runners"))) {
			return "200 " + json(this.runners.values().stream().map((each) -> {
				Map<String, Object> listed = new LinkedHashMap<>(each);
				listed.remove("maintenance_note");
				return listed;
			}).toList());
		}
		if (path.equals("/runners/verify")) {
			return "200 " + json(Map.of("id", 42, "token", body.path("token").asString("")));
		}
		if (line.startsWith("DELETE") && (path.equals("/runners") || path.equals("/runners/managers"))) {
			return (path.equals("/runners") && this.runners.remove(42L) == null) ? "403 {\"message\":\"403 Forbidden\"}"
					: "204 ";
		}
		if (runner == null) {
			return "404 {\"message\":\"404 " + ((id > 0) ? "Runner " : "") + "Not Found\"}";
		}
		if (line.startsWith("PUT")) {
			runner.put("paused", body.path("paused").booleanValue());
		}
		if (line.startsWith("DELETE")) {
			this.runners.remove(id);
			return "204 ";
		}
		return "200 " + json(runner);
	}

	private static String json(Object value) {
		return JSON.writeValueAsString(value);
	}

	private static void plain(OutputStream out, String honest) throws IOException {
		byte[] body = honest.substring(4).getBytes(StandardCharsets.UTF_8);
		out.write(("HTTP/1.1 " + honest.substring(0, 3) + " X\r\nContent-Type: application/json\r\n"
				+ (honest.startsWith("204") ? "" : "Content-Length: " + body.length + "\r\n") + "\r\n")
			.getBytes(StandardCharsets.US_ASCII));
		out.write(body);
		out.flush();
	}

	private static String head(InputStream in) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
			int next = in.read();
			if (next < 0) {
				throw new IOException("No request");
			}
			head.write(next);
		}
		return head.toString(StandardCharsets.US_ASCII);
	}

	private static JsonNode body(String head, InputStream in) throws IOException {
		int length = head.lines()
			.filter((line) -> line.toLowerCase().startsWith("content-length:"))
			.map((line) -> Integer.parseInt(line.substring(15).strip()))
			.findFirst()
			.orElse(0);
		return JSON.readTree((length > 0) ? new String(in.readNBytes(length), StandardCharsets.UTF_8) : "{}");
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
