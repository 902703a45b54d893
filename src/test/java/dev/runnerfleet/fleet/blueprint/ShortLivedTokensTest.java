package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tomlj.TomlTable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An hour with a GitLab whose tokens live for ten minutes, the one before dead with each
 * renewal: whatever is done to the fleet meanwhile, its runner has the living one.
 */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class ShortLivedTokensTest {

	private static final Duration LIFE = Duration.ofMinutes(10);

	private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");

	@TempDir
	private Path root;

	private Instant now = START;

	private Instant expires = START.plus(LIFE);

	private String living = RenderedBlueprint.TOKEN;

	private int renewals;

	private int managers;

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void aFleetOutlivesItsTokens(String blueprint) throws Exception {
		accept();
		ManagerHost manager = host(blueprint);
		told(manager).boot();
		ManagerHost rolledBack = null;
		for (int minute = 1; minute <= 60; minute++) {
			this.now = START.plus(minute, ChronoUnit.MINUTES);
			if (due(manager)) {
				renew(manager);
			}
			switch (minute % 10) {
				case 1 -> assertThat(told(manager).run("swap")).isZero();
				case 3, 7 -> {
					manager.place(RenderedBlueprint.of(blueprint, Map.of("IdleCount", String.valueOf(minute % 7))));
					assertThat(told(manager).run("update")).isZero();
				}
				case 5 -> {
					ManagerHost next = host(blueprint);
					next.installAgent();
					assertThat(told(next).run("decide")).isZero();
					if (minute % 20 == 5) {
						renew(manager);
					}
					assertThat(told(manager).run("release")).isZero();
					next.environment.put("PREDECESSOR", "i-old");
					assertThat(told(next).run("start")).isZero();
					assertThat(next.run("swap")).isZero();
					rolledBack = (minute == 35) ? manager : null;
					manager = next;
				}
				case 4 -> {
					if (rolledBack != null) {
						assertThat(told(manager).run("release")).isZero();
						manager = rolledBack;
						assertThat(told(manager).run("swap")).isZero();
					}
				}
				default -> assertThat(told(manager).run("keep")).isZero();
			}
			TomlTable runner = manager.runner();
			assertThat(runner.getString("token")).as("after %d minutes", minute).isEqualTo(this.living);
			assertThat(date(runner, "token_expires_at")).isEqualTo(this.expires).isAfter(this.now);
			assertThat(runner.getLong("id")).isEqualTo(42);
		}
		assertThat(this.renewals).isGreaterThan(7);
		assertThat(this.managers).isEqualTo(7);
	}

	/**
	 * GitLab Runner renews at three quarters of a token's life, as far as it knows it.
	 */
	private boolean due(ManagerHost manager) throws IOException {
		TomlTable runner = manager.runner();
		Instant obtained = date(runner, "token_obtained_at");
		Duration life = Duration.between(obtained, date(runner, "token_expires_at"));
		return !this.now.isBefore(obtained.plus(life.multipliedBy(3).dividedBy(4)));
	}

	/** Writes its configuration as the runner does. */
	private void renew(ManagerHost manager) throws IOException {
		assertThat(manager.runner().getString("token")).isEqualTo(this.living);
		this.renewals++;
		this.living = "glrt-renewed%013d".formatted(this.renewals);
		this.expires = this.now.plus(LIFE);
		accept();
		Files.writeString(manager.config(), Files.readString(manager.config())
			.replaceAll("(?m)^ *token_\\w+_at = .*\\R", "")
			.replaceAll("(?m)^ *token = .*$", "  token = \"%s\"\n  token_obtained_at = %s\n  token_expires_at = %s"
				.formatted(this.living, this.now, this.expires)));
	}

	/** The one token that GitLab accepts. */
	private void accept() throws IOException {
		Files.writeString(this.root.resolve("living"), this.living);
	}

	private ManagerHost host(String blueprint) throws IOException {
		ManagerHost host = new ManagerHost(Files.createDirectories(this.root.resolve("manager" + ++this.managers)));
		host.environment.put("CLOUD", this.root.toString());
		host.stub("date", "echo \"$NOW\"");
		host.place(RenderedBlueprint.of(blueprint, Map.of()));
		return host;
	}

	/** Whatever it asks now, GitLab tells when the token ends. */
	private ManagerHost told(ManagerHost manager) {
		manager.environment.put("NOW", this.now.toString());
		manager.environment.put("ANSWER",
				"{\"id\":42,\"token\":\"t\",\"token_expires_at\":\"%s\"}".formatted(this.expires));
		return manager;
	}

	private static Instant date(TomlTable runner, String name) {
		return Objects.requireNonNull(runner.getOffsetDateTime(name), name).toInstant();
	}

}
