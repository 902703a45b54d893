package dev.runnerfleet.benchmark;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

import dev.runnerfleet.portal.PortalProcess;
import dev.runnerfleet.portal.StandInAws;
import dev.runnerfleet.portal.Visitor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How late the portal knows what AWS does to many stacks at once. The lists that are
 * asked here count as nobody looking; one fleet's events are asked as its page would.
 */
class CrowdBenchmark {

	private static final String HANGS = "eu-west-1";

	private final Path scratch;

	private final JsonMapper json = new JsonMapper();

	CrowdBenchmark(Path scratch) {
		this.scratch = scratch;
	}

	void run() throws Exception {
		List<String> chosen = List.of(System.getProperty("benchmarks.crowds", "20,hang,300,burst").split(","));
		if (chosen.contains("20")) {
			measure("20 stacks at once", 20, 0, Duration.ofSeconds(40), Duration.ofSeconds(30));
		}
		if (chosen.contains("hang")) {
			measure("20 beside 30 of a region that hangs", 20, 30, Duration.ofSeconds(40), Duration.ofSeconds(30));
		}
		if (chosen.contains("300")) {
			measure("300 that end within 6 minutes", 300, 0, Duration.ofSeconds(40), Duration.ofMinutes(6));
		}
		if (chosen.contains("burst")) {
			measure("300 that end within 10 seconds", 300, 0, Duration.ofSeconds(60), Duration.ofSeconds(10));
		}
		if (chosen.contains("1000slow")) {
			measure("1,000 that end within 30 minutes", 1000, 0, Duration.ofMinutes(1), Duration.ofMinutes(30));
		}
		if (chosen.contains("1000")) {
			measure("1,000 that end within 16 minutes", 1000, 0, Duration.ofMinutes(1), Duration.ofMinutes(16));
		}
	}

	private void measure(String what, int fleets, int hanging, Duration shortest, Duration spread) throws Exception {
		ConcurrentLinkedQueue<Long> calls = new ConcurrentLinkedQueue<>();
		Map<String, Integer> actions = new ConcurrentSkipListMap<>();
		try (StandInAws aws = new StandInAws();
				PortalProcess portal = PortalProcess.measured(this.scratch.resolve("crowd-" + what.hashCode()),
						aws.url())) {
			portal.awaitReady();
			Visitor ada = portal.admin();
			ada.ask("/api/v1/network/vpcs");
			aws.lasting((name) -> Duration.ofDays(1));
			launch(ada, "stuck-", hanging, HANGS);
			aws.hang((hanging > 0) ? HANGS : "");
			launch(ada, "fleet-", fleets, "eu-central-1");
			for (int i = 0; i < fleets; i++) {
				aws.stack("fleet-" + i).takes(shortest.plus(spread.multipliedBy(i * 7919L % fleets).dividedBy(fleets)));
			}
			aws.listen((action, actedUpon) -> {
				if (!actedUpon && (action.startsWith("DescribeStack") || action.equals("ListStacks"))) {
					calls.add(System.nanoTime());
					actions.merge(action, 1, Integer::sum);
				}
			});
			watch(what, aws, ada, fleets, hanging);
			Figures.say("  most calls of AWS in any second%s: %d", (hanging > 0) ? ", of both regions" : "",
					mostInASecond(new ArrayList<>(calls)));
			Figures.say("  calls of AWS until all was read: %s", actions);
		}
	}

	/** Asks until every end and every event is known. */
	private void watch(String what, StandInAws aws, Visitor ada, int fleets, int hanging) throws Exception {
		Figures states = new Figures();
		Figures events = new Figures();
		Figures outputs = new Figures();
		Figures watched = new Figures();
		Set<String> ended = new HashSet<>();
		Set<String> read = new HashSet<>();
		Set<String> described = new HashSet<>();
		Set<String> seen = new HashSet<>();
		boolean first = true;
		Instant patience = Instant.now().plus(Duration.ofMinutes(60));
		while ((ended.size() < fleets || described.size() < fleets) && Instant.now().isBefore(patience)) {
			Map<String, String> ids = new HashMap<>();
			for (JsonNode fleet : all(ada)) {
				String name = fleet.get("name").asString();
				ids.put(name, fleet.get("id").asString());
				if (name.startsWith("stuck")) {
					continue;
				}
				if (fleet.at("/operation/state").asString().equals("SUCCEEDED") && ended.add(name)) {
					states.addNanos(lag(aws.stack(name).endsAt()));
				}
				boolean told = fleet.at("/progress/done").asInt() == 10;
				if (told && read.add(name)) {
					events.addNanos(lag(aws.stack(name).endsAt()));
				}
				if (told && !fleet.get("outputs").isEmpty() && described.add(name)) {
					outputs.addNanos(lag(aws.stack(name).endsAt()));
				}
			}
			String path = "/api/v1/fleets/" + ids.get("fleet-" + fleets / 2) + "/events";
			for (JsonNode event : this.json.readTree(ada.ask(path).body())) {
				if (seen.add(event.get("eventId").asString()) && !first) {
					watched.addNanos(lag(Instant.parse(event.get("at").asString())));
				}
			}
			first = false;
			TimeUnit.MILLISECONDS.sleep(300);
		}
		print(what + ": its end is known after", states, fleets);
		print("  all its events", events, fleets);
		print("  all its events and outputs", outputs, fleets);
		print("  each event of the one that is watched", watched, watched.count());
	}

	private List<JsonNode> all(Visitor ada) throws Exception {
		List<JsonNode> all = new ArrayList<>();
		JsonNode page;
		int number = 0;
		do {
			page = this.json.readTree(ada.ask("/api/v1/fleets?size=200&page=" + number++).body());
			page.get("items").forEach(all::add);
		}
		while (all.size() < page.get("total").asInt());
		return all;
	}

	private static void print(String what, Figures lags, int of) {
		Figures.say("%-58s p50 %6.1f s   p95 %6.1f s   max %6.1f s   n %d of %d", what, lags.median() / 1000,
				lags.quantile(0.95) / 1000, lags.quantile(1) / 1000, lags.count(), of);
	}

	private static long lag(Instant since) {
		return Duration.between(since, Instant.now()).toNanos();
	}

	private static int mostInASecond(List<Long> calls) {
		int most = 0;
		for (int first = 0, last = 0; last < calls.size(); last++) {
			while (calls.get(last) - calls.get(first) >= 1_000_000_000L) {
				first++;
			}
			most = Math.max(most, last - first + 1);
		}
		return most;
	}

	private static void launch(Visitor ada, String prefix, int fleets, String region) throws Exception {
		for (int i = 0; i < fleets; i++) {
			HttpResponse<String> answer = ada.tell("/api/v1/fleets", """
					{"name": "%s", "region": "%s", "gitlabUrl": "https://gitlab.invalid/", "runnerToken": "%s",
					 "vpcId": "vpc-1", "subnetIds": ["subnet-1"], "anyway": true}""".formatted(prefix + i, region,
					"glrt-" + "x".repeat(20)));
			if (answer.statusCode() != 202 && answer.statusCode() != 503) {
				throw new IllegalStateException(answer.body());
			}
			i -= (answer.statusCode() == 503) ? 1 : 0;
		}
	}

}
