package dev.runnerfleet.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.sandbox.life.Trouble;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class LivingFleetTest {

	private final SandboxFixture sandbox = new SandboxFixture();

	@Test
	void aManagerReportsEveryHalfMinuteWhatItsGroupIs() {
		launch("blue", "docker-autoscaler");
		this.sandbox.clock.advance(Duration.ofHours(2));
		for (int minute = 0; minute < 30; minute++) {
			JsonNode line = last("blue");
			Instant at = Instant.parse(line.path("at").asString());
			this.sandbox.clock.advance(Duration.between(this.sandbox.clock.instant(), at.plusSeconds(60)));
			JsonNode now = last("blue");
			AutoScalingGroup group = group("blue");
			long leaving = group.instances()
				.stream()
				.filter((instance) -> instance.lifecycleStateAsString().equals("Terminating"))
				.count();
			assertThat(Instant.parse(now.path("at").asString())).isEqualTo(at.plusSeconds(60));
			assertThat(group.desiredCapacity()).isEqualTo(now.at("/workers/wanted").asInt())
				.isEqualTo(group.instances().size() - (int) leaving);
			assertThat(leaving).isEqualTo(now.at("/workers/deleting").asInt());
			assertThat(group.maxSize()).isEqualTo(now.at("/workers/max").asInt());
			assertThat(instances("blue")).hasSameSizeAs(group.instances())
				.extracting(Instance::instanceTypeAsString)
				.containsOnly("t3.micro");
		}
	}

	@Test
	void withDockerMachineTheWorkersAreTheManagersOwn() {
		launch("blue", "docker-machine");
		this.sandbox.clock.advance(Duration.ofHours(2));
		JsonNode line = last("blue");
		this.sandbox.clock
			.advance(Duration.between(this.sandbox.clock.instant(), Instant.parse(line.path("at").asString())));
		long running = ec2().describeInstances()
			.reservations()
			.stream()
			.flatMap((reservation) -> reservation.instances().stream())
			.filter((instance) -> instance.state().nameAsString().equals("running"))
			.filter((instance) -> instance.tags().stream().anyMatch((tag) -> tag.value().contains("-fleet-")))
			.count();
		assertThat(running).isPositive().isEqualTo(line.at("/workers/wanted").asInt());
	}

	@Test
	void aLogIsReadPageByPageForthAndBack() {
		launch("blue", "docker-autoscaler");
		this.sandbox.clock.advance(Duration.ofDays(1));
		List<String> forth = filtered("blue", 500);
		assertThat(forth).hasSizeBetween(2875, 2880).doesNotHaveDuplicates();
		List<String> back = new ArrayList<>();
		String token = null;
		do {
			String next = token;
			GetLogEventsResponse page = logs().getLogEvents((request) -> request.logGroupName("/runner-fleet/blue")
				.logStreamName(stream("blue"))
				.nextToken(next));
			assertThat(page.events().stream().mapToInt((event) -> event.message().length() + 26).sum())
				.isLessThan(1_060_000);
			back.addAll(0, page.events().stream().map(OutputLogEvent::message).toList());
			token = page.nextBackwardToken().equals(token) ? null : page.nextBackwardToken();
		}
		while (token != null);
		assertThat(back).isEqualTo(forth);
	}

	@Test
	void theLastLineIsOneCallAway() {
		launch("blue", "docker-autoscaler");
		this.sandbox.clock.advance(Duration.ofDays(2));
		GetLogEventsResponse page = logs().getLogEvents(
				(request) -> request.logGroupName("/runner-fleet/blue").logStreamName(stream("blue")).limit(1));
		assertThat(page.events()).singleElement()
			.satisfies((event) -> assertThat(Instant.ofEpochMilli(event.timestamp()))
				.isAfter(this.sandbox.clock.instant().minusSeconds(31)));
	}

	@Test
	void aRestartOfTheSandboxChangesNothing() {
		launch("blue", "docker-autoscaler");
		this.sandbox.clock.advance(Duration.ofHours(20));
		List<String> before = filtered("blue", 10_000);
		this.sandbox.restart();
		assertThat(filtered("blue", 10_000)).isEqualTo(before);
	}

	@Test
	void aManagerThatIsGoneSaysNoMore() {
		launch("blue", "docker-autoscaler");
		this.sandbox.clock.advance(Duration.ofHours(1));
		befalls("blue", Trouble.MANAGER_GONE);
		Instant gone = this.sandbox.clock.instant();
		this.sandbox.clock.advance(Duration.ofMinutes(5));
		assertThat(Instant.parse(last("blue").path("at").asString())).isBefore(gone);
		assertThat(manager("blue").state().nameAsString()).isEqualTo("terminated");
	}

	@Test
	void aManagerThatHangsIsRunningAndImpaired() {
		launch("blue", "docker-autoscaler");
		String id = manager("blue").instanceId();
		this.sandbox.clock.advance(Duration.ofHours(1));
		assertThat(check(id)).isEqualTo("ok");
		befalls("blue", Trouble.IMPAIRED);
		this.sandbox.clock.advance(Duration.ofMinutes(5));
		assertThat(manager("blue").state().nameAsString()).isEqualTo("running");
		assertThat(check(id)).isEqualTo("impaired");
		assertThat(Instant.parse(last("blue").path("at").asString()))
			.isBefore(this.sandbox.clock.instant().minusSeconds(240));
	}

	@Test
	void whatBefellAFleetIsOverAndItsRunnerStartsAnew() {
		launch("blue", "docker-autoscaler");
		this.sandbox.clock.advance(Duration.ofHours(1));
		befalls("blue", Trouble.MANAGER_STOPPED);
		this.sandbox.clock.advance(Duration.ofMinutes(10));
		assertThat(manager("blue").state().nameAsString()).isEqualTo("stopped");
		Instant over = this.sandbox.clock.instant();
		this.sandbox.aws.stacks("eu-central-1").troubles().end(this.sandbox.stack("blue").stackId(), over);
		this.sandbox.clock.advance(Duration.ofMinutes(10));
		assertThat(manager("blue").state().nameAsString()).isEqualTo("running");
		assertThat(Instant.parse(last("blue").path("since").asString())).isAfter(over);
	}

	@Test
	void aGroupThatIsShortOfWorkersSaysWhyInItsActivities() {
		launch("blue", "docker-autoscaler");
		this.sandbox.clock.advance(Duration.ofHours(2));
		befalls("blue", Trouble.QUOTA);
		this.sandbox.clock.advance(Duration.ofMinutes(3));
		JsonNode line = last("blue");
		assertThat(autoScaling()
			.describeScalingActivities((request) -> request.autoScalingGroupName(group("blue").autoScalingGroupName()))
			.activities()).anySatisfy((activity) -> {
				assertThat(activity.statusCodeAsString()).isEqualTo("Failed");
				assertThat(activity.statusMessage()).isEqualTo(line.at("/scaling/words").asString());
				assertThat(activity.startTime()).isEqualTo(Instant.parse(line.at("/scaling/at").asString()));
			});
		assertThat(group("blue").desiredCapacity()).isEqualTo(line.at("/workers/wanted").asInt())
			.isGreaterThan(group("blue").instances().size());
	}

	@Test
	void aFleetsNameAsksForTrouble() {
		launch("ci-sandbox-token-refused", "docker-autoscaler");
		this.sandbox.clock.advance(Duration.ofMinutes(10));
		assertThat(last("ci-sandbox-token-refused").at("/gitlab/status").asInt()).isEqualTo(403);
		launch("old-sandbox-older", "docker-autoscaler");
		this.sandbox.clock.advance(Duration.ofMinutes(10));
		assertThat(logs().describeLogStreams((request) -> request.logGroupName("/runner-fleet/old-sandbox-older"))
			.logStreams()).extracting(LogStream::logStreamName).noneMatch((name) -> name.endsWith("/pulse"));
	}

	@Test
	void afterAChangeThatIsNotInForceTheReportIsOfTheOldValues() {
		launch("blue", "docker-autoscaler");
		this.sandbox.clock.advance(Duration.ofHours(1));
		String before = last("blue").path("hash").asString();
		change(Map.of("RunnerToken", "glrt-" + "x".repeat(20) + "sandbox-wrong", "MaxConcurrentBuilds", "30"));
		assertThat(last("blue").path("hash").asString()).isEqualTo(before);
		assertThat(last("blue").at("/jobs/limit").asInt()).isEqualTo(10);
		change(Map.of("RunnerToken", "glrt-" + "x".repeat(20) + "sandbox-good", "MaxConcurrentBuilds", "30"));
		assertThat(last("blue").path("hash").asString()).isNotEqualTo(before);
		assertThat(last("blue").at("/jobs/limit").asInt()).isEqualTo(30);
	}

	@Test
	void aFleetOfTwoHundredJobs() {
		launch("blue", "docker-autoscaler", parameter("MaxConcurrentBuilds", "200"));
		befalls("blue", Trouble.BUSY);
		this.sandbox.clock.advance(Duration.ofHours(1));
		JsonNode line = last("blue");
		assertThat(line.at("/jobs/running").asInt()).isBetween(120, 200);
		assertThat(group("blue").instances()).hasSizeBetween(200, 205);
	}

	@Test
	void aGroupThatWasClosedForAWhileIsRememberedSo() {
		launch("blue", "docker-autoscaler");
		this.sandbox.clock.advance(Duration.ofHours(2));
		resize(0);
		Instant closed = this.sandbox.clock.instant();
		this.sandbox.clock.advance(Duration.ofMinutes(30));
		assertThat(last("blue").at("/workers/max").asInt()).isZero();
		resize(10);
		this.sandbox.clock.advance(Duration.ofMinutes(30));
		assertThat(last("blue").at("/workers/max").asInt()).isEqualTo(10);
		List<JsonNode> meanwhile = filtered("blue", 100).stream()
			.map(JsonMapper.shared()::readTree)
			.filter((line) -> between(line, closed.plusSeconds(600), closed.plusSeconds(1500)))
			.toList();
		assertThat(meanwhile).hasSize(30).allSatisfy((line) -> {
			assertThat(line.at("/workers/max").asInt()).isZero();
			assertThat(line.at("/workers/wanted").asInt()).isZero();
		});
	}

	@Test
	void aFleetOfABlueprintWithoutReportsReportsNothing() {
		this.sandbox.create("blue", "production", (request) -> {
			String template = SandboxFixture.template("blueprints/docker-autoscaler.yaml");
			request.templateBody(template.replaceFirst("(?m)^ ReportVersion:\n  Value: .*\n", ""))
				.clientRequestToken("blue")
				.parameters(this.sandbox.parameters("production", Map.of()));
		});
		this.sandbox.untilSettled("blue");
		this.sandbox.clock.advance(Duration.ofHours(1));
		assertThat(logs().describeLogStreams((request) -> request.logGroupName("/runner-fleet/blue")).logStreams())
			.extracting(LogStream::logStreamName)
			.isNotEmpty()
			.noneMatch((name) -> name.endsWith("/pulse"));
	}

	@Test
	void aFleetThatIsDeletedReportsNoMore() {
		launch("blue", "docker-machine");
		this.sandbox.clock.advance(Duration.ofHours(1));
		String id = this.sandbox.stack("blue").stackId();
		this.sandbox.cloudFormation().deleteStack((request) -> request.stackName("blue"));
		this.sandbox.clock.advance(Duration.ofHours(1));
		assertThat(this.sandbox.status(id)).startsWith("DELETE_");
		assertThat(Instant.parse(last("blue").path("at").asString()))
			.isBefore(this.sandbox.clock.instant().minus(Duration.ofMinutes(58)));
	}

	private void launch(String name, String blueprint, Parameter... others) {
		this.sandbox.create(name, "production", (request) -> {
			List<Parameter> parameters = new ArrayList<>(this.sandbox.parameters("production", Map.of()));
			parameters.addAll(List.of(others));
			request.templateBody(SandboxFixture.template("blueprints/" + blueprint + ".yaml"))
				.clientRequestToken(name)
				.parameters(parameters);
		});
		this.sandbox.untilSettled(name);
	}

	private void resize(int max) {
		String name = group("blue").autoScalingGroupName();
		autoScaling().updateAutoScalingGroup(
				(request) -> request.autoScalingGroupName(name).minSize(0).maxSize(max).desiredCapacity(0));
	}

	private static boolean between(JsonNode line, Instant from, Instant to) {
		Instant at = Instant.parse(line.path("at").asString());
		return !at.isBefore(from) && at.isBefore(to);
	}

	private void change(Map<String, String> values) {
		this.sandbox.cloudFormation()
			.updateStack((request) -> request.stackName("blue")
				.usePreviousTemplate(true)
				.capabilities(Capability.CAPABILITY_IAM)
				.parameters(this.sandbox.parameters("production", values)));
		this.sandbox.untilSettled("blue");
		this.sandbox.clock.advance(Duration.ofMinutes(5));
	}

	private static Parameter parameter(String name, String value) {
		return Parameter.builder().parameterKey(name).parameterValue(value).build();
	}

	private void befalls(String name, Trouble trouble) {
		this.sandbox.aws.stacks("eu-central-1")
			.troubles()
			.begin(this.sandbox.stack(name).stackId(), trouble, this.sandbox.clock.instant());
	}

	private JsonNode last(String name) {
		return JsonMapper.shared()
			.readTree(logs()
				.getLogEvents(
						(request) -> request.logGroupName("/runner-fleet/" + name).logStreamName(stream(name)).limit(1))
				.events()
				.get(0)
				.message());
	}

	private List<String> filtered(String name, int limit) {
		List<String> lines = new ArrayList<>();
		String token = null;
		do {
			String next = token;
			FilterLogEventsResponse page = logs()
				.filterLogEvents((request) -> request.logGroupName("/runner-fleet/" + name)
					.logStreamNames(stream(name))
					.limit(limit)
					.nextToken(next));
			lines.addAll(page.events().stream().map(FilteredLogEvent::message).toList());
			token = page.nextToken();
		}
		while (token != null);
		return lines;
	}

	private String stream(String name) {
		return logs().describeLogStreams((request) -> request.logGroupName("/runner-fleet/" + name))
			.logStreams()
			.stream()
			.map(LogStream::logStreamName)
			.filter((stream) -> stream.endsWith("/pulse"))
			.findFirst()
			.orElseThrow();
	}

	private AutoScalingGroup group(String name) {
		String group = this.sandbox.stack(name)
			.outputs()
			.stream()
			.filter((output) -> output.outputKey().equals("WorkerGroupName"))
			.map((output) -> output.outputValue())
			.findFirst()
			.orElseThrow();
		return autoScaling().describeAutoScalingGroups((request) -> request.autoScalingGroupNames(group))
			.autoScalingGroups()
			.get(0);
	}

	private List<Instance> instances(String name) {
		String group = group(name).autoScalingGroupName();
		return ec2().describeInstances()
			.reservations()
			.stream()
			.flatMap((reservation) -> reservation.instances().stream())
			.filter((instance) -> instance.tags().stream().anyMatch((tag) -> tag.value().equals(group)))
			.filter((instance) -> !instance.state().nameAsString().equals("terminated"))
			.toList();
	}

	private Instance manager(String name) {
		return ec2()
			.describeInstances((request) -> request.filters(
					(filter) -> filter.name("tag:aws:cloudformation:stack-name").values(name),
					(filter) -> filter.name("tag:aws:cloudformation:logical-id").values("Manager", "ManagerGroup")))
			.reservations()
			.get(0)
			.instances()
			.get(0);
	}

	private String check(String instanceId) {
		return ec2().describeInstanceStatus((request) -> request.instanceIds(instanceId))
			.instanceStatuses()
			.get(0)
			.instanceStatus()
			.statusAsString();
	}

	private AutoScalingClient autoScaling() {
		return this.sandbox.aws.autoScaling(Place.in(this.sandbox.aws.defaultRegion()));
	}

	private Ec2Client ec2() {
		return this.sandbox.aws.ec2(Place.in(this.sandbox.aws.defaultRegion()));
	}

	private CloudWatchLogsClient logs() {
		return this.sandbox.aws.logs(Place.in(this.sandbox.aws.defaultRegion()));
	}

}
