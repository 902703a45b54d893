package dev.runnerfleet.fleet.blueprint;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.runner;
import static org.assertj.core.api.Assertions.assertThat;

/** The config.toml of a manager, for the parameter sets people come up with. */
class RunnerConfigTest {

	private static final List<Map<String, String>> SHARED = List.of(Map.of(),
			Map.of("GitlabUrl", "http://gitlab.example.com:8443/some/path"), Map.of("MaxConcurrentBuilds", "1"),
			Map.of("MaxConcurrentBuilds", "1000", "MaxBuildsPerWorker", "1"), Map.of("CheckInterval", "30"),
			Map.of("DockerImage", "registry.example.com:5000/team/image@sha256:0123"),
			Map.of("PullPolicy", "if-not-present"), Map.of("Privileged", "true", "MaxBuildsPerWorker", "1"),
			Map.of("MountDockerSocket", "true", "MaxBuildsPerWorker", "1"),
			Map.of("MountDockerSocket", "true", "MaxBuildsPerWorker", "1", "Volumes", "/certs/client"),
			Map.of("Volumes", "/certs/client,/srv/tools:/tools:ro"), Map.of("ShmSize", "256"),
			Map.of("ShmSize", "65536"), Map.of("IdleCount", "0"), Map.of("IdleCount", "5", "IdleTime", "1"),
			Map.of("OffPeakIdleCount", "2", "OffPeakIdleTime", "604800"), Map.of("WorkingHours", ""),
			Map.of("WorkingHours", "", "IdleCount", "3", "Timezone", "Europe/Zurich"),
			Map.of("Timezone", "America/Argentina/Buenos_Aires"), Map.of("Timezone", "Etc/GMT+5"),
			Map.of("WorkerUser", "admin_1"), Map.of("Environment", "A=b"), Map.of("Environment", "A=,B=,C=d=e"),
			Map.of("Environment", "JSON={\"a\": ['', \"\\\"\"]}\nLIST=a,b,C=d\n\nLAST=' ' '''"),
			Map.of("Environment", "LIST=a, b,NEXT=c,d"), Map.of("Environment", "END=,"),
			Map.of("Environment", "A=b,".repeat(700) + "A=b"), Map.of("Environment", "QUOTE=\"quoted\" text"),
			Map.of("Environment", "APOSTROPHE=it's"), Map.of("Environment", "LAST='"),
			Map.of("Environment", "PATH=C:\\temp\\new\\u0041"),
			Map.of("Environment", "SUB=${AWS::StackName} ${RunnerToken} ${!x}"),
			Map.of("Environment", "SHELL=$(reboot) `reboot` $HOME; rm -rf / & | > <"),
			Map.of("Environment", "TOML=x] # [runners] = \"\"\""), Map.of("Environment", "TOKEN=@RUNNER_TOKEN@ & \\1"),
			Map.of("Environment", "WORD=Grüezi \uD83D\uDC0B"), Map.of("Environment", "SPACES=  a  ,NEXT=%s %% &amp;"));

	private static final List<Map<String, String>> AUTOSCALER = List.of(Map.of("PluginVersion", "latest"),
			Map.of("PluginVersion", "1.1.0"), Map.of("RunnerVersion", "17.0.1"), Map.of("OnDemandPercentage", "99"),
			Map.of("OnDemandPercentage", "0"), Map.of("CapacityPerWorker", "4", "MaxConcurrentBuilds", "10"),
			Map.of("CapacityPerWorker", "10"), Map.of("IdleScaleFactor", "1"),
			Map.of("IdleScaleFactor", "0.25", "WorkingHours", ""),
			Map.of("WorkingHours", "*/15 0,6-22 1-31 jan-nov 0-6"), Map.of("WorkingHours", "0-30 13,16 * * SUN"),
			Map.of("WorkingHours", "* 22-6 * * MON-FRI"), Map.of("WorkingHours", "* 8-17 * NOV-Feb Mon"),
			Map.of("WorkingHours", "0-59/5 23 31 12 sun"));

	private static final List<Map<String, String>> MACHINE = List.of(
			Map.of("SpotInstance", "true", "SpotInstancePrice", "0.08"),
			Map.of("SpotInstance", "true", "SpotInstancePrice", ""), Map.of("PublicAddresses", "no"),
			Map.of("WorkerTag", "team=build it"), Map.of("WorkerTag2", "cost:centre=42"),
			Map.of("WorkerTag", "a=b", "WorkerTag2", "c="), Map.of("RunnerVersion", "17.5.0"),
			Map.of("RunnerVersion", "17.11.3"), Map.of("RunnerVersion", "18.0.2"), Map.of("RunnerVersion", "19.4.0"),
			Map.of("WorkingHours", "* * 22-23,0-6 * * MON-FRI *"),
			Map.of("WorkingHours", "0 */15 0,6-22 1-31 jan-nov 0-6 2026-2030"));

	static Stream<RenderedBlueprint> fleets() {
		return Stream.concat(autoscalers(), machines());
	}

	static Stream<RenderedBlueprint> autoscalers() {
		return Stream.concat(SHARED.stream(), AUTOSCALER.stream())
			.map((values) -> RenderedBlueprint.of("docker-autoscaler", values));
	}

	static Stream<RenderedBlueprint> machines() {
		return Stream.concat(SHARED.stream(), MACHINE.stream())
			.map((values) -> RenderedBlueprint.of("docker-machine", values));
	}

	@ParameterizedTest
	@MethodSource("fleets")
	void saysWhatTheParametersSay(RenderedBlueprint fleet) {
		assertThat(fleet.violations()).isEmpty();
		TomlParseResult config = fleet.config();
		assertThat(config.getLong("concurrent")).isEqualTo(fleet.number("MaxConcurrentBuilds"));
		assertThat(config.getLong("check_interval")).isEqualTo(fleet.number("CheckInterval"));
		assertThat(config.getArray("runners").size()).isEqualTo(1);
		TomlTable runner = runner(config);
		assertThat(runner.getString("name")).isEqualTo(RenderedBlueprint.STACK);
		assertThat(runner.getString("url")).isEqualTo(fleet.value("GitlabUrl"));
		assertThat(runner.getLong("limit")).isEqualTo(fleet.number("MaxConcurrentBuilds"));
		assertThat(runner.getLong("request_concurrency")).isGreaterThan(1);
		assertThat(texts(runner, "environment")).isEqualTo(pairs(fleet.value("Environment")));
		assertThat(runner.getString("docker.image")).isEqualTo(fleet.value("DockerImage"));
		assertThat(runner.getString("docker.pull_policy")).isEqualTo(fleet.value("PullPolicy"));
		assertThat(runner.getBoolean("docker.privileged")).isEqualTo(Boolean.valueOf(fleet.value("Privileged")));
		assertThat(texts(runner, "docker.volumes")).startsWith("/cache").containsAll(fleet.list("Volumes"));
		assertThat(texts(runner, "docker.volumes").contains("/var/run/docker.sock:/var/run/docker.sock"))
			.isEqualTo(Boolean.valueOf(fleet.value("MountDockerSocket")));
		Long shmSize = (fleet.number("ShmSize") == 0) ? null : fleet.number("ShmSize") * 1_000_000;
		assertThat(runner.getLong("docker.shm_size")).isEqualTo(shmSize);
	}

	@ParameterizedTest
	@MethodSource("fleets")
	void sharesACacheThatTheManagerSigns(RenderedBlueprint fleet) {
		TomlTable cache = runner(fleet.config()).getTable("cache");
		assertThat(cache.getString("Type")).isEqualTo("s3");
		assertThat(cache.getBoolean("Shared")).isTrue();
		assertThat(cache.getString("s3.AuthenticationType")).isEqualTo("iam");
		assertThat(cache.getString("s3.ServerAddress")).isEqualTo("s3.eu-central-1.amazonaws.com");
		assertThat(cache.getString("s3.BucketName")).isEqualTo("CacheBucket");
		assertThat(cache.getString("s3.BucketLocation")).isEqualTo("eu-central-1");
	}

	@ParameterizedTest
	@MethodSource("fleets")
	void waitsForTheTokenBeforeAnythingAPersonWrote(RenderedBlueprint fleet) {
		String text = fleet.file("/etc/runner-fleet/config.toml");
		assertThat(text).doesNotContain(RenderedBlueprint.TOKEN).doesNotContain("OffPeak");
		assertThat(text.indexOf("@RUNNER_TOKEN@")).isEqualTo(text.indexOf("token = '") + "token = '".length());
		assertThat(runner(fleet.config()).getString("token")).isEqualTo("@RUNNER_TOKEN@");
	}

	@ParameterizedTest
	@MethodSource("autoscalers")
	void scalesTheGroupThroughThePlugin(RenderedBlueprint fleet) {
		TomlTable runner = runner(fleet.config());
		assertThat(runner.getString("executor")).isEqualTo("docker-autoscaler");
		TomlTable autoscaler = runner.getTable("autoscaler");
		assertThat(autoscaler.getString("plugin")).isEqualTo("aws:" + fleet.value("PluginVersion"));
		assertThat(autoscaler.getLong("capacity_per_instance")).isEqualTo(fleet.number("CapacityPerWorker"));
		assertThat(autoscaler.getLong("max_use_count")).isEqualTo(fleet.number("MaxBuildsPerWorker"));
		long jobs = fleet.number("MaxConcurrentBuilds");
		assertThat(autoscaler.getLong("max_instances") * fleet.number("CapacityPerWorker")).isBetween(jobs,
				jobs + fleet.number("CapacityPerWorker") - 1);
		assertThat(autoscaler.getString("instance_ready_command")).startsWith("cloud-init status --wait");
		assertThat(autoscaler.getBoolean("state_storage.enabled")).isTrue();
		assertThat(autoscaler.getTable("plugin_config").toMap()).isEqualTo(Map.of("name", "WorkerGroup"));
		assertThat(autoscaler.getString("connector_config.username")).isEqualTo(fleet.value("WorkerUser"));
		assertThat(autoscaler.getBoolean("connector_config.use_external_addr")).isFalse();
		assertThat(runner.getBoolean("feature_flags.FF_USE_FLEETING_ACQUIRE_HEARTBEATS"))
			.isEqualTo(fleet.number("OnDemandPercentage") < 100);
		assertSchedule(fleet, autoscaler.getArray("policy"), "periods", "timezone", "* * * * *");
		policies(autoscaler.getArray("policy")).forEach((policy) -> {
			boolean peak = policy.getArray("periods").getString(0).equals(fleet.value("WorkingHours"));
			assertThat(policy.getLong("idle_count")).isEqualTo(idle(fleet, "IdleCount", peak));
			assertThat(policy.getString("idle_time")).isEqualTo(idle(fleet, "IdleTime", peak) + "s");
			assertThat(policy.getBoolean("preemptive_mode")).isFalse();
			double factor = Double.parseDouble(fleet.value("IdleScaleFactor"));
			assertThat(policy.getDouble("scale_factor")).isEqualTo((factor == 0) ? null : factor);
		});
	}

	@ParameterizedTest
	@MethodSource("machines")
	void startsMachinesInTheSubnet(RenderedBlueprint fleet) {
		TomlTable runner = runner(fleet.config());
		assertThat(runner.getString("executor")).isEqualTo("docker+machine");
		TomlTable machine = runner.getTable("machine");
		assertThat(machine.getLong("MaxBuilds")).isEqualTo(fleet.number("MaxBuildsPerWorker"));
		assertThat(machine.getString("MachineDriver")).isEqualTo("amazonec2");
		assertThat(machine.getString("MachineName")).contains("%s");
		assertThat(texts(machine, "MachineOptions")).contains("amazonec2-region=eu-central-1", "amazonec2-vpc-id=vpc-1",
				"amazonec2-subnet-id=subnet-1", "amazonec2-zone=@ZONE@", "amazonec2-ami=@IMAGE@",
				"amazonec2-use-private-address=true", "amazonec2-security-group=runner-fleet-fleet-one",
				"amazonec2-security-group-readonly=true", "amazonec2-iam-instance-profile=WorkerProfile",
				"amazonec2-metadata-token=required", "amazonec2-metadata-token-response-hop-limit=1",
				"amazonec2-private-address-only=" + fleet.value("PublicAddresses").equals("no"),
				"amazonec2-instance-type=" + fleet.value("WorkerInstanceType"),
				"amazonec2-ssh-user=" + fleet.value("WorkerUser"), "amazonec2-tags=" + tags(fleet));
		assertThat(texts(machine, "MachineOptions").contains("amazonec2-request-spot-instance=true"))
			.isEqualTo(Boolean.valueOf(fleet.value("SpotInstance")));
		assertThat(
				texts(machine, "MachineOptions").contains("amazonec2-spot-price=" + fleet.value("SpotInstancePrice")))
			.isEqualTo(Boolean.valueOf(fleet.value("SpotInstance")));
		assertSchedule(fleet, machine.getArray("autoscaling"), "Periods", "Timezone", "* * * * * * *");
		policies(machine.getArray("autoscaling")).forEach((policy) -> {
			boolean peak = policy.getArray("Periods").getString(0).equals(fleet.value("WorkingHours"));
			assertThat(policy.getLong("IdleCount")).isEqualTo(idle(fleet, "IdleCount", peak));
			assertThat(policy.getLong("IdleTime")).isEqualTo(idle(fleet, "IdleTime", peak));
		});
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			GitlabUrl, gitlab.com
			GitlabUrl, "https://gitlab.com/'"
			GitlabUrl, "https://gitlab.com/$(id)"
			GitlabUrl, https://user@gitlab.com/
			RunnerToken, GR1348941xxxxxxxxxxxxxxxxxxxx
			RunnerToken, "glrt-xxxxxxxxxxxxxxxxxxxx'"
			DockerImage, "alpine' # "
			Environment, no pair
			Environment, "A=b\\nno pair"
			Environment, "1=a"
			Environment, "A=b\\tc"
			Volumes, "/a:b"
			Volumes, "/a,"
			Volumes, "relative/path"
			Volumes, "/a'b"
			Timezone, "Etc/UTC'"
			WorkingHours, 60 * * * *
			WorkingHours, "* * * *"
			WorkingHours, "* 24 * * *"
			WorkingHours, "* * * * mon'"
			WorkingHours, "* * * * mon-fry"
			WorkingHours, "* * * foo *"
			WorkingHours, "* * 1,,2 * *"
			WorkingHours, "* * 1- * *"
			WorkingHours, "* * -1 * *"
			WorkingHours, "* * 5* * *"
			WorkingHours, "* * **/2 * *"
			WorkingHours, "* * 32 * *"
			WorkingHours, "* * * 13 *"
			WorkingHours, "*  * * * *"
			ManagerSshCidr, 10.0.0.256/8
			ManagerSshCidr, 10.0.0.0/33
			ManagerSshCidr, 10.0.0.0
			WorkerInstanceType, t3
			WorkerUser, "a b"
			WorkerTag, aws:x=y
			WorkerTag, "a=b,c"
			RunnerVersion, "19.4.0; reboot"
			CacheExpirationInDays, 3651
			CacheBucketName, Upper_Case
			PermissionsBoundary, not-an-arn
			""")
	void refusesWhatWouldBreakIt(String parameter, String value) {
		Map<String, String> values = Map.of(parameter, value.replace("\\n", "\n").replace("\\t", "\t"));
		assertThat(RenderedBlueprint.of("docker-autoscaler", values).violations()).hasSize(1);
		assertThat(RenderedBlueprint.of("docker-machine", values).violations()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "* * 22-6 * * mon-fry *", "* * * * foo * *", "* * * * * * 1999", "60 * * * * * *",
			"* * 24 * * * *", "* * 1,,2 * * * *", "* 8-17 * * mon-fri" })
	void refusesSevenFieldsThatAreNoSchedule(String hours) {
		assertThat(RenderedBlueprint.of("docker-machine", Map.of("WorkingHours", hours)).violations()).hasSize(1);
	}

	/**
	 * Workers of docker-machine get the newest Docker, which takes no API older than
	 * 1.44.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "17.0.1", "17.4.2", "16.11.4", "15.0.0", "20.0.0", "17.5", "v19.4.0" })
	void refusesARunnerThatCannotTalkToItsWorkersDocker(String version) {
		assertThat(RenderedBlueprint.of("docker-machine", Map.of("RunnerVersion", version)).violations())
			.singleElement()
			.asString()
			.contains("17.5.0");
	}

	private static void assertSchedule(RenderedBlueprint fleet, TomlArray policies, String periods, String timezone,
			String always) {
		boolean scheduled = !fleet.value("WorkingHours").isEmpty();
		List<String> expected = scheduled ? List.of(always, fleet.value("WorkingHours")) : List.of(always);
		assertThat(policies(policies)).extracting((policy) -> policy.getArray(periods).getString(0))
			.isEqualTo(expected);
		assertThat(policies(policies)).extracting((policy) -> policy.getString(timezone))
			.containsOnly(fleet.value("Timezone"));
	}

	private static long idle(RenderedBlueprint fleet, String setting, boolean peak) {
		boolean always = fleet.value("WorkingHours").isEmpty();
		return fleet.number((peak || always) ? setting : "OffPeak" + setting);
	}

	private static String tags(RenderedBlueprint fleet) {
		StringBuilder tags = new StringBuilder("runner-fleet,fleet-one");
		Stream.of("WorkerTag", "WorkerTag2")
			.map(fleet::value)
			.filter((tag) -> !tag.isEmpty())
			.forEach((tag) -> tags.append(',').append(tag.replace('=', ',')));
		return tags.toString();
	}

	private static List<TomlTable> policies(TomlArray policies) {
		return policies.toList().stream().map(TomlTable.class::cast).toList();
	}

	/** On lines of their own, else at each comma that a name follows. */
	private static List<String> pairs(String environment) {
		String between = environment.contains("\n") ? "\n+" : ",(?=[A-Z]+=)";
		return Stream.of(environment.split(between)).filter((pair) -> !pair.isEmpty()).toList();
	}

	private static List<String> texts(TomlTable table, String key) {
		return table.getArray(key).toList().stream().map(String.class::cast).toList();
	}

}
