package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What the manager of an autoscaler's fleet tells of it, whatever happens around it. */
@EnabledOnOs(OS.LINUX)
class ReportTest {

	private static final String STATUS = "endpoint=\"request_job\",method=\"post\",runner=\"xxxxxxxxx\",status=\"%s\"";

	private static final String BUCKET = "system_id=\"s_0123456789ab\",le=\"%s\"";

	@TempDir
	private Path root;

	private ReportingManager manager;

	@BeforeEach
	void setUp() throws IOException {
		this.manager = new ReportingManager(this.root, "docker-autoscaler");
		this.manager.metrics("gitlab-runner", "docker-autoscaler");
		this.manager.group(18, workers());
	}

	@AfterEach
	void tearDown() {
		this.manager.close();
	}

	@Test
	void tellsHowTheFleetIs() throws Exception {
		this.manager.report();
		this.manager.pass(30);
		this.manager.set(STATUS.formatted("204"), 9160);
		taken(10, 350, 60);
		JsonNode line = this.manager.report();
		assertThat(line.get("v").asInt()).isEqualTo(1);
		assertThat(line.get("at").asString()).isEqualTo("2026-11-26T12:30:30Z");
		assertThat(line.get("manager").asString()).isEqualTo("i-0123456789abcdef0");
		assertThat(line.get("since").asString()).isEqualTo("2026-11-26T12:00:00Z");
		assertThat(line.get("runner").asString()).isEqualTo("19.4.0");
		assertThat(line.get("gitlab")).hasToString("{\"at\":\"2026-11-26T12:30:30Z\",\"status\":204}");
		assertThat(line.get("token")).hasToString("{\"expires\":\"2026-12-03T00:00:00Z\"}");
		assertThat(line.get("jobs")).hasToString("{\"running\":12,\"limit\":20,\"finished\":340,\"failed\":7}");
		assertThat(line.get("queue")).hasToString("{\"median\":45,\"longest\":60}");
		assertThat(line.get("workers")).hasToString(
				"{\"ready\":2,\"busy\":12,\"starting\":3,\"max\":20,\"deleting\":0,\"failed\":1,\"wanted\":18}");
		assertThat(line.get("types")).hasToString("{\"m6i.large\":12,\"m6i.large/spot\":6}");
		assertThat(line.get("seconds")).hasToString("{\"m6i.large\":360,\"m6i.large/spot\":180}");
		assertThat(line.get("hash").asString()).isEqualTo("0123456789ab");
		assertThat(line.get("errors").asInt()).isEqualTo(5);
		assertThat(line.get("disk").asInt()).isBetween(0, 100);
		assertThat(line.get("memory").asInt()).isBetween(0, 100);
		assertThat(line.has("trouble")).isFalse();
		assertThat(line.has("scaling")).isFalse();
	}

	@Test
	void tellsHowADockerMachineFleetIs() throws Exception {
		try (ReportingManager other = new ReportingManager(Files.createDirectories(this.root.resolve("other")),
				"docker-machine")) {
			other.metrics("gitlab-runner", "docker-machine");
			other.write("describe-instances", "[[\"i-1\", \"t3.micro\", \"spot\"], [\"i-2\", \"t3.micro\", null]]");
			JsonNode line = other.report();
			assertThat(line.get("workers"))
				.hasToString("{\"ready\":3,\"busy\":12,\"starting\":2,\"max\":20,\"deleting\":4,\"failed\":5}");
			assertThat(line.get("types")).hasToString("{\"t3.micro/spot\":1,\"t3.micro\":1}");
			assertThat(line.has("trouble")).isFalse();
			assertThat(other.asked("autoscaling")).isZero();
			assertThat(other.asked("Name=iam-instance-profile.arn,Values=arn:aws:WorkerProfile:Arn")).isEqualTo(1);
		}
	}

	/** Each call costs a small manager half a second of its processor. */
	@Test
	void asksAwsForOneThingWhileNothingChanges() throws Exception {
		this.manager.report();
		this.manager.report();
		this.manager.report();
		assertThat(this.manager.asked("describe-auto-scaling-groups")).isEqualTo(3);
		assertThat(this.manager.asked("describe-instances")).isEqualTo(1);
		assertThat(this.manager.asked("describe-scaling-activities")).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			204, 204
			201 204, 201
			204 403, 204
			403, 403
			403 -1, 403
			500, 500
			-1, 0
			""")
	void tellsWhatGitlabAnsweredLast(String grown, int status) throws Exception {
		for (String each : new String[] { "403", "500" }) {
			this.manager.add("gitlab_runner_api_request_statuses_total{" + STATUS.formatted(each) + "} 1\n");
		}
		assertThat(this.manager.report().has("gitlab")).isFalse();
		this.manager.set(STATUS.formatted("204"), 9151);
		this.manager.report();
		this.manager.pass(30);
		for (String each : grown.split(" ")) {
			this.manager.set(STATUS.formatted(each), 9999);
		}
		JsonNode gitlab = this.manager.report().get("gitlab");
		assertThat(gitlab.get("status").asInt()).isEqualTo(status);
		assertThat(gitlab.get("at").asString())
			.isEqualTo((status != 0) ? "2026-11-26T12:30:30Z" : "2026-11-26T12:30:00Z");
		this.manager.pass(30);
		assertThat(this.manager.report().get("gitlab")).isEqualTo(gitlab);
	}

	@Test
	void knowsNoAnswerOfAGitlabThatHasNeverGivenOne() throws Exception {
		this.manager.report();
		this.manager.set(STATUS.formatted("-1"), 4);
		assertThat(this.manager.report().get("gitlab")).hasToString("{\"status\":0}");
	}

	@Test
	void countsAnewWhenTheRunnerHasRestarted() throws Exception {
		this.manager.report();
		this.manager.set("process_start_time_seconds", 1795694460);
		this.manager.set(STATUS.formatted("201"), 1);
		this.manager.set(STATUS.formatted("204"), 0);
		this.manager.set(STATUS.formatted("-1"), 0);
		JsonNode line = this.manager.report();
		assertThat(line.get("since").asString()).isEqualTo("2026-11-26T12:01:00Z");
		assertThat(line.get("gitlab").get("status").asInt()).isEqualTo(201);
		assertThat(line.get("queue").get("longest").asInt()).isEqualTo(300);
	}

	@Test
	void tellsHowLongTheJobsOfTheLastMinutesWaited() throws Exception {
		assertThat(this.manager.report().has("queue")).isFalse();
		taken(4, 400, 60);
		assertThat(this.manager.report().get("queue")).hasToString("{\"median\":45,\"longest\":60}");
		this.manager.pass(200);
		assertThat(this.manager.report().get("queue").get("median").asInt()).isEqualTo(45);
		this.manager.pass(200);
		assertThat(this.manager.report().has("queue")).isFalse();
	}

	/** The edges of a histogram are wide, a single job's wait is known. */
	@Test
	void claimsNoLongerWaitThanAllJobsHadTogether() throws Exception {
		this.manager.report();
		taken(1, 125, 300);
		assertThat(this.manager.report().get("queue")).hasToString("{\"median\":125,\"longest\":125}");
	}

	@Test
	void addsUpTheWorkersSecondsByType() throws Exception {
		this.manager.group(2, "i-1 m6i.large", "i-2 c7i.large spot");
		this.manager.report();
		this.manager.pass(30);
		assertThat(this.manager.report().get("seconds")).hasToString("{\"m6i.large\":30,\"c7i.large/spot\":30}");
		this.manager.group(1, "i-2 c7i.large spot");
		this.manager.pass(10_000);
		assertThat(this.manager.report().get("seconds")).hasToString("{\"m6i.large\":30,\"c7i.large/spot\":150}");
	}

	@Test
	void tellsWhyTheGroupCannotStartWorkersUntilItCan() throws Exception {
		String words = "Could not launch On-Demand Instances. VcpuLimitExceeded - You have requested more vCPU"
				+ " capacity than your current vCPU limit of 5 allows. Launching EC2 instance failed.";
		this.manager.launches("[[\"Failed\", \"2026-11-26T12:01:00.123000+00:00\", \"%s\"]]".formatted(words));
		this.manager.group(3, "i-1 m6i.large");
		JsonNode scaling = this.manager.report().get("scaling");
		assertThat(scaling.get("at").asString()).isEqualTo("2026-11-26T12:01:00Z");
		assertThat(scaling.get("code").asString()).isEqualTo("VcpuLimitExceeded");
		assertThat(scaling.get("words").asString()).isEqualTo(words);
		this.manager.group(1, "i-1 m6i.large");
		assertThat(this.manager.report().get("scaling")).isEqualTo(scaling);
		this.manager.group(2, "i-1 m6i.large", "i-2 m6i.large");
		this.manager.launches(
				"[[\"Successful\", \"2026-11-26T12:09:00Z\", null], [\"Failed\", \"2026-11-26T12:01:00Z\", \"x\"]]");
		assertThat(this.manager.report().has("scaling")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "0001-01-01T00:00:00Z", "never" })
	void tellsNoEndOfATokenThatHasNone(String date) throws Exception {
		this.manager.write("etc/gitlab-runner/config.toml", "token_expires_at = " + date + "\n");
		assertThat(this.manager.report().has("token")).isFalse();
	}

	@Test
	void keepsTheTokenToItself() throws Exception {
		this.manager.environment.put("REFUSED", "describe");
		this.manager.report();
		for (String file : new String[] { "var/log/pulse.log", "var/lib/runner-fleet/pulse", "asked", "log" }) {
			assertThat(this.manager.path(file)).content().doesNotContain(RenderedBlueprint.TOKEN.substring(0, 12));
		}
	}

	@Test
	void goesOnWithoutMetricsThatHang() throws Exception {
		this.manager.hang();
		withoutTheRunner("runner: ");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "# HELP gitlab_runner_jobs\n", "<html>502 Bad Gateway</html>", "gitlab_runner_jobs{state=",
					"gitlab_runner_version_info{version=\"19.4.0\"} 1\nprocess_start_time_seconds --\n",
					"gitlab_runner_version_info{version=\"19.4.0\"} 1\nprocess_start_time_seconds 1e+999\n" })
	void goesOnWithoutMetricsThatAreNone(String text) throws Exception {
		this.manager.tell(text.getBytes(StandardCharsets.UTF_8));
		withoutTheRunner("runner: ");
	}

	@Test
	void goesOnWithoutMetricsThatAreGarbage() throws Exception {
		byte[] garbage = new byte[100_000];
		new Random(1).nextBytes(garbage);
		this.manager.tell(garbage);
		withoutTheRunner("runner: no metrics of GitLab Runner");
	}

	@Test
	void goesOnWithoutMetricsThatAreHuge() throws Exception {
		this.manager.add("x 1\n".repeat(1_000_000));
		withoutTheRunner("runner: curl: (23)");
	}

	@Test
	void goesOnWithoutARunner() throws Exception {
		this.manager.close();
		withoutTheRunner("runner: curl: (7)");
	}

	@ParameterizedTest
	@CsvSource({ "REFUSED, Rate exceeded", "HANGS, timed out" })
	void goesOnWithoutAws(String how, String words) throws Exception {
		this.manager.report();
		this.manager.pass(30);
		this.manager.environment.put(how, "describe");
		JsonNode line = this.manager.report();
		assertThat(line.get("trouble").asString()).startsWith("fleet: ").contains(words);
		assertThat(line.get("workers").get("busy").asInt()).isEqualTo(12);
		assertThat(line.get("workers").has("wanted")).isFalse();
		assertThat(line.has("types")).isFalse();
		assertThat(line.get("seconds").get("m6i.large").asInt()).isEqualTo(360);
	}

	@Test
	void saysThatItsGroupIsGone() throws Exception {
		this.manager.write("describe-auto-scaling-groups", "null");
		assertThat(this.manager.report().get("trouble").asString()).isEqualTo("fleet: there is no such group");
	}

	@Test
	void asksAgainForTheActivitiesThatAwsDidNotTell() throws Exception {
		this.manager.environment.put("REFUSED", "describe-scaling-activities");
		JsonNode line = this.manager.report();
		assertThat(line.get("trouble").asString()).startsWith("scaling: An error occurred (Throttling)");
		assertThat(line.get("types").size()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "7", "\u0000\u0001" })
	void beginsAnewWithoutWhatItRemembers(String kept) throws Exception {
		this.manager.write("var/lib/runner-fleet/pulse", kept);
		assertThat(this.manager.report().get("jobs").get("running").asInt()).isEqualTo(12);
		assertThat(this.manager.report().has("trouble")).isFalse();
	}

	/** Neither half a line nor a second one behind it. */
	@Test
	void failsAloneOnAFullDisk() throws Exception {
		Files.createSymbolicLink(this.manager.path("var/lib/runner-fleet/pulse.new"), Path.of("/dev/full"));
		assertThat(this.manager.report().get("trouble").asString()).contains("keep: ", "No space left on device");
		Files.delete(this.manager.path("var/log/pulse.log"));
		Files.createSymbolicLink(this.manager.path("var/log/pulse.log"), Path.of("/dev/full"));
		assertThat(this.manager.run()).isNotZero();
		assertThat(this.manager.path("log")).content().contains("No space left on device");
	}

	@Test
	void runsOnceAtATime() throws Exception {
		this.manager.report();
		assertThat(this.manager.run("flock", this.manager.path("var/lib/runner-fleet/pulse.lock").toString()))
			.isNotZero();
		assertThat(this.manager.lines()).hasSize(1);
	}

	@Test
	void keepsItsFileSmall() throws Exception {
		this.manager.write("var/log/pulse.log", "x".repeat(5 << 20));
		this.manager.report();
		assertThat(this.manager.lines()).hasSize(1);
		assertThat(this.manager.path("var/log/pulse.log.1")).hasSize(5 << 20);
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void runsBoundedBesideTheManagersWork(String blueprint) {
		RenderedBlueprint fleet = RenderedBlueprint.of(blueprint, Map.of());
		assertThat(fleet.file("/etc/systemd/system/runner-fleet-report.service")).contains("Type=oneshot",
				"ExecStart=/opt/runner-fleet/report\n", "TimeoutStartSec=28\n", "Nice=10\n", "MemoryMax=200M\n");
		assertThat(fleet.file("/etc/systemd/system/runner-fleet-report.timer")).contains("OnUnitActiveSec=30\n");
		assertThat(fleet.file("/opt/runner-fleet/report")).startsWith("#!/usr/bin/python3\n");
	}

	private void withoutTheRunner(String trouble) throws Exception {
		JsonNode line = this.manager.report();
		assertThat(line.get("trouble").asString()).startsWith(trouble);
		assertThat(line.get("workers")).hasToString("{\"wanted\":18,\"max\":20}");
		assertThat(line.get("types").get("m6i.large").asInt()).isEqualTo(12);
		assertThat(line.get("hash").asString()).isEqualTo("0123456789ab");
		assertThat(line.has("jobs")).isFalse();
		assertThat(line.has("gitlab")).isFalse();
	}

	/**
	 * So many jobs more below an edge of the histogram, which waited so long together.
	 */
	private void taken(int jobs, int seconds, int edge) {
		Map<String, Integer> before = new LinkedHashMap<>(Map.of("60", 340, "120", 350));
		List.of("300", "900", "1800", "3600", "+Inf").forEach((each) -> before.put(each, 352));
		before.forEach((each, count) -> {
			if (each.equals("+Inf") || Integer.parseInt(each) >= edge) {
				this.manager.set(BUCKET.formatted(each), count + jobs);
			}
		});
		this.manager.set("gitlab_runner_job_queue_duration_seconds_sum", 5123 + seconds);
	}

	private static String[] workers() {
		return IntStream.range(0, 18)
			.mapToObj((number) -> "i-%d m6i.large%s".formatted(number, (number < 12) ? "" : " spot"))
			.toArray(String[]::new);
	}

}
