package dev.runnerfleet.benchmark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** The attacks by name. */
final class Attacks {

	private static final String FORM = "Host: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n";

	private Attacks() {
	}

	static Map<String, Attack> all() {
		Map<String, Attack> attacks = new LinkedHashMap<>();
		attacks.put("pages", new Flood(50, 1200, (i) -> get("/fleets/new?n=" + i + "&q=" + "x".repeat(7500), "")));
		attacks.put("sign-in-page",
				new Flood(50, 600, (i) -> get("/login?n=" + i, "Accept-Language: a" + i % 10_000 + "\r\n")));
		attacks.put("nowhere", new Flood(50, 600, (i) -> get("/api/v1/nowhere/" + i, "")));
		attacks.put("forms", new Flood(50, 600,
				(i) -> post("/fleets", "Accept: text/html\r\n", "_by=admin&name=" + "x".repeat(7000))));
		attacks.put("sign-ins", new Flood(250, 250, signIn()));
		attacks.put("api-sign-ins",
				new Flood(250, 250, (i) -> get("/api/v1/fleets", "Authorization: Basic YWRtaW46d3Jvbmc=\r\n")));
		attacks.put("streams", new Flood(250, 250, (i) -> get("/live?since=0", "Accept: text/event-stream\r\n")));
		attacks.put("heads", new Flood(50, 300, (i) -> get("/login", ("X-" + i + ": " + "y".repeat(7000) + "\r\n"))));
		attacks.put("pipelined", new Flood(50, 300, (i) -> get("/login", "").repeat(5)));
		attacks.put("drips",
				new SlowClients(300, "POST /login HTTP/1.1\r\n" + FORM + "Content-Length: 5000\r\n\r\n", "x"));
		attacks.put("head-drips", new SlowClients(300, "GET /login HTTP/1.1\r\nHost: localhost\r\nX-Long: ", "x"));
		attacks.put("chunked-drips", new SlowClients(300,
				"POST /login HTTP/1.1\r\n" + FORM + "Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"));
		attacks.put("announced", new SlowClients(900,
				"POST /login HTTP/1.1\r\n" + FORM + "Content-Length: 1000000\r\n\r\nusername=", "x"));
		attacks.put("readers", new SlowClients(300, get("/v3/api-docs", "").repeat(3), ""));
		attacks.put("old-readers", new SlowClients(300, "GET /v3/api-docs HTTP/1.0\r\n\r\n", ""));
		attacks.put("idle", new SlowClients(2000, "", ""));
		return attacks;
	}

	/**
	 * Names of nobody, so that it is not the count of one name's failures that stops it.
	 */
	private static IntFunction<String> signIn() {
		String token = "11111111-1111-4111-8111-111111111111";
		return (i) -> post("/login", "Cookie: FORM-TOKEN=" + token + "\r\n",
				"_csrf=" + masked(token) + "&username=user-" + i + "&password=wrong+password");
	}

	/** As a page would have it, where chance were nothing but zeros. */
	private static String masked(String token) {
		byte[] mask = new byte[token.length()];
		ByteBuffer both = ByteBuffer.allocate(2 * mask.length).put(mask).put(token.getBytes(StandardCharsets.UTF_8));
		return Base64.getUrlEncoder().encodeToString(both.array());
	}

	private static String get(String path, String headers) {
		return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
	}

	private static String post(String path, String headers, String body) {
		return "POST " + path + " HTTP/1.1\r\n" + FORM + headers + "Content-Length: " + body.length() + "\r\n\r\n"
				+ body;
	}

}
