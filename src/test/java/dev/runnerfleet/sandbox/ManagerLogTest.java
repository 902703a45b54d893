package dev.runnerfleet.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.aws.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ManagerLogTest {

	private static final String GROUP = "/runner-fleet/blue";

	private static final Place PLACE = Place.in("eu-central-1");

	private final SandboxFixture sandbox = new SandboxFixture();

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void aManagerTellsEachStepOfItsBootUntilItsRunnerRuns(String blueprint) {
		launch(blueprint, "glrt-" + "x".repeat(20), "production");
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.status("blue")).isEqualTo("CREATE_COMPLETE");
		List<JsonNode> steps = steps();
		assertThat(steps).extracting((step) -> step.get("step").asString())
			.startsWith("swap")
			.contains("agent", "runner", "secret", "verify")
			.endsWith("start");
		assertThat(steps).extracting((step) -> step.get("outcome").asString())
			.containsOnly("begun", "in-force", "done");
		assertThat(steps).allMatch((step) -> step.get("run").asString().equals("create") && step.get("v").asInt() == 1);
		JsonNode last = steps.get(steps.size() - 1);
		assertThat(last.get("hash").asString()).matches("[0-9a-f]{12}").isEqualTo(last.get("wanted").asString());
		assertThat(streams()).allMatch((stream) -> stream.startsWith("i-"))
			.anyMatch((stream) -> stream.endsWith("/cloud-init-output"))
			.anyMatch((stream) -> stream.endsWith("/cfn-init"))
			.anyMatch((stream) -> stream.endsWith("/gitlab-runner"));
	}

	@Test
	void itsLinesKeepStepWithTheEvents() {
		launch("docker-autoscaler", "glrt-" + "x".repeat(20), "production");
		assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(this::steps);
		while (this.sandbox.story("blue", "ManagerGroup").size() < 2) {
			this.sandbox.clock.advance(Duration.ofMillis(100));
		}
		this.sandbox.clock.advance(Duration.ofSeconds(3));
		assertThat(this.sandbox.status("blue")).isEqualTo("CREATE_IN_PROGRESS");
		assertThat(steps()).hasSizeBetween(5, 10);
	}

	@ParameterizedTest
	@CsvSource({ "wrong,verify,403,GitLab answered 403", "expired,verify,403,expired",
			"untrusted,verify,0,SSL certificate problem", "unreachable,verify,0,timed out",
			"down,verify,502,502 Bad Gateway", "norunner,runner,1,Unable to find a match", "noplugin,plugin,1,plugin",
			"nosecret,secret,254,AccessDenied", "noagent,agent,1,amazon-cloudwatch-agent",
			"nodisk,swap,1,No space left on device" })
	void aTokensEndingStopsTheManagerAtAStep(String ending, String step, int code, String words) {
		launch("docker-autoscaler", "glrt-any-sandbox-" + ending, "production");
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.status("blue")).isEqualTo("ROLLBACK_COMPLETE");
		StackEvent failed = this.sandbox.events("blue")
			.stream()
			.filter((event) -> event.resourceStatusAsString().equals("CREATE_FAILED"))
			.reduce((later, earlier) -> earlier)
			.orElseThrow();
		assertThat(failed.resourceStatusReason()).startsWith("Received 1 FAILURE signal(s) out of 1.");
		List<JsonNode> steps = steps();
		JsonNode last = steps.get(steps.size() - 1);
		assertThat(last.get("outcome").asString()).isEqualTo("failed");
		assertThat(last.get("step").asString()).isEqualTo(step);
		assertThat(steps.get(steps.size() - 2).get("code").asInt()).isEqualTo(code);
		assertThat(steps.get(steps.size() - 2).get("words").asString()).contains(words);
		assertThat(last.has("hash")).isFalse();
	}

	@Test
	void aManagerWithoutAPluginMissesItsOwnProgram() {
		launch("docker-machine", "glrt-any-sandbox-noplugin", "production");
		this.sandbox.untilSettled("blue");
		assertThat(steps()).last().extracting((step) -> step.get("step").asString()).isEqualTo("machine");
		assertThat(steps()).anyMatch((step) -> step.get("words").asString().startsWith("curl: (22) "))
			.noneMatch((step) -> step.get("words").asString().contains("plugin"));
	}

	@Test
	void aTokenThatNobodyKnowsIsWrong() {
		this.sandbox.knows((token) -> false);
		launch("docker-machine", "glrt-doesnotexist00000000", "production");
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.status("blue")).isEqualTo("ROLLBACK_COMPLETE");
		assertThat(steps()).last().extracting((step) -> step.get("step").asString()).isEqualTo("verify");
	}

	@Test
	void whoReachesNothingLogsNothing() {
		launch("docker-autoscaler", "glrt-" + "x".repeat(20), "isolated");
		this.sandbox.untilSettled("blue");
		assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(this::steps)
			.withMessageContaining("The specified log group does not exist.");
	}

	@Test
	void aNameThatCannotBeIsNotFound() {
		launch("docker-autoscaler", "glrt-" + "x".repeat(20), "production",
				Map.of("GitlabUrl", "https://gitlab.exmaple.invalid/"));
		this.sandbox.untilSettled("blue");
		assertThat(steps()).anyMatch((step) -> step.get("words").asString().contains("Could not resolve host"));
	}

	@Test
	void aChangeIsInForceOnceTheManagerSaysSo() {
		launch("docker-autoscaler", "glrt-" + "x".repeat(20), "production");
		this.sandbox.untilSettled("blue");
		String before = steps().get(steps().size() - 1).get("hash").asString();
		change(Map.of("MaxConcurrentBuilds", "12"));
		this.sandbox.clock.advance(Duration.ofMinutes(1));
		JsonNode last = steps().get(steps().size() - 1);
		assertThat(last.get("run").asString()).isEqualTo("update");
		assertThat(last.get("outcome").asString()).isEqualTo("in-force");
		assertThat(last.get("hash").asString()).isEqualTo(last.get("wanted").asString()).isNotEqualTo(before);
	}

	@Test
	void aWrongTokenInAChangeIsTriedThriceAndARightOneComesIntoForce() {
		launch("docker-autoscaler", "glrt-" + "x".repeat(20), "production");
		this.sandbox.untilSettled("blue");
		String before = steps().get(steps().size() - 1).get("hash").asString();
		change(Map.of("RunnerToken", "glrt-any-sandbox-wrong"));
		this.sandbox.clock.advance(Duration.ofMinutes(2));
		assertThat(this.sandbox.status("blue")).isEqualTo("UPDATE_COMPLETE");
		assertThat(outcomes()).filteredOn("not-in-force"::equals).hasSize(3);
		assertThat(outcomes()).filteredOn("again"::equals).hasSize(2);
		assertThat(outcomes()).last().isEqualTo("given-up");
		assertThat(steps().get(steps().size() - 1).get("hash").asString()).isEqualTo(before);
		change(Map.of("MaxConcurrentBuilds", "12"));
		this.sandbox.clock.advance(Duration.ofMinutes(2));
		assertThat(outcomes()).as("the token is the same").last().isEqualTo("given-up");
		change(Map.of("RunnerToken", "glrt-" + "y".repeat(20)));
		this.sandbox.clock.advance(Duration.ofMinutes(2));
		assertThat(outcomes()).last().isEqualTo("in-force");
	}

	@Test
	void noTokenRests() {
		launch("docker-autoscaler", "glrt-neverkept-sandbox-wrong", "production");
		this.sandbox.untilSettled("blue");
		List<Map<String, Object>> rows = new ArrayList<>(
				this.sandbox.jdbc.sql("select * from sandbox_operation").query().listOfRows());
		assertThat(rows.toString()).contains("WRONG").doesNotContain("neverkept");
		assertThat(steps().toString()).doesNotContain("neverkept");
	}

	@Test
	void logsAreReadAsCloudWatchGivesThem() {
		launch("docker-autoscaler", "glrt-any-sandbox-wrong", "production");
		this.sandbox.untilSettled("blue");
		LogStream latest = logs()
			.describeLogStreams(
					(request) -> request.logGroupName(GROUP).orderBy(OrderBy.LAST_EVENT_TIME).descending(true).limit(1))
			.logStreams()
			.get(0);
		List<String> tail = logs()
			.getLogEvents((request) -> request.logGroupName(GROUP).logStreamName(latest.logStreamName()).limit(2))
			.events()
			.stream()
			.map(OutputLogEvent::message)
			.toList();
		assertThat(tail).hasSize(2);
		List<String> all = logs()
			.getLogEventsPaginator((request) -> request.logGroupName(GROUP)
				.logStreamName(latest.logStreamName())
				.startFromHead(true)
				.limit(3))
			.events()
			.stream()
			.map(OutputLogEvent::message)
			.toList();
		assertThat(all).hasSizeGreaterThan(3).endsWith(tail.toArray(String[]::new)).doesNotHaveDuplicates();
		assertThat(filtered("{ $.outcome = \"failed\" || $.outcome = \"not-in-force\" }")).hasSize(2);
		assertThat(filtered("{ $.step = \"verify\" && $.outcome != \"begun\" }")).hasSize(2);
		assertThat(filtered("?\"GitLab answered\" ?nonsense")).isNotEmpty();
		assertThat(filtered("GitLab -answered")).isNotEmpty().noneMatch((line) -> line.contains("answered"));
		logs().deleteLogGroup((request) -> request.logGroupName(GROUP));
		assertThat(logs().describeLogGroups((request) -> request.logGroupNamePrefix("/runner-fleet/")).logGroups())
			.isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "good,proven", "noworker,unproven", "noproof,unknown" })
	void aFirstJobProvesTheFleetWhereItIsAskedTo(String ending, String outcome) {
		String template = SandboxFixture.template("blueprints/docker-autoscaler.yaml");
		if (!template.contains("\n ProveWithJob:")) {
			template = template.replace("\nParameters:\n",
					"\nParameters:\n ProveWithJob: { Type: String, Default: 'true' }\n");
		}
		launch(template, "glrt-any-sandbox-" + ending, "production", Map.of("ProveWithJob", "true"));
		this.sandbox.untilSettled("blue");
		assertThat(this.sandbox.status("blue")).isEqualTo("CREATE_COMPLETE");
		assertThat(outcomes()).doesNotContain(outcome);
		this.sandbox.clock.advance(Duration.ofSeconds(20));
		assertThat(outcomes()).last().isEqualTo(outcome);
	}

	private void launch(String blueprint, String token, String vpc) {
		launch(blueprint, token, vpc, Map.of());
	}

	private void launch(String blueprint, String token, String vpc, Map<String, String> others) {
		String template = blueprint.contains("\n") ? blueprint
				: SandboxFixture.template("blueprints/" + blueprint + ".yaml");
		this.sandbox.cloudFormation()
			.createStack((request) -> request.stackName("blue")
				.templateBody(template)
				.capabilities(Capability.CAPABILITY_NAMED_IAM)
				.parameters(parameters(token, vpc, others)));
	}

	private List<Parameter> parameters(String token, String vpc, Map<String, String> others) {
		List<Parameter> parameters = new ArrayList<>(this.sandbox.parameters(vpc, Map.of("RunnerToken", token)));
		others.forEach((name, value) -> parameters.add(parameter(name, value)));
		return parameters;
	}

	private void change(Map<String, String> values) {
		this.sandbox.cloudFormation()
			.updateStack((request) -> request.stackName("blue")
				.usePreviousTemplate(true)
				.capabilities(Capability.CAPABILITY_NAMED_IAM)
				.parameters(this.sandbox.stack("blue")
					.parameters()
					.stream()
					.map((parameter) -> values.containsKey(parameter.parameterKey())
							? parameter(parameter.parameterKey(), values.get(parameter.parameterKey()))
							: Parameter.builder().parameterKey(parameter.parameterKey()).usePreviousValue(true).build())
					.toList()));
	}

	private static Parameter parameter(String name, String value) {
		return Parameter.builder().parameterKey(name).parameterValue(value).build();
	}

	/** What the manager tells, without the bracket around its boot. */
	private List<JsonNode> steps() {
		String stream = streams().stream().filter((name) -> name.endsWith("/runner-fleet")).findFirst().orElseThrow();
		return logs().getLogEvents((request) -> request.logGroupName(GROUP).logStreamName(stream))
			.events()
			.stream()
			.map((event) -> JsonMapper.shared().readTree(event.message()))
			.filter((step) -> !step.get("step").asString().equals("cfn-init"))
			.toList();
	}

	private List<String> outcomes() {
		return steps().stream().map((step) -> step.get("outcome").asString()).toList();
	}

	private List<String> streams() {
		return logs().describeLogStreams((request) -> request.logGroupName(GROUP))
			.logStreams()
			.stream()
			.map(LogStream::logStreamName)
			.toList();
	}

	private List<String> filtered(String pattern) {
		return logs().filterLogEvents((request) -> request.logGroupName(GROUP).filterPattern(pattern))
			.events()
			.stream()
			.map(FilteredLogEvent::message)
			.toList();
	}

	private CloudWatchLogsClient logs() {
		return this.sandbox.aws.logs(PLACE);
	}

}
