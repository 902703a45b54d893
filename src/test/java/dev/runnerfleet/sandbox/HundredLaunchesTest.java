package dev.runnerfleet.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.StatusLabel;
import dev.runnerfleet.fleet.diagnosis.Causes;
import dev.runnerfleet.sandbox.account.AccountFault;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.manager.ManagerFault;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A hundred launches and changes with one fault each, as a script asks for them: what is
 * found before and told after names the fault, and nothing is found where nothing is
 * wrong. What somebody reads of each is in {@code target/launches.txt} afterwards.
 */
@PlayedPortal
@WithMockUser(username = "ada", roles = "OPERATOR")
class HundredLaunchesTest {

	private static final String FLEETS = "/api/v1/fleets";

	/** What hinders nobody who launches, but whoever asks why a launch failed. */
	private static final Set<AccountFault> OF_LOOKS = EnumSet.of(AccountFault.NO_EVENTS, AccountFault.NO_SIMULATION,
			AccountFault.NO_LOGS);

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private SandboxAws aws;

	@Autowired
	private PlayedTime time;

	@Autowired
	private Stacks stacks;

	@Autowired
	private Causes causes;

	@Autowired
	private JsonMapper json;

	@LocalServerPort
	private int port;

	@AfterEach
	void heal() {
		this.aws.account().set(Set.of());
	}

	@Test
	void whatIsFoundBeforeAndToldAfterNamesTheFault() throws IOException {
		List<FaultyLaunch> launches = launches("launches");
		List<FaultyLaunch> changes = launches.stream().filter(FaultyLaunch::isChange).toList();
		changes.forEach((launch) -> launch.fleet = launched(launch, healthy(launch)));
		this.time.pass(Duration.ofMinutes(1));
		Map<FaultyLaunch, String> previews = new LinkedHashMap<>();
		changes.forEach((launch) -> previews.put(launch, preview(launch)));
		launches.stream().filter((launch) -> !launch.isChange()).forEach(this::launch);
		this.time.pass(Duration.ofSeconds(10));
		previews.forEach((launch, preview) -> send(HttpMethod.POST, preview + "/apply", Map.of()));
		this.time.pass(Duration.ofMinutes(3));
		launches.forEach(this::hear);
		write("launches.txt", launches);
		assertThat(launches).hasSize(100).filteredOn((launch) -> !launch.isNamed()).isEmpty();
	}

	@Test
	void nothingIsFoundWhereNothingIsWrong() throws IOException {
		List<FaultyLaunch> launches = launches("healthy");
		launches.forEach(this::launch);
		this.time.pass(Duration.ofMinutes(3));
		launches.forEach(this::hear);
		write("healthy.txt", launches);
		assertThat(launches).hasSize(10)
			.allMatch((launch) -> launch.findings.isEmpty())
			.allMatch((launch) -> launch.diagnosis == null)
			.allMatch((launch) -> launch.state.startsWith("Ready"));
	}

	@Test
	void eachFaultOfTheSandboxIsAmongThem() {
		List<FaultyLaunch> launches = launches("launches");
		for (String blueprint : List.of("docker-autoscaler", "docker-machine")) {
			assertThat(launches).filteredOn((launch) -> launch.blueprint().equals(blueprint))
				.extracting((launch) -> launch.text("token", ""))
				.containsAll(Arrays.stream(ManagerFault.values())
					.filter((fault) -> fault != ManagerFault.PROOF)
					.filter((fault) -> fault != ManagerFault.WORKER || !blueprint.equals("docker-machine"))
					.map(ManagerFault::ending)
					.toList());
		}
		assertThat(launches).extracting((launch) -> launch.text("vpc", "production"))
			.containsAll(SandboxNetwork.of(this.aws.defaultRegion())
				.vpcs()
				.stream()
				.map((vpc) -> SandboxNetwork.name(vpc.tags()).split(" ")[0])
				.toList());
		assertThat(launches).flatExtracting((launch) -> launch.list("account"))
			.containsAll(EnumSet.complementOf(EnumSet.copyOf(OF_LOOKS)).stream().map(AccountFault::key).toList());
	}

	private static void write(String file, List<FaultyLaunch> launches) throws IOException {
		Files.writeString(Path.of("target", file),
				launches.stream().map(FaultyLaunch::toString).collect(Collectors.joining("\n\n")));
	}

	/** With the account as sick as it is to be while it is asked for. */
	private void launch(FaultyLaunch launch) {
		this.aws.account()
			.set(Arrays.stream(AccountFault.values())
				.filter((fault) -> launch.list("account").contains(fault.key()))
				.collect(Collectors.toSet()));
		note(launch, send(HttpMethod.POST, FLEETS + "/check", body(launch)));
		launch.fleet = launched(launch, anyway(body(launch)));
		this.aws.account().set(Set.of());
	}

	/** Gives the preview's address. */
	private String preview(FaultyLaunch launch) {
		Map<String, Object> body = changed(launch);
		String fleet = FLEETS + "/" + launch.fleet;
		MvcTestResult answer = send(HttpMethod.PATCH, fleet, body);
		note(launch, answer);
		if (answer.getResponse().getStatus() == 422) {
			answer = send(HttpMethod.PATCH, fleet, anyway(body));
		}
		return "%s/previews/%s".formatted(fleet, read(answer).path("id").asString());
	}

	/** Remembers what an answer says that stops or warns. */
	private void note(FaultyLaunch launch, MvcTestResult answer) {
		JsonNode body = read(answer);
		body.path("findings").forEach((finding) -> {
			if (!finding.get("severity").asString().equals("NOTES")) {
				launch.findings.add("%s: %s %s".formatted(finding.get("severity").asString(),
						finding.get("message").asString(), finding.get("remedy").asString()));
			}
		});
		body.path("errors")
			.forEach((error) -> launch.findings
				.add("%s: %s".formatted(error.get("field").asString(), error.get("message").asString())));
		body.path("warnings").forEach((warning) -> launch.findings.add(warning.asString()));
	}

	private void hear(FaultyLaunch launch) {
		Stack stack = (launch.fleet != null) ? this.stacks.find(launch.fleet).orElse(null) : null;
		if (stack != null) {
			launch.state = StatusLabel.of(stack).sentence();
			launch.diagnosis = this.causes.diagnosis(stack, this.stacks.latestOperation(stack.id()).orElse(null));
		}
	}

	private @Nullable UUID launched(FaultyLaunch launch, Map<String, Object> body) {
		JsonNode begun = read(send(HttpMethod.POST, FLEETS, body));
		launch.state = "%s. %s".formatted(begun.path("title").asString(""), begun.path("detail").asString(""));
		return begun.has("id") ? UUID.fromString(begun.get("id").asString()) : null;
	}

	private static Map<String, Object> anyway(Map<String, Object> body) {
		Map<String, Object> anyway = new LinkedHashMap<>(body);
		anyway.put("anyway", true);
		return anyway;
	}

	private Map<String, Object> healthy(FaultyLaunch launch) {
		return body(new FaultyLaunch("", Map.of("blueprint", launch.blueprint())), launch.name);
	}

	private Map<String, Object> body(FaultyLaunch launch) {
		return body(launch, launch.name);
	}

	private Map<String, Object> body(FaultyLaunch launch, String name) {
		Map<String, Object> body = new LinkedHashMap<>();
		String region = launch.text("region", this.aws.defaultRegion());
		body.put("name", name);
		body.put("region", region);
		body.put("blueprint", launch.blueprint());
		body.put("gitlabUrl", launch.text("url", "http://127.0.0.1:%d/sandbox/gitlab".formatted(this.port)));
		body.put("runnerToken", token(launch.text("token", "sandbox-good")));
		body.putAll(place(launch, region));
		body.put("parameters", launch.values());
		return body;
	}

	/** What a change says of it, and nothing else. */
	private Map<String, Object> changed(FaultyLaunch launch) {
		Map<String, Object> body = new LinkedHashMap<>();
		if (!launch.text("url", "").isEmpty()) {
			body.put("gitlabUrl", launch.text("url", ""));
		}
		if (!launch.text("token", "").isEmpty()) {
			body.put("runnerToken", token(launch.text("token", "")));
		}
		if (!launch.text("vpc", "").isEmpty()) {
			body.putAll(place(launch, this.aws.defaultRegion()));
		}
		body.put("parameters", launch.values());
		return body;
	}

	private static String token(String ending) {
		return ending.startsWith("glrt-") ? ending : "glrt-any-" + ending;
	}

	private static Map<String, Object> place(FaultyLaunch launch, String region) {
		SandboxNetwork network = SandboxNetwork.of(region);
		Vpc vpc = network.vpcs()
			.stream()
			.filter((each) -> SandboxNetwork.name(each.tags()).startsWith(launch.text("vpc", "production")))
			.findFirst()
			.orElseThrow();
		List<String> named = launch.list("subnets");
		List<String> subnets = network.subnets()
			.stream()
			.filter((subnet) -> subnet.vpcId().equals(vpc.vpcId()))
			.filter((subnet) -> named.isEmpty() || named.contains(SandboxNetwork.name(subnet.tags())))
			.limit(named.isEmpty() ? 1 : named.size())
			.map(Subnet::subnetId)
			.toList();
		return Map.of("vpcId", vpc.vpcId(), "subnetIds", subnets);
	}

	private MvcTestResult send(HttpMethod method, String path, Map<String, Object> body) {
		return this.mvc.method(method)
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.content(this.json.writeValueAsString(body))
			.exchange();
	}

	private JsonNode read(MvcTestResult answer) {
		return this.json.readTree(answer.getResponse().getContentAsByteArray());
	}

	private static List<FaultyLaunch> launches(String file) {
		List<FaultyLaunch> launches = new ArrayList<>();
		List<Map<String, Object>> rows = new Yaml().load(SandboxFixture.template("sandbox/%s.yaml".formatted(file)));
		Objects.requireNonNull(rows)
			.forEach((row) -> launches.add(new FaultyLaunch("%s-%d".formatted(file, launches.size() + 1), row)));
		return launches;
	}

}
