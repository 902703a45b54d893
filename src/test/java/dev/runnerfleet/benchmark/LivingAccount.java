package dev.runnerfleet.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An AWS with fleets whose managers write a line each half minute by the clock, each at
 * its own second: over real HTTP, with what the portal asks of fleets that are there. It
 * shares no code with the portal or its sandbox.
 */
class LivingAccount implements AutoCloseable {

	static final String ACCOUNT = "111122223333";

	private static final int SECONDS = 30;

	/** Jobs tell which line is shown; they begin anew after this many. */
	static final int LINES = 400;

	private static final Pattern REGION = Pattern.compile("Credential=[^/]+/[^/]+/([^/]+)/");

	private static final Pattern STREAM = Pattern.compile("\"logStreamName\" *: *\"(i-[0-9a-f]+)/pulse\"");

	/**
	 * A fleet's manager.
	 *
	 * @param number tells it from others
	 * @param region where it is
	 */
	record Manager(int number, String region) {

		String fleet() {
			return "fleet-%04d".formatted(this.number);
		}

		String arn() {
			return "arn:aws:cloudformation:%s:%s:stack/%s/1".formatted(this.region, ACCOUNT, fleet());
		}

		String instance() {
			return "i-%017x".formatted(this.number);
		}

		/** The line that it has written last by some moment. */
		long line(Instant now) {
			return (now.getEpochSecond() - phase()) / SECONDS;
		}

		/** When it wrote a line. */
		Instant at(long line) {
			return Instant.ofEpochSecond(line * SECONDS + phase());
		}

		private int phase() {
			return this.number * 7919 % SECONDS;
		}

	}

	private final Map<String, Manager> managers = new HashMap<>();

	private final Map<String, Instant> dead = new ConcurrentHashMap<>();

	private final Map<String, Map<String, AtomicInteger>> calls = new ConcurrentHashMap<>();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	LivingAccount(List<Manager> managers) throws IOException {
		managers.forEach((manager) -> this.managers.put(manager.instance(), manager));
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/**
	 * Has a manager write nothing more; the even ones are stopped, the odd ones only
	 * mute.
	 */
	void kill(Manager manager) {
		this.dead.put(manager.instance(), Instant.now());
	}

	/**
	 * How often each action was asked for in a region since the last time that somebody
	 * asked.
	 */
	Map<String, Integer> takeCalls(String region) {
		Map<String, AtomicInteger> taken = this.calls.remove(region);
		return (taken == null) ? Map.of()
				: taken.entrySet()
					.stream()
					.collect(Collectors.toMap(Map.Entry::getKey, (each) -> each.getValue().get()));
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
			Map<String, String> call = (target == null) ? parse(request) : Map.of();
			String action = (target != null) ? target.replaceFirst(".*\\.", "") : call.getOrDefault("Action", "other");
			Matcher region = REGION.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
			String place = region.find() ? region.group(1) : "";
			this.calls.computeIfAbsent(place, (key) -> new ConcurrentHashMap<>())
				.computeIfAbsent(action, (key) -> new AtomicInteger())
				.incrementAndGet();
			// As far away as AWS is.
			TimeUnit.MILLISECONDS.sleep(40);
			if (target != null) {
				send(exchange, "application/x-amz-json-1.1", action.equals("GetLogEvents") ? lines(request) : "{}");
				return;
			}
			send(exchange, "text/xml", element(action + "Response", answer(action, place, call)));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private String lines(String request) {
		Matcher stream = STREAM.matcher(request);
		Manager manager = stream.find() ? this.managers.get(stream.group(1)) : null;
		List<String> events = new ArrayList<>();
		if (manager != null) {
			Instant now = this.dead.getOrDefault(manager.instance(), Instant.now());
			long last = manager.line(now);
			for (long line = last - 4; line <= last; line++) {
				long at = manager.at(line).toEpochMilli();
				events.add("{\"timestamp\":%d,\"ingestionTime\":%d,\"message\":\"%s\"}".formatted(at, at,
						text(manager, line).replace("\"", "\\\"")));
			}
		}
		return "{\"events\":[%s],\"nextForwardToken\":\"f\",\"nextBackwardToken\":\"b\"}"
			.formatted(String.join(",", events));
	}

	private static String text(Manager manager, long line) {
		return """
				{"v":1,"at":"%s","manager":"%s","since":"2026-01-15T08:00:00Z","runner":"19.4.0",\
				"gitlab":{"at":"%1$s","status":204},"jobs":{"running":%d,"limit":1000,"finished":%d,"failed":3},\
				"queue":{"median":4,"longest":9},"workers":{"ready":1,"busy":12,"starting":0,"deleting":0,"failed":0,\
				"wanted":13,"max":1000},"types":{"m6i.large":13},"seconds":{"m6i.large":%d},"hash":"0123456789ab",\
				"disk":41,"memory":63,"errors":2}""".formatted(manager.at(line), manager.instance(), line % LINES,
				line % 1_000_000, line % 1_000_000 * 390);
	}

	private String answer(String action, String region, Map<String, String> call) {
		return switch (action) {
			case "DescribeAutoScalingGroups" ->
				element("DescribeAutoScalingGroupsResult", element("AutoScalingGroups", call.entrySet()
					.stream()
					.filter((each) -> each.getKey().startsWith("AutoScalingGroupNames."))
					.map((each) -> element("member",
							element("AutoScalingGroupName", each.getValue()) + element("DesiredCapacity", "1")
									+ element("MaxSize", "1000")
									+ element("Instances", element("member", element("LifecycleState", "InService")))))
					.collect(Collectors.joining())));
			case "DescribeInstanceStatus" -> element("instanceStatusSet",
					call.entrySet()
						.stream()
						.filter((each) -> each.getKey().startsWith("InstanceId."))
						.map((each) -> status(each.getValue()))
						.collect(Collectors.joining()));
			case "GetCallerIdentity" -> element("GetCallerIdentityResult", element("Account", ACCOUNT));
			case "DescribeStacks" -> element("DescribeStacksResult", element("Stacks", stacks(region, call, true)));
			case "ListStacks" -> element("ListStacksResult", element("StackSummaries", stacks(region, call, false)));
			case "DescribeStackEvents" -> element("DescribeStackEventsResult", "");
			default -> "";
		};
	}

	private String stacks(String region, Map<String, String> call, boolean described) {
		String asked = call.get("StackName");
		return this.managers.values()
			.stream()
			.filter((manager) -> manager.region().equals(region))
			.filter((manager) -> asked == null || asked.equals(manager.fleet()) || asked.equals(manager.arn()))
			.map((manager) -> element("member",
					element("StackId", manager.arn()) + element("StackName", manager.fleet())
							+ element("CreationTime", "2026-01-15T08:00:00Z")
							+ element("StackStatus", "CREATE_COMPLETE")
							+ (described ? element("Tags", "") + element("Outputs", "") : "")))
			.collect(Collectors.joining());
	}

	private String status(String instance) {
		Manager manager = this.managers.get(instance);
		boolean stopped = this.dead.containsKey(instance) && manager != null && manager.number() % 2 == 0;
		return element("item",
				element("instanceId", instance)
						+ element("instanceState", element("name", stopped ? "stopped" : "running"))
						+ element("instanceStatus", element("status", "ok"))
						+ element("systemStatus", element("status", "ok")));
	}

	private static void send(HttpExchange exchange, String type, String text) throws IOException {
		byte[] body = text.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", type);
		exchange.sendResponseHeaders(200, body.length);
		exchange.getResponseBody().write(body);
	}

	private static String element(String name, String content) {
		return "<" + name + ">" + content + "</" + name + ">";
	}

	private static Map<String, String> parse(String body) {
		return Arrays.stream(body.split("&"))
			.map((pair) -> pair.split("=", 2))
			.filter((pair) -> pair.length == 2)
			.collect(Collectors.toMap((pair) -> URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
					(pair) -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
	}

}
