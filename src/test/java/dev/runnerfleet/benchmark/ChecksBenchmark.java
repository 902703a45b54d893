package dev.runnerfleet.benchmark;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import dev.runnerfleet.portal.PortalProcess;
import dev.runnerfleet.portal.Visitor;

import static org.assertj.core.api.Assertions.assertThat;

/** How long a person waits for all checks of a launch, and what they ask of AWS. */
class ChecksBenchmark {

	private static final Duration ANSWER = Duration.ofMillis(100);

	private static final int CHECKS = 40;

	private static final int LAUNCHES = 20;

	private final Path data;

	ChecksBenchmark(Path data) {
		this.data = data;
	}

	void run() throws Exception {
		try (SlowAccount aws = new SlowAccount(ANSWER);
				PortalProcess portal = PortalProcess.measured(this.data, aws.url(), "--portal.gitlab.allow-http=true",
						"--portal.gitlab.allowed-networks=127.0.0.0/8",
						"--portal.gitlab.allowed-ports=" + aws.port())) {
			portal.awaitReady();
			Visitor ada = portal.admin();
			aws.takeCalls();
			Figures first = new Figures();
			HttpResponse<String> found = timed(first, ada, "/api/v1/fleets/check", body(aws, "first"));
			assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
			Figures.say("Found: %s", found.body());
			print(first, "The first check", aws.takeCalls(), 1);
			Figures checks = new Figures();
			for (int i = 0; i < CHECKS; i++) {
				timed(checks, ada, "/api/v1/fleets/check", body(aws, "check-" + i));
			}
			print(checks, "A check", aws.takeCalls(), CHECKS);
			Figures launches = new Figures();
			Map<String, Integer> calls = new TreeMap<>();
			for (int i = 0; i < LAUNCHES; i++) {
				aws.takeCalls();
				HttpResponse<String> launched = timed(launches, ada, "/api/v1/fleets", body(aws, "launch-" + i));
				assertThat(launched.statusCode()).as(launched.body()).isEqualTo(202);
				aws.takeCalls().forEach((action, count) -> calls.merge(action, count, Integer::sum));
			}
			print(launches, "A launch, until it is taken", calls, LAUNCHES);
		}
	}

	private static HttpResponse<String> timed(Figures figures, Visitor ada, String path, String body) throws Exception {
		long before = System.nanoTime();
		HttpResponse<String> answer = ada.tell(path, body);
		figures.addNanos(System.nanoTime() - before);
		return answer;
	}

	private static void print(Figures figures, String what, Map<String, Integer> calls, int times) {
		figures.print(what);
		int all = calls.values().stream().mapToInt(Integer::intValue).sum();
		Figures.say("  %.1f calls: %s", (double) all / times, calls);
	}

	private static String body(SlowAccount aws, String name) {
		return """
				{"name": "%s", "gitlabUrl": "%s", "runnerToken": "%s", "vpcId": "vpc-1", "subnetIds": ["subnet-1"]}
				""".formatted(name, aws.url(), "glrt-" + "x".repeat(20));
	}

}
