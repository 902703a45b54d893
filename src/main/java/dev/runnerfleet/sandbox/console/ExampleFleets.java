package dev.runnerfleet.sandbox.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.fleet.FleetAdoption;
import dev.runnerfleet.sandbox.SandboxAws;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.cloudformation.StackRegistry;
import dev.runnerfleet.sandbox.life.Trouble;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Fleets that have lived for some days already, each in another way, so that a newcomer
 * sees at once what a dashboard is for.
 */
@Component
@Profile("sandbox")
class ExampleFleets {

	/** Of no worth. */
	private static final String TOKEN = "glrt-" + "0".repeat(20) + "-sandbox-good";

	private static final int MORNING = 10;

	private static final int NIGHT = 2;

	private static final List<Example> EXAMPLES = List.of(
			new Example("demo-idle", "docker-autoscaler", NIGHT, 8, null, Duration.ZERO),
			new Example("demo-working", "docker-autoscaler", MORNING, 40, null, Duration.ZERO),
			new Example("demo-machines", "docker-machine", MORNING, 12, null, Duration.ZERO),
			new Example("demo-busy", "docker-autoscaler", MORNING, 6, Trouble.BUSY, Duration.ofMinutes(25)),
			new Example("demo-ending", "docker-autoscaler", MORNING, 20, Trouble.TOKEN_ENDS, Duration.ZERO),
			new Example("demo-refused", "docker-autoscaler", MORNING, 10, Trouble.TOKEN_REFUSED,
					Duration.ofMinutes(70)),
			new Example("demo-quota", "docker-autoscaler", MORNING, 20, Trouble.QUOTA, Duration.ofMinutes(35)),
			new Example("demo-gone", "docker-autoscaler", MORNING, 10, Trouble.MANAGER_GONE, Duration.ofMinutes(15)));

	private static final Duration AGE = Duration.ofDays(3);

	private final SandboxAws aws;

	private final ObjectProvider<FleetAdoption> adoption;

	private final Clock clock;

	ExampleFleets(SandboxAws aws, ObjectProvider<FleetAdoption> adoption, Clock clock) {
		this.aws = aws;
		this.adoption = adoption;
		this.clock = clock;
	}

	/**
	 * An example.
	 *
	 * @param name its name
	 * @param blueprint its blueprint
	 * @param hour which hour it is at present in the zone of its working hours
	 * @param jobs how many jobs run at a time at most
	 * @param trouble what has befallen it, {@code null} if nothing has
	 * @param since how long ago
	 */
	private record Example(String name, String blueprint, int hour, int jobs, @Nullable Trouble trouble,
			Duration since) {

	}

	/** Whether some are there already. */
	boolean present() {
		return this.aws.stacks(this.aws.defaultRegion())
			.all()
			.stream()
			.filter((history) -> !history.isDeleted())
			.anyMatch((history) -> history.stack().name().equals(EXAMPLES.get(0).name()));
	}

	/** Lets them have been launched some days ago, and the portal adopt them. */
	String add(String by) {
		if (present()) {
			return "The example fleets are there already.";
		}
		EXAMPLES.forEach((example) -> add(example, by));
		return "%d example fleets have lived for three days already. Their numbers come in within a minute."
			.formatted(EXAMPLES.size());
	}

	private void add(Example example, String by) {
		String region = this.aws.defaultRegion();
		StackRegistry then = this.aws.stacks(region, Clock.offset(this.clock, AGE.negated()));
		String id = then.client()
			.createStack((request) -> request.stackName(example.name())
				.templateBody(template(example.blueprint()))
				.capabilities(Capability.CAPABILITY_IAM)
				.parameters(parameters(example, region)))
			.stackId();
		Instant now = this.aws.stacks(region).now();
		if (example.trouble() != null) {
			this.aws.stacks(region).troubles().begin(id, example.trouble(), now.minus(example.since()));
		}
		this.adoption.ifAvailable((adoption) -> adoption.takeIn(region, example.name(), by));
	}

	private Parameter[] parameters(Example example, String region) {
		SandboxNetwork network = SandboxNetwork.of(region);
		Vpc vpc = network.vpcs().get(0);
		List<String> subnets = network.subnets()
			.stream()
			.filter((subnet) -> subnet.vpcId().equals(vpc.vpcId()))
			.limit(2)
			.map(Subnet::subnetId)
			.toList();
		Map<String, String> values = new HashMap<>(Map.of("VpcId", vpc.vpcId(), "RunnerToken", TOKEN,
				"MaxConcurrentBuilds", String.valueOf(example.jobs()), "Timezone", zone(example.hour()),
				"WorkerInstanceType", "m6i.large", "GitlabUrl", "https://gitlab.example.com/"));
		values.put("SubnetIds", String.join(",", subnets));
		if (example.blueprint().equals("docker-autoscaler")) {
			values.putAll(Map.of("WorkerInstanceType2", "m5.large", "OnDemandPercentage", "50"));
		}
		return values.entrySet()
			.stream()
			.map((value) -> Parameter.builder().parameterKey(value.getKey()).parameterValue(value.getValue()).build())
			.toArray(Parameter[]::new);
	}

	/**
	 * A time zone in which it is a certain hour at present; its sign is the other way.
	 */
	private String zone(int hour) {
		int ahead = Math.floorMod(hour - this.clock.instant().atOffset(ZoneOffset.UTC).getHour() + 11, 24) - 11;
		return (ahead == 0) ? "Etc/UTC" : "Etc/GMT%+d".formatted(-ahead);
	}

	/** As the portal would have sent it: with a manager that reports. */
	private static String template(String blueprint) {
		try {
			return new ClassPathResource("blueprints/" + blueprint + ".yaml").getContentAsString(StandardCharsets.UTF_8)
				.replace("ReportVersion: '0'", "ReportVersion: '1'");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
