package dev.runnerfleet.fleet.move;

import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.move.MovePlans.Plan;
import dev.runnerfleet.fleet.move.MovedRunners.MovedRunner;
import dev.runnerfleet.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MoveCheckTest {

	private static final Secret TOKEN = Secret.of("glrt-" + "x".repeat(20));

	private final MoveCheck check = new MoveCheck(null);

	@Test
	void anAccessTokenInTheRunnerTokensPlaceIsNamed() {
		assertThat(this.check.violations(plan("docker-machine"), form(Secret.of("glpat-" + "a".repeat(20)), "1", "")))
			.singleElement()
			.returns("runnerToken", Violation::field)
			.extracting(Violation::message)
			.asString()
			.startsWith("This is an access token.");
	}

	@Test
	void theOldRunnersNumberIsAskedForWhereNobodyKnowsIt() {
		assertThat(this.check.violations(plan("original"), form(TOKEN, "x", "the old one")))
			.extracting(Violation::field)
			.containsExactly("minutes", "oldRunner");
		assertThat(this.check.violations(plan("original"), form(TOKEN, "1", "#19"))).isEmpty();
		assertThat(this.check.violations(plan("docker-machine"), form(TOKEN, "1", ""))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "19,19", "#19,19", "https://gitlab.example.com/groups/demo/-/runners/19,19", "runner 19,", "-1,",
			"1234567890123456,", "https://gitlab.example.com/-/jobs/19," })
	void aRunnersNumberIsReadOutOfWhatNamesIt(String text, Long number) {
		assertThat(form(TOKEN, "1", text).runnerNumber())
			.isEqualTo((number != null) ? OptionalLong.of(number) : OptionalLong.empty());
	}

	private static MoveForm form(Secret token, String minutes, String oldRunner) {
		return new MoveForm("next", token, null, minutes, null, null, oldRunner, null, null);
	}

	private static Plan plan(String blueprint) {
		Fleet fleet = new Fleet(new UUID(0, 1), blueprint, 0, "https://gitlab.com/", Map.of(), null,
				Fleet.Jobs.UNKNOWN);
		return new Plan(null, fleet, Map.of(), new Blueprints().first(), null, null, MovedRunner.UNKNOWN, null);
	}

}
