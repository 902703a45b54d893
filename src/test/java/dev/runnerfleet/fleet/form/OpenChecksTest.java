package dev.runnerfleet.fleet.form;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.runnerfleet.SettableClock;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.form.LaunchReviewer.Look;
import dev.runnerfleet.secret.Secret;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks hold a token, so they are there for one person and not for long. */
class OpenChecksTest {

	private static final Secret TOKEN = Secret.of("glrt-" + "x".repeat(20));

	private final SettableClock clock = new SettableClock();

	private final OpenChecks checks = new OpenChecks(this.clock);

	private final Blueprint blueprint = new Blueprints().first();

	private final LaunchReviewer reviewer = FormWiring.reviewer();

	@Test
	void theChecksOfAClosedPageEndByTime() {
		begin();
		begin();
		this.checks.sweep();
		assertThat(this.checks.held()).isEqualTo(2);
		this.clock.advance(Duration.ofSeconds(61));
		this.checks.sweep();
		assertThat(this.checks.held()).isZero();
	}

	@Test
	void whoeverComesTooLateIsToldToCheckAgain() {
		UUID run = begin();
		this.clock.advance(Duration.ofSeconds(61));
		assertThat(this.checks.soFar(run, false, "ada").trouble()).contains("Check again");
		assertThat(this.checks.take(run, "ada")).isNull();
	}

	@Test
	void nobodyElseSeesThem() {
		UUID run = begin();
		assertThat(this.checks.soFar(run, true, "bob").trouble()).contains("Check again");
		assertThat(this.checks.take(run, "bob")).isNull();
		assertThat(this.checks.soFar(run, true, "ada").trouble()).isEmpty();
	}

	@Test
	void theyServeOneLaunch() {
		UUID run = begin();
		assertThat(this.checks.take(run, "ada")).isNotNull();
		assertThat(this.checks.take(run, "ada")).isNull();
		assertThat(this.checks.held()).isZero();
		assertThat(this.checks.take(null, "ada")).isNull();
	}

	@Test
	void whatWasLostGoesOnAndIsCheckedAnew() {
		FormChecks lost = this.checks.soFar(UUID.randomUUID(), true, "ada");
		assertThat(lost.isGo()).isTrue();
		assertThat(this.checks.soFar(UUID.randomUUID(), false, "ada").isGo()).isFalse();
	}

	@Test
	void theyTellOfNoOtherForm() {
		Look look = Objects.requireNonNull(this.checks.take(begin(), "ada"));
		assertThat(look.isOf(new Subject(form(TOKEN, "ada"), this.blueprint, null, null))).isTrue();
		Secret same = Secret.of(TOKEN.reveal());
		assertThat(look.isOf(new Subject(form(same, "ada"), this.blueprint, null, null))).isTrue();
		assertThat(look.isOf(new Subject(form(TOKEN, "zoe"), this.blueprint, null, null))).isFalse();
		assertThat(look.isOf(new Subject(form(Secret.of("glrt-other"), "ada"), this.blueprint, null, null))).isFalse();
		assertThat(look.isOf(new Subject(form(TOKEN, "ada"), this.blueprint, null, UUID.randomUUID()))).isFalse();
	}

	private UUID begin() {
		FormChecks begun = this.checks.begin(() -> this.reviewer.look(form(TOKEN, "ada"), this.blueprint, null), true,
				"ada");
		return Objects.requireNonNull(begun.run());
	}

	private static LaunchForm form(Secret token, String keyPair) {
		return new LaunchForm("key", "blue", "eu-central-1", "docker-autoscaler", token, List.of("subnet-a"),
				Map.of("VpcId", "vpc-2", "GitlabUrl", "https://gitlab.example.com/", "ManagerKeyPair", keyPair), null,
				null, null);
	}

}
