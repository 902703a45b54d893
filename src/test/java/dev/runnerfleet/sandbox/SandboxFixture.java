package dev.runnerfleet.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import javax.sql.DataSource;

import dev.runnerfleet.SettableClock;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.cloudformation.SandboxStackRows;
import dev.runnerfleet.sandbox.manager.KnownRunners;
import org.flywaydb.core.Flyway;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A sandbox over a database of its own, with a clock that the test moves. */
class SandboxFixture {

	static final String TOKEN = "glrt-" + "x".repeat(20);

	static final String CLIENT_TOKEN = "launch-1";

	private static int databases;

	final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T08:00:00Z"));

	final DataSource dataSource;

	final JdbcClient jdbc;

	SandboxAws aws;

	/** What launches leave in their buckets from the next {@link #restart()} on. */
	int cacheObjects;

	private KnownRunners gitlab = (token) -> true;

	private final double speed;

	SandboxFixture() {
		this(1);
	}

	SandboxFixture(double speed) {
		this(new DriverManagerDataSource("jdbc:h2:mem:sandbox-" + databases++ + ";DB_CLOSE_DELAY=-1"), speed);
	}

	SandboxFixture(DataSource dataSource, double speed) {
		this.dataSource = dataSource;
		this.speed = speed;
		this.jdbc = JdbcClient.create(dataSource);
		Flyway.configure().dataSource(dataSource).locations("classpath:db/sandbox").load().migrate();
		this.aws = start();
	}

	/** Starts the sandbox anew, with nothing but what the database holds. */
	void restart() {
		this.aws = start();
	}

	/** Lets managers come by another GitLab from now on. */
	void knows(KnownRunners gitlab) {
		this.gitlab = gitlab;
		restart();
	}

	CloudFormationClient cloudFormation() {
		return this.aws.cloudFormation(Place.in(this.aws.defaultRegion()));
	}

	Vpc vpc(String name) {
		return network().vpcs()
			.stream()
			.filter((vpc) -> SandboxNetwork.name(vpc.tags()).startsWith(name))
			.findFirst()
			.orElseThrow();
	}

	List<String> subnets(String vpcName) {
		String vpcId = vpc(vpcName).vpcId();
		return network().subnets()
			.stream()
			.filter((subnet) -> subnet.vpcId().equals(vpcId))
			.map(Subnet::subnetId)
			.toList();
	}

	SandboxNetwork network() {
		return SandboxNetwork.of(this.aws.defaultRegion());
	}

	/** Asks for a fleet from the small template. */
	String create(String name, String vpcName) {
		return create(name, vpcName, (request) -> {
		});
	}

	String create(String name, String vpcName, Consumer<CreateStackRequest.Builder> changes) {
		return cloudFormation().createStack((request) -> {
			request.stackName(name)
				.templateBody(template("sandbox/fleet.yaml"))
				.clientRequestToken(CLIENT_TOKEN)
				.capabilities(Capability.CAPABILITY_IAM)
				.parameters(parameters(vpcName, Map.of()));
			changes.accept(request);
		}).stackId();
	}

	List<Parameter> parameters(String vpcName, Map<String, String> others) {
		Map<String, String> values = new LinkedHashMap<>();
		values.put("VpcId", vpc(vpcName).vpcId());
		values.put("SubnetIds", String.join(",", subnets(vpcName)));
		values.put("RunnerToken", TOKEN);
		values.putAll(others);
		return values.entrySet()
			.stream()
			.map((value) -> Parameter.builder().parameterKey(value.getKey()).parameterValue(value.getValue()).build())
			.toList();
	}

	/**
	 * Values for an update of the small template: the network's stay, others are given
	 * anew.
	 */
	List<Parameter> kept(Map<String, String> others) {
		List<Parameter> parameters = new ArrayList<>();
		for (String name : List.of("VpcId", "SubnetIds", "RunnerToken", "KeyPair", "Days", "Image")) {
			String value = others.get(name);
			parameters.add(Parameter.builder()
				.parameterKey(name)
				.parameterValue(value)
				.usePreviousValue((value != null) ? null : true)
				.build());
		}
		return parameters;
	}

	/** Asks for an update of a fleet made from the small template. */
	void update(String name, Map<String, String> values) {
		cloudFormation().updateStack((request) -> request.stackName(name)
			.usePreviousTemplate(true)
			.clientRequestToken("update-1")
			.capabilities(Capability.CAPABILITY_IAM)
			.parameters(kept(values)));
	}

	/** Asks for an update to another form of the small template. */
	void update(String name, UnaryOperator<String> template) {
		cloudFormation().updateStack((request) -> request.stackName(name)
			.templateBody(template.apply(template("sandbox/fleet.yaml")))
			.clientRequestToken("update-1")
			.capabilities(Capability.CAPABILITY_IAM)
			.parameters(kept(Map.of())));
	}

	Stack stack(String nameOrId) {
		return cloudFormation().describeStacks((request) -> request.stackName(nameOrId)).stacks().get(0);
	}

	String status(String nameOrId) {
		return stack(nameOrId).stackStatusAsString();
	}

	/** Every event of one thing by now, oldest first, as status and reason. */
	List<String> story(String nameOrId, String logicalId) {
		List<String> story = new ArrayList<>();
		for (StackEvent event : events(nameOrId)) {
			if (event.logicalResourceId().equals(logicalId)) {
				String reason = (event.resourceStatusReason() != null) ? " " + event.resourceStatusReason() : "";
				story.add(0, event.resourceStatusAsString() + reason);
			}
		}
		return story;
	}

	/** Every event that there is by now, newest first. */
	List<StackEvent> events(String nameOrId) {
		return cloudFormation().describeStackEventsPaginator((request) -> request.stackName(nameOrId))
			.stackEvents()
			.stream()
			.toList();
	}

	/**
	 * Lets time pass until the stack's operation has ended, and tells how long it took.
	 */
	Duration untilSettled(String nameOrId) {
		Duration passed = Duration.ZERO;
		while (status(nameOrId).endsWith("_IN_PROGRESS")) {
			if (passed.compareTo(Duration.ofMinutes(5)) > 0) {
				throw new AssertionError("Still " + status(nameOrId));
			}
			this.clock.advance(Duration.ofMillis(100));
			passed = passed.plusMillis(100);
		}
		return passed;
	}

	static String template(String path) {
		try {
			return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private SandboxAws start() {
		return new SandboxAws(new SandboxStackRows(this.jdbc, new JdbcTransactionManager(this.dataSource)), this.clock,
				this.speed, this.cacheObjects, this.gitlab);
	}

}
