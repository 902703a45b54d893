package dev.runnerfleet.fleet.preflight.gitlab;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
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

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What is made of GitLab's answer about a token. */
class TokenFindingsTest {

	private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

	private static final Secret TOKEN = Secret.of("glrt-copy-me-sandbox-good");

	private final JdbcClient jdbc = new RemovalDesk(TestDatabase.H2).stack.jdbc;

	private final RunnerUse use = new RunnerUse(this.jdbc);

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

	@ParameterizedTest
	@CsvSource({ "https://gitlab.com/,true", "https://gitlab.com,true", "https://gitlab.com//,true",
			"https://gitlab.example.com/,false", "https://gitlab.com/relative/,false" })
	void aRunnerOfAnotherFleetIsOneOfTheSameGitLabAlone(String gitlab, boolean used) {
		fleet("red", gitlab, 42L, true);
		assertThat(this.use.by(URI.create("https://gitlab.com"), 42L, null))
			.isEqualTo(used ? List.of("red") : List.of());
	}

	@Test
	void neitherARemovedFleetNorAnotherRunnerCounts() {
		fleet("gone", "https://gitlab.com/", 42L, false);
		fleet("other", "https://gitlab.com/", 43L, true);
		fleet("unknown", "https://gitlab.com/", null, true);
		assertThat(this.use.by(URI.create("https://gitlab.com"), 42L, null)).isEmpty();
	}

	@Test
	void theFleetThatIsChangedMayKeepItsRunner() {
		UUID blue = fleet("blue", "https://gitlab.com/", 42L, true);
		assertThat(this.use.by(URI.create("https://gitlab.com"), 42L, blue)).isEmpty();
		fleet("red", "https://gitlab.com/", 42L, true);
		fleet("amber", "https://gitlab.com/", 42L, true);
		assertThat(this.use.by(URI.create("https://gitlab.com"), 42L, blue)).containsExactly("amber", "red");
		assertThat(findings("18.0.0", 42L, null)).first().satisfies((finding) -> {
			assertThat(finding.warns()).isTrue();
			assertThat(finding.message()).contains("The runner #42 works for amber, blue, red already");
		});
	}

	private UUID fleet(String name, String gitlab, @Nullable Long runner, boolean living) {
		UUID id = UUID.randomUUID();
		this.jdbc.sql("""
				insert into stack (id, name, region, live_name, status, resources_done, resources_total, last_seq,
					created_by, created_at, active_at, changed_at, revision)
				values (?, ?, 'eu-central-1', ?, ?, 0, 0, 0, 'ada', ?, ?, ?, 1)""")
			.params(Arrays.asList(id, name, living ? "eu-central-1/" + name : null,
					living ? "CREATE_COMPLETE" : "DELETE_COMPLETE", NOW.atOffset(ZoneOffset.UTC),
					NOW.atOffset(ZoneOffset.UTC), NOW.atOffset(ZoneOffset.UTC)))
			.update();
		this.jdbc.sql("""
				insert into fleet (id, blueprint, blueprint_version, gitlab_url, parameters, runner_id)
				values (?, 'docker-autoscaler', 1, ?, '{}', ?)""").params(Arrays.asList(id, gitlab, runner)).update();
		return id;
	}

	private List<Finding> findings(String version, @Nullable Long runner, @Nullable Instant end) {
		Plan plan = Plans.with(Plans.launch("docker-autoscaler", Map.of("RunnerVersion", version)), TOKEN);
		return new RunnerTokenCheck((url, token) -> new RunnerTokens.Check.Accepted(TokenKind.RUNNER,
				URI.create("https://gitlab.com"), runner, end, false), this.use, Clock.fixed(NOW, ZoneOffset.UTC))
			.findings(plan);
	}

}
