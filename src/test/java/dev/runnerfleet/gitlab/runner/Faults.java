package dev.runnerfleet.gitlab.runner;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import dev.runnerfleet.gitlab.runner.FaultyGitLab.Fault;

/** What goes wrong between GitLab and the portal, each by its name. */
final class Faults {

	static final String PAGE = "<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>";

	private Faults() {
	}

	/** After GitLab has acted, nothing of its answer arrives whole. */
	static Map<String, Fault> torn() {
		Map<String, Fault> faults = new LinkedHashMap<>();
		faults.put("closed without an answer", (socket, honest) -> socket.close());
		faults.put("reset", (socket, honest) -> {
			socket.setSoLinger(true, 0);
			socket.close();
		});
		faults.put("silence", (socket, honest) -> hold(socket));
		faults.put("silence after the headers", (socket, honest) -> {
			write(socket.getOutputStream(), "HTTP/1.1 201 Created\r\n\r\n");
			hold(socket);
		});
		faults.put("silence within the body", (socket, honest) -> {
			write(socket.getOutputStream(),
					"HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n" + honest.substring(4));
			hold(socket);
		});
		faults.put("two lengths",
				(socket, honest) -> write(socket.getOutputStream(), 201, utf8(honest), "Content-Length: 5"));
		faults.put("a negative length", raw("HTTP/1.1 201 Created\r\nContent-Length: -5\r\n\r\n{}"));
		faults.put("an encoding of its own", raw("HTTP/1.1 201 Created\r\nTransfer-Encoding: x-odd\r\n\r\n{}"));
		faults.put("300 headers", raw("HTTP/1.1 201 Created\r\n" + "X-Odd: 1\r\n".repeat(300) + "\r\n{}"));
		faults.put("an endless header", raw("HTTP/1.1 201 Created\r\nX-Odd: " + "x".repeat(70_000) + "\r\n\r\n{}"));
		faults.put("frames of HTTP/2", raw("\0\0\u0012\u0004\0\0\0\0\0\0\u0003\0\0\0d\0\u0004\0\u0010\0\0"));
		faults.put("half a status line", raw("HTTP/1.1 20"));
		faults.put("headers without an end", raw("HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n"));
		faults.put("torn by length", (socket, honest) -> write(socket.getOutputStream(),
				"HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n" + honest.substring(4)));
		faults.put("torn chunk", (socket, honest) -> write(socket.getOutputStream(),
				"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n" + honest.substring(4)));
		faults.put("chunks without an end",
				(socket, honest) -> write(socket.getOutputStream(),
						"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n"
								+ Integer.toHexString(honest.length() - 4) + "\r\n" + honest.substring(4) + "\r\n"));
		faults.put("chunks without a size",
				raw("HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"));
		faults.put("cut without a length", (socket, honest) -> write(socket.getOutputStream(),
				"HTTP/1.1 201 Created\r\nConnection: close\r\n\r\n" + honest.substring(4, honest.length() - 3)));
		faults.put("early hints and nothing more", raw("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"));
		faults.put("switching protocols", raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n"));
		faults.put("another protocol", raw("SSH-2.0-OpenSSH_9.6\r\n"));
		faults.put("status out of range", raw("HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n"));
		faults.put("too large by length", raw("HTTP/1.1 201 Created\r\nContent-Length: 104857600\r\n\r\n{"));
		faults.put("too large", answer(201, " ".repeat(300_000)));
		faults.put("gzip bomb", answer(201, gzip(" ".repeat(5_000_000)), "Content-Encoding: gzip"));
		faults.put("half a gzip", (socket, honest) -> {
			byte[] packed = gzip(honest.substring(4));
			write(socket.getOutputStream(), 201, Arrays.copyOf(packed, packed.length / 2));
		});
		faults.put("brotli", answer(201, new byte[] { (byte) 0x8b, 3, (byte) 0x80, 1, 2, 3 }, "Content-Encoding: br"));
		faults.put("NUL bytes", answer(201, new byte[40]));
		return faults;
	}

	/** Somebody else, or a GitLab in trouble, answers once it has acted. */
	static Map<String, Fault> unclear() {
		Map<String, Fault> faults = new LinkedHashMap<>();
		for (int status : new int[] { 500, 501, 502, 503, 504, 507, 508, 520, 521, 522, 523, 524, 525, 526, 530,
				599 }) {
			faults.put(status + " with a page", answer(status, PAGE));
			faults.put(status + " without a body", answer(status, ""));
		}
		faults.put("500 of GitLab", answer(500, "{\"message\":\"500 Internal Server Error\"}"));
		faults.put("502 of a gateway", answer(502, "{\"message\":\"An invalid response was received\"}"));
		faults.put("503 to come back later", answer(503, PAGE, "Retry-After: 30"));
		faults.put("503 to come back some day", answer(503, PAGE, "Retry-After: Thu, 32 Foo 2026"));
		for (int status : new int[] { 408, 409, 423, 425, 499 }) {
			faults.put(String.valueOf(status), answer(status, "{\"message\":\"" + status + " Conflict\"}"));
		}
		for (int status : new int[] { 400, 401, 403, 451 }) {
			faults.put(status + " with a page", answer(status, PAGE));
		}
		faults.put("200 with a sign-in page", answer(200, PAGE));
		faults.put("201 with a page", answer(201, PAGE));
		faults.put("a captive portal", answer(200, "{\"status\":\"login required\"}"));
		faults.put("errors as GraphQL has them",
				answer(200, "{\"data\":null,\"errors\":[{\"message\":\"Something broke\"}]}"));
		faults.put("204", answer(204, ""));
		faults.put("206", answer(206, "{\"id\": 42"));
		faults.put("201 without a body", answer(201, ""));
		for (String body : new String[] { "null", "[]", "{}", "true", "42", "\"glrt-" + "n".repeat(20) + "\"",
				"{\"id\":", "{'id':42}", "{\"id\":42}}", "{\"id\":NaN,\"token\":\"" + "n".repeat(24) + "\"}" }) {
			faults.put("201 with " + body, answer(201, body));
		}
		String token = ",\"token\":\"glrt-" + "n".repeat(20) + "\"}";
		for (String id : new String[] { "0", "-1", "1.5", "null", "\"x\"", "[42]", "99999999999999999999", "1e400" }) {
			faults.put("id " + id, answer(201, "{\"id\":" + id + token));
		}
		faults.put("two ids", answer(201, "{\"id\":1,\"id\":2" + token));
		faults.put("deep JSON", answer(201, "[".repeat(3000) + "]".repeat(3000)));
		for (int status : new int[] { 300, 303, 304, 305 }) {
			faults.put(status + "", answer(status, "", "Location: https://sso.example/"));
		}
		faults.put("302 to nowhere", answer(302, ""));
		return faults;
	}

	/** GitLab has made it, and says so, but keeps the token back. */
	static Map<String, Fault> tokenless() {
		Map<String, Fault> faults = new LinkedHashMap<>();
		faults.put("no token", answer(201, "{\"id\":42}"));
		for (String token : new String[] { "null", "\"\"", "7", "[]", "{}", "\"short\"", "\"two words of it\"",
				"\"<script>alert(1)</script>\"", "\"glpat-" + "a".repeat(20) + "\"", "\"" + "x".repeat(600) + "\"",
				"\"glrt-" + "é".repeat(20) + "\"" }) {
			String name = "token " + ((token.length() > 40) ? token.substring(0, 40) : token);
			faults.put(name, answer(201, "{\"id\":42,\"token\":" + token + "}"));
		}
		return faults;
	}

	/** Odd, and yet the answer is there. */
	static Map<String, Fault> readable() {
		Map<String, Fault> faults = new LinkedHashMap<>();
		faults.put("200 in place of 201", (socket, honest) -> write(socket.getOutputStream(), 200, utf8(honest)));
		faults.put("202 in place of 201", (socket, honest) -> write(socket.getOutputStream(), 202, utf8(honest)));
		faults.put("early hints first", (socket, honest) -> {
			write(socket.getOutputStream(), "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
			write(socket.getOutputStream(), 201, utf8(honest));
		});
		faults.put("called a page", (socket, honest) -> write(socket.getOutputStream(), 201, utf8(honest),
				"Content-Type: text/html; charset=x-odd"));
		faults.put("gzip", (socket, honest) -> write(socket.getOutputStream(), 201, gzip(honest.substring(4)),
				"Content-Encoding: gzip"));
		faults.put("gzip that nobody announced",
				(socket, honest) -> write(socket.getOutputStream(), 201, gzip(honest.substring(4))));
		for (Charset charset : new Charset[] { StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE,
				StandardCharsets.UTF_8 }) {
			faults.put("a byte order mark in " + charset, (socket, honest) -> write(socket.getOutputStream(), 201,
					("\uFEFF" + honest.substring(4)).getBytes(charset)));
			faults.put("plain " + charset,
					(socket, honest) -> write(socket.getOutputStream(), 201, honest.substring(4).getBytes(charset)));
		}
		faults.put("an id as a string", answer(201, "{\"id\":\"42\",\"token\":\"glrt-" + "n".repeat(20) + "\"}"));
		faults.put("chunks of one byte", (socket, honest) -> {
			write(socket.getOutputStream(), "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n");
			for (char each : honest.substring(4).toCharArray()) {
				write(socket.getOutputStream(), "1\r\n" + each + "\r\n");
			}
			write(socket.getOutputStream(), "0\r\n\r\n");
		});
		return faults;
	}

	/** What GitLab, or whoever stands before it, says instead of acting. */
	static Map<String, Fault> refusals() {
		Map<String, Fault> faults = new LinkedHashMap<>();
		for (int status : new int[] { 400, 401, 403, 404, 405, 406, 410, 411, 412, 413, 414, 415, 422, 429, 431,
				451 }) {
			faults.put(status + "", answer(status, "{\"message\":\"" + status + " No - not this way\"}"));
			faults.put(status + " as an error", answer(status, "{\"error\":\"" + status + " No\"}"));
		}
		for (int status : new int[] { 404, 405, 413, 415, 429 }) {
			faults.put(status + " with a page", answer(status, PAGE));
		}
		for (int status : new int[] { 301, 302, 307, 308 }) {
			faults.put(status + "", answer(status, PAGE, "Location: https://sso.example/login?state=x"));
		}
		faults.put("migrations", answer(503, "{\"message\":\"Executing database migrations. Please retry later.\"}"));
		faults.put("429 with a date", answer(429, "Retry later", "Retry-After: Sat, 21 Nov 2026 13:30:00 GMT"));
		faults.put("429 with nonsense", answer(429, "Retry later", "Retry-After: soon"));
		return faults;
	}

	static Fault answer(int status, String body, String... headers) {
		return answer(status, body.getBytes(StandardCharsets.UTF_8), headers);
	}

	private static Fault answer(int status, byte[] body, String... headers) {
		return (socket, honest) -> write(socket.getOutputStream(), status, body, headers);
	}

	private static Fault raw(String bytes) {
		return (socket, honest) -> write(socket.getOutputStream(), bytes);
	}

	/** Says nothing until the portal hangs up. */
	private static void hold(Socket socket) throws IOException {
		while (socket.getInputStream().read() >= 0) {
			// Whatever else it says is of no use.
		}
	}

	private static byte[] utf8(String honest) {
		return honest.substring(4).getBytes(StandardCharsets.UTF_8);
	}

	private static void write(OutputStream out, int status, byte[] body, String... headers) throws IOException {
		boolean bodyless = status == 204 || status == 304;
		String more = (headers.length > 0) ? String.join("\r\n", headers) + "\r\n" : "";
		write(out, "HTTP/1.1 " + status + " X\r\n" + more + (bodyless ? "" : "Content-Length: " + body.length + "\r\n")
				+ "\r\n");
		if (!bodyless) {
			out.write(body);
		}
		out.flush();
	}

	private static void write(OutputStream out, String bytes) throws IOException {
		out.write(bytes.getBytes(StandardCharsets.UTF_8));
		out.flush();
	}

	private static byte[] gzip(String text) {
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
			out.write(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return packed.toByteArray();
	}

}
