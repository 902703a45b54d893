package dev.runnerfleet.stack;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import dev.runnerfleet.SettableClock;
import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.secret.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole portal and its sandbox, where somebody else has the console, too. */
@SpringBootTest(properties = { "spring.datasource.url=jdbc:h2:mem:behind;DB_CLOSE_DELAY=-1", "sandbox.speed=1",
		"portal.live.tick=1h", "portal.live.ping=1h", "db-scheduler.polling-interval=1h",
		"db-scheduler.immediate-execution-enabled=false" })
@ActiveProfiles("sandbox")
@Import(BehindThePortalsBackTest.StandingClock.class)
class BehindThePortalsBackTest {

	private static final String REGION = "eu-central-1";

	private static final String TEMPLATE = """
			Parameters:
			  Days: { Type: String, Default: '1' }
			  Token: { Type: String, NoEcho: true }
			Resources:
			  Workers:
			    Type: AWS::EC2::SecurityGroup
			    Properties:
			      GroupDescription: workers
			      Tags: [{ Key: days, Value: !Ref Days }]
			""";

	@Autowired
	Aws aws;

	@Autowired
	StackLauncher launcher;

	@Autowired
	OperationTracker tracker;

	@Autowired
	IdleStackCheck sweep;

	@Autowired
	Stacks stacks;

	@Autowired
	SettableClock clock;

	private UUID id;

	@BeforeEach
	void aReadyFleet() {
		String name = "fleet-" + UUID.randomUUID();
		StackLaunch.Outcome outcome = this.launcher.launch(
				new StackLaunch(name, Place.in(REGION), TEMPLATE, Map.of("Days", "1"), false, false, 1, "ada", name),
				(id) -> {
				}, () -> Map.of("Token", Secret.of("made-up")));
		this.id = ((StackLaunch.Outcome.Launched) outcome).stackId();
		follow();
		assertThat(stack().status().name()).isEqualTo("CREATE_COMPLETE");
	}

	@Test
	void anUpdateIsNoticedByTheNextSweep() {
		this.sweep.look();
		assertThat(operations()).containsExactly(Operation.Kind.LAUNCH);
		console().updateStack((update) -> update.stackName(stack().name())
			.usePreviousTemplate(true)
			.parameters(Parameter.builder().parameterKey("Days").parameterValue("7").build(),
					Parameter.builder().parameterKey("Token").usePreviousValue(true).build()));
		this.clock.advance(Duration.ofSeconds(60));
		this.sweep.look();
		assertThat(operations()).containsExactly(Operation.Kind.OUTSIDE, Operation.Kind.LAUNCH);
		follow();
		assertThat(stack().status().name()).isEqualTo("UPDATE_COMPLETE");
		Operation change = this.stacks.latestOperation(this.id).orElseThrow();
		assertThat(change.state()).isEqualTo(Operation.State.SUCCEEDED);
		assertThat(this.stacks.events(this.id, change.fromSeq(), 100)).extracting(StackEvent::status)
			.contains("UPDATE_IN_PROGRESS", "UPDATE_COMPLETE");
		this.sweep.look();
		assertThat(operations()).containsExactly(Operation.Kind.OUTSIDE, Operation.Kind.LAUNCH);
	}

	@Test
	void aRemovalIsNoticedByTheNextSweep() {
		console().deleteStack((delete) -> delete.stackName(stack().name()));
		this.clock.advance(Duration.ofSeconds(60));
		this.sweep.look();
		assertThat(operations()).containsExactly(Operation.Kind.OUTSIDE, Operation.Kind.LAUNCH);
		follow();
		assertThat(stack().status().name()).isEqualTo("DELETE_COMPLETE");
		assertThat(this.stacks.latestOperation(this.id).orElseThrow().state()).isEqualTo(Operation.State.SUCCEEDED);
		this.sweep.look();
		assertThat(operations()).hasSize(2);
	}

	/** Looks until there is nothing more to see. */
	private void follow() {
		UUID operation = this.stacks.latestOperation(this.id).orElseThrow().id();
		for (int looks = 0; looks < 100 && this.tracker.check(operation).isPresent(); looks++) {
			this.clock.advance(Duration.ofSeconds(10));
		}
	}

	private CloudFormationClient console() {
		return this.aws.cloudFormation(Place.in(REGION));
	}

	private Stack stack() {
		return this.stacks.find(this.id).orElseThrow();
	}

	private Stream<Operation.Kind> operations() {
		return this.stacks.operations(this.id, 100).stream().map(Operation::kind);
	}

	@TestConfiguration
	static class StandingClock {

		@Bean
		@Primary
		SettableClock standingClock() {
			return new SettableClock();
		}

	}

}
