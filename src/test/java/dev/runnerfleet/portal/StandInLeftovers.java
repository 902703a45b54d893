package dev.runnerfleet.portal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;

/**
 * Buckets and logs of the stand-in, in the protocols that S3 and CloudWatch Logs speak.
 */
class StandInLeftovers {

	private static final Pattern KEY = Pattern.compile("<Key>([^<]+)</Key>");

	private static final String JSON = "application/x-amz-json-1.1";

	/** Behind the moments of every stack's story. */
	private static final Instant LATER = Instant.ofEpochSecond(1_900_000_000L);

	private static final Answer NO_GROUP = new Answer(400, JSON,
			"{\"__type\":\"ResourceNotFoundException\",\"message\":\"The specified log group does not exist.\"}");

	private final Map<String, Set<String>> buckets = new ConcurrentHashMap<>();

	/** The names of stacks whose manager says that all is well. */
	final Set<String> managers = ConcurrentHashMap.newKeySet();

	final Set<String> logGroups = ConcurrentHashMap.newKeySet();

	/** An answer that is no XML of the query protocol. */
	record Answer(int status, String type, String body) {

		void to(HttpExchange exchange) throws IOException {
			byte[] bytes = this.body.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", this.type);
			exchange.sendResponseHeaders(this.status, (bytes.length > 0) ? bytes.length : -1);
			exchange.getResponseBody().write(bytes);
		}

	}

	/** Puts objects into a new bucket. */
	void fill(String bucket, int objects) {
		Set<String> keys = new TreeSet<>();
		for (int i = 0; i < objects; i++) {
			keys.add("cache-%05d".formatted(i));
		}
		this.buckets.put(bucket, keys);
	}

	boolean isEmpty(String bucket) {
		return this.buckets.getOrDefault(bucket, Set.of()).isEmpty();
	}

	/** The action of a request, blank if it speaks the query protocol. */
	static String action(HttpExchange exchange) {
		String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
		if (target != null) {
			return target.replaceFirst(".*\\.", "");
		}
		String query = String.valueOf(exchange.getRequestURI().getQuery());
		if (query.contains("versions")) {
			return "ListObjectVersions";
		}
		return query.contains("delete") ? "DeleteObjects" : "";
	}

	synchronized Answer answer(String action, HttpExchange exchange, String body) {
		String bucket = exchange.getRequestURI().getPath().replace("/", "");
		return switch (action) {
			case "ListObjectVersions" -> list(this.buckets.getOrDefault(bucket, Set.of()), exchange);
			case "DeleteObjects" -> delete(this.buckets.getOrDefault(bucket, Set.of()), body);
			case "DeleteLogGroup" -> deleteLogs(body);
			case "GetLogEvents" -> heard(body);
			default -> new Answer(400, "application/json", "{\"__type\":\"UnknownOperationException\"}");
		};
	}

	private static Answer list(Set<String> keys, HttpExchange exchange) {
		int most = Integer.parseInt(exchange.getRequestURI().getQuery().replaceFirst(".*max-keys=(\\d+).*", "$1"));
		return xml("<ListVersionsResult>" + keys.stream()
			.limit(most)
			.map((key) -> "<Version><Key>" + key + "</Key><VersionId>null</VersionId></Version>")
			.collect(Collectors.joining()) + "</ListVersionsResult>");
	}

	private static Answer delete(Set<String> keys, String body) {
		KEY.matcher(body).results().forEach((key) -> keys.remove(key.group(1)));
		return xml("<DeleteResult></DeleteResult>");
	}

	/**
	 * What a manager says: its first job has run, and what it was given last is in force.
	 */
	private static Answer heard(String body) {
		Stream<String> lines = body.contains("/runner-fleet\"") ? Stream.of("proven", "in-force") : Stream.empty();
		String events = lines.map((
				outcome) -> "{\"v\":1,\"at\":\"%s\",\"run\":\"create\",\"step\":\"settle\",\"outcome\":\"%s\",\"words\":\"so\"}"
					.formatted(LATER, outcome))
			.map((line) -> "{\"timestamp\":%d,\"message\":\"%s\"}".formatted(LATER.toEpochMilli(),
					line.replace("\"", "\\\"")))
			.collect(Collectors.joining(","));
		return new Answer(200, JSON, "{\"events\":[" + events + "],\"nextBackwardToken\":\"end\"}");
	}

	private Answer deleteLogs(String body) {
		boolean there = this.logGroups.removeIf((name) -> body.contains("\"" + name + "\""));
		return there ? new Answer(200, JSON, "{}") : NO_GROUP;
	}

	private static Answer xml(String body) {
		return new Answer(200, "application/xml", body);
	}

}
