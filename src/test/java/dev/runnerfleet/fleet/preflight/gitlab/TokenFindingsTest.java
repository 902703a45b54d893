package dev.runnerfleet.fleet.preflight.gitlab;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.fleet.preflight.Plans;
import dev.runnerfleet.fleet.removal.RemovalDesk;
import dev.runnerfleet.gitlab.runner.RunnerTokens;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.secret.TokenKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is made of GitLab's answer about a token. */
class TokenFindingsTest {

	private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

	private static final Secret TOKEN = Secret.of("glrt-copy-me-sandbox-good");

	private final RunnerUse use = new RunnerUse(new RemovalDesk(TestDatabase.H2).stack.jdbc);

	@ParameterizedTest
	@CsvSource({ "latest,true", "19.4.0,true", "20.0.1,true", "18.11.2,false", "17.4.0,false" })
	void anOlderGitLabIsNotedWhereTheRunnerIsOfAnotherAge(String version, boolean noted) {
		List<Finding> findings = findings(version, 42L, null);
		assertThat(findings).allMatch((finding) -> finding.severity() == Finding.Severity.NOTES);
		assertThat(findings).extracting(Finding::message)
			.filteredOn((words) -> words.contains("seems to be older than 18.7") && words.contains(version))
			.hasSize(noted ? 1 : 0);
		assertThat(findings(version, null, null)).as("of one that is not").hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 6 })
	void aTokenThatEndsSoonIsAWarning(long days) {
		assertThat(findings("18.0.0", 42L, NOW.plus(Duration.ofDays(days)))).first().satisfies((finding) -> {
			assertThat(finding.warns()).isTrue();
			assertThat(finding.message()).startsWith("The runner token ends on ");
		});
	}

	@Test
	void oneThatEndsLaterOrNeverIsNot() {
		assertThat(findings("18.0.0", 42L, NOW.plus(Duration.ofDays(8)))).noneMatch(Finding::warns);
		assertThat(findings("18.0.0", 42L, null)).singleElement()
			.satisfies((finding) -> assertThat(finding.message())
				.isEqualTo("GitLab accepts the token of the runner #42."));
	}

	private List<Finding> findings(String version, @Nullable Long runner, @Nullable Instant end) {
		Plan plan = Plans.with(Plans.launch("docker-autoscaler", Map.of("RunnerVersion", version)), TOKEN);
		return new RunnerTokenCheck((url, token) -> new RunnerTokens.Check.Accepted(TokenKind.RUNNER,
				URI.create("https://gitlab.com"), runner, end, false), this.use, Clock.fixed(NOW, ZoneOffset.UTC))
			.findings(plan);
	}

}
