package dev.runnerfleet.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.sandbox.account.AccountFault;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.manager.ManagerFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

import static org.assertj.core.api.Assertions.assertThat;

/** Walks the tables of docs/sandbox-aws.md, so that they and the play cannot differ. */
class FailureTableTest {

	private static final Place PLACE = Place.in("eu-central-1");

	private final SandboxFixture sandbox = new SandboxFixture();

	@ParameterizedTest
	@MethodSource
	void aTokensEnding(List<String> row) {
		launch("production", Map.of("RunnerToken", "glrt-any-" + code(row.get(0)), "ProveWithJob", "true"));
		assertThat(said()).anyMatch((words) -> matches(row.get(2), words));
		boolean stops = !row.get(1).startsWith("nothing");
		assertThat(this.sandbox.status("blue")).isEqualTo(stops ? "ROLLBACK_COMPLETE" : "CREATE_COMPLETE");
		assertThat(said()).anyMatch((words) -> stops
				? words.contains("\"step\":\"%s\",\"outcome\":\"failed\"".formatted(code(row.get(1))))
				: words.contains("\"outcome\":\"%s\"".formatted(row.get(1).replaceAll(".*says `(\\w+)`.*", "$1"))));
	}

	@ParameterizedTest
	@MethodSource
	void aNetwork(List<String> row) {
		launch(row.get(0), Map.of());
		assertThat(said()).anyMatch((words) -> matches(row.get(1), words));
		assertThat(this.sandbox.status("blue")).isEqualTo("ROLLBACK_COMPLETE");
	}

	@ParameterizedTest
	@MethodSource
	void aValue(List<String> row) {
		Map<String, String> values = new LinkedHashMap<>();
		Arrays.stream(row.get(0).split(", "))
			.map(FailureTableTest::code)
			.map((pair) -> pair.split("="))
			.forEach((pair) -> values.put(pair[0], pair[1]));
		launch("production", values);
		assertThat(said()).anyMatch((words) -> matches(row.get(1), words));
		if (row.get(1).contains("Launching EC2 instance failed.") || values.containsKey("SpotMaxPrice")) {
			assertUnproven();
		}
	}

	@Test
	void aSubnetWithTheManagersAddressAlone() {
		String lonely = this.sandbox.subnets("full").get(1);
		launch("full", Map.of("SubnetIds", lonely));
		assertThat(said()).anyMatch((words) -> words
			.startsWith("There are not enough free addresses in subnet '%s' to satisfy the requested number"
				.formatted(lonely)));
		assertUnproven();
	}

	@ParameterizedTest
	@MethodSource
	void aSwitch(List<String> row) {
		AccountFault fault = Arrays.stream(AccountFault.values())
			.filter((each) -> each.title().equals(row.get(0)))
			.findFirst()
			.orElseThrow();
		this.sandbox.aws.account().set(Set.of(fault));
		List<String> refusals = launch("production", Map.of("ManagerElasticIp", "true", "OnDemandPercentage", "0"));
		List<String> said = new ArrayList<>(said());
		said.addAll(refusals);
		if (fault == AccountFault.EXPIRING) {
			assertThat(refusals).as(row.get(1)).isEmpty();
			assertThat(this.sandbox.status("blue")).isEqualTo("CREATE_COMPLETE");
		}
		else {
			assertThat(said).anyMatch((words) -> matches(row.get(1), words));
		}
		if (fault == AccountFault.EBS_KEY) {
			assertThat(this.sandbox.status("blue")).as("no manager starts").isEqualTo("ROLLBACK_COMPLETE");
		}
		else if (fault.scaling().isPresent()) {
			assertUnproven();
		}
		this.sandbox.aws.account().set(Set.of());
		assertThat(launch("green", "production", Map.of())).as("healthy again").isEmpty();
		assertThat(this.sandbox.status("green")).isEqualTo("CREATE_COMPLETE");
	}

	@Test
	void everythingThatCanBePlayedIsInATable() {
		assertThat(aTokensEnding().map((row) -> code(row.get(0)))).containsExactlyInAnyOrderElementsOf(
				Arrays.stream(ManagerFault.values()).map(ManagerFault::ending).toList());
		assertThat(aNetwork().map((row) -> row.get(0))).containsExactlyElementsOf(this.sandbox.network()
			.vpcs()
			.stream()
			.map((vpc) -> SandboxNetwork.name(vpc.tags()))
			.filter((name) -> !name.equals("production"))
			.toList());
		assertThat(aSwitch().map((row) -> row.get(0))).containsExactlyInAnyOrderElementsOf(
				Arrays.stream(AccountFault.values()).map(AccountFault::title).toList());
	}

	static Stream<List<String>> aTokensEnding() {
		return rows("## Managers that fail, and what they log");
	}

	static Stream<List<String>> aNetwork() {
		return rows("## Networks");
	}

	static Stream<List<String>> aValue() {
		return rows("## Values");
	}

	static Stream<List<String>> aSwitch() {
		return rows("## The account");
	}

	private static Stream<List<String>> rows(String heading) {
		try {
			String section = Files.readString(Path.of("docs/sandbox-aws.md")).split(Pattern.quote(heading + "\n"))[1]
				.split("\n## ")[0];
			return section.lines()
				.filter((line) -> line.startsWith("| "))
				.skip(1)
				.map((line) -> Arrays.stream(line.substring(1).split(" \\|")).map(String::strip).toList());
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static String code(String cell) {
		return cell.replace("`", "");
	}

	/** Whether something is what a cell quotes, which leaves out what dots stand for. */
	private static boolean matches(String cell, String words) {
		String pattern = Arrays.stream(code(cell).split("…", -1))
			.map((part) -> Pattern.quote(part.strip()))
			.collect(Collectors.joining(".*"));
		return Pattern.compile(pattern, Pattern.DOTALL).matcher(words).find();
	}

	/** The stack is fine, and yet no job runs. */
	private void assertUnproven() {
		assertThat(this.sandbox.status("blue")).isEqualTo("CREATE_COMPLETE");
		assertThat(said()).anyMatch((words) -> words.contains("\"outcome\":\"unproven\""))
			.noneMatch((words) -> words.contains("\"outcome\":\"proven\""));
	}

	private List<String> launch(String vpc, Map<String, String> values) {
		return launch("blue", vpc, values);
	}

	/** Launches a fleet and waits some time; gives what AWS refused at once. */
	private List<String> launch(String name, String vpc, Map<String, String> values) {
		Map<String, String> all = new LinkedHashMap<>(values);
		String template = SandboxFixture.template("blueprints/docker-autoscaler.yaml");
		if (!template.contains("\n ProveWithJob:")) {
			template = template.replace("\nParameters:\n",
					"\nParameters:\n ProveWithJob: { Type: String, Default: 'true' }\n");
		}
		String body = template;
		List<Parameter> parameters = this.sandbox.parameters(vpc, all);
		List<String> refusals = new ArrayList<>();
		attempt(refusals,
				() -> this.sandbox.cloudFormation()
					.createStack((request) -> request.stackName(name)
						.templateBody(body)
						.capabilities(Capability.CAPABILITY_NAMED_IAM)
						.parameters(parameters)));
		if (refusals.isEmpty()) {
			this.sandbox.untilSettled(name);
			this.sandbox.clock.advance(Duration.ofSeconds(30));
			attempt(refusals, () -> this.sandbox.cloudFormation().describeEvents((request) -> request.stackName(name)));
		}
		attempt(refusals, () -> this.sandbox.aws.iam(PLACE)
			.simulatePrincipalPolicy((request) -> request.actionNames("ec2:RunInstances")));
		attempt(refusals, () -> this.sandbox.aws.ec2(Place.in("ap-southeast-2")).describeVpcs());
		attempt(refusals, () -> this.sandbox.aws.sts(Place.in("ap-southeast-2")).getCallerIdentity((request) -> {
		}));
		return refusals;
	}

	private void attempt(List<String> refusals, Runnable call) {
		try {
			call.run();
		}
		catch (AwsServiceException ex) {
			refusals.add(ex.awsErrorDetails().errorMessage());
		}
	}

	/** All that AWS says of the fleet: events, log lines, scaling activities. */
	private List<String> said() {
		List<String> said = new ArrayList<>();
		attempt(said,
				() -> this.sandbox.events("blue")
					.stream()
					.map(StackEvent::resourceStatusReason)
					.filter((reason) -> reason != null)
					.forEach(said::add));
		attempt(said,
				() -> this.sandbox.aws.autoScaling(PLACE)
					.describeScalingActivities((request) -> request.includeDeletedGroups(true))
					.activities()
					.stream()
					.map(Activity::statusMessage)
					.filter((reason) -> reason != null)
					.forEach(said::add));
		attempt(said,
				() -> this.sandbox.aws.logs(PLACE)
					.filterLogEvents((request) -> request.logGroupName("/runner-fleet/blue"))
					.events()
					.stream()
					.map(FilteredLogEvent::message)
					.forEach(said::add));
		return said;
	}

}
