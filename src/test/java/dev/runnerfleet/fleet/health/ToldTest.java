package dev.runnerfleet.fleet.health;

import java.time.Instant;

import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.pulse.Health;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Beside its badge a fleet's health says only what the badge does not. */
class ToldTest {

	private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

	@ParameterizedTest
	@CsvSource({ "The manager is gone, Manager is gone, ''",
			"The manager is stopped, Manager is gone, The manager is stopped",
			"Cannot start workers: vCPU limit reached, Cannot start workers, vCPU limit reached",
			"GitLab refuses the token, GitLab refuses the token, ''",
			"'Idle: ready for 2 jobs', Ready, 'Idle: ready for 2 jobs'" })
	void theBadgesWordsAreNotSaidTwice(String words, String badge, String beside) {
		assertThat(new HealthViews.Told(Health.Kind.MANAGER_GONE, words, "bad", "", "", ReadableTime.of(NOW, NOW))
			.beside(badge)).isEqualTo(beside);
	}

}
