package dev.runnerfleet.fleet.health;

import java.time.Instant;
import java.util.Map;

import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.pulse.Pulse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WhoseTroubleTest {

	private static final Instant NOW = Instant.parse("2026-11-26T12:04:05Z");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			NOT_POLLING         | FLEET   | It is the way from the fleet to GitLab, not your job.
			TOKEN_REFUSED       | FLEET   | It is the fleet’s runner token, not your job.
			TOKEN_ENDS          | FLEET   | It is the fleet’s runner token, not your job.
			CANNOT_SCALE        | ACCOUNT | It is the AWS account, not your job.
			CANNOT_SCALE        | AWS     | It is AWS, not your job.
			CANNOT_SCALE        | FLEET   | It is how the fleet is set up, not your job.
			CANNOT_SCALE        | UNKNOWN | It is between the fleet and AWS, not your job.
			MANAGER_GONE        | FLEET   | It is the fleet’s manager, not your job.
			SILENT              | FLEET   | It is the fleet’s manager, not your job.
			CHANGE_NOT_IN_FORCE | FLEET   | It is the fleet’s last change, not your job: jobs run as before it.
			BUSY                | FLEET   | The fleet is well, and full: a job waits its turn.
			WORKING             | FLEET   | The fleet is well. If a job waits all the same, it is most likely the job.
			""")
	void whoWaitsIsToldWhetherItIsTheFleetOrTheJob(Health.Kind kind, Health.Fault fault, String whose) {
		assertThat(WhoseTrouble.of(health(kind, fault), pulse(new Pulse.Jobs(12L, 20L, 0L, 0L)), false))
			.isEqualTo(whose);
	}

	@Test
	void aFleetIsNotCalledWellWhereNothingTellsSo() {
		assertThat(WhoseTrouble.of(health(Health.Kind.UNKNOWN, Health.Fault.FLEET), pulse(null), false))
			.contains("is not known");
		assertThat(WhoseTrouble.of(health(Health.Kind.UNKNOWN, Health.Fault.FLEET), null, false))
			.contains("cannot be told from here");
		assertThat(WhoseTrouble.of(health(Health.Kind.NOT_POLLING, Health.Fault.FLEET), pulse(null), false))
			.isEqualTo("It is the fleet’s runner, which does not run, not your job.");
		assertThat(WhoseTrouble.of(health(Health.Kind.WORKING, Health.Fault.FLEET),
				pulse(new Pulse.Jobs(1L, 2L, 0L, 0L)), true))
			.contains("red below");
	}

	@ParameterizedTest
	@CsvSource({ "1, It takes jobs until its token ends", "-1, 'It is the fleet’s runner token, not your job'" })
	void aTokenThatHasNotEndedYetKeepsNoJobWaiting(int hours, String words) {
		Pulse pulse = new Pulse(1, NOW, "i-0123456789abcdef0", NOW, null, null, NOW.plusSeconds(3600L * hours),
				new Pulse.Jobs(1L, 2L, 0L, 0L), null, null, Map.of(), Map.of(), null, null, null, null, null, null);
		assertThat(WhoseTrouble.of(health(Health.Kind.TOKEN_ENDS, Health.Fault.FLEET), pulse, false)).startsWith(words);
	}

	private static Health health(Health.Kind kind, Health.Fault fault) {
		return new Health(kind, NOW, "Words", "", Health.Step.NONE, fault);
	}

	private static Pulse pulse(Pulse.@Nullable Jobs jobs) {
		return new Pulse(1, NOW, "i-0123456789abcdef0", NOW, null, null, null, jobs, null, null, Map.of(), Map.of(),
				null, null, null, null, null, null);
	}

}
