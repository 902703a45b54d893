package dev.runnerfleet.fleet.preflight.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.account.FakeAccount;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Plans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class IdentityCheckTest {

	private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

	private final FakeAccount account = new FakeAccount();

	@Test
	void accountAndRoleAreNoted() {
		assertThat(findings()).singleElement().satisfies((finding) -> {
			assertThat(finding.severity()).isEqualTo(Finding.Severity.NOTES);
			assertThat(finding.message())
				.isEqualTo("The portal works in the account blue-ci (111122223333) as role portal.");
		});
	}

	@ParameterizedTest
	@CsvSource({ "arn:aws:iam::111122223333:user/ci/ada,user ada", "arn:aws:iam::111122223333:root,the root user" })
	void whoeverItIs(String arn, String words) {
		this.account.arn = arn;
		assertThat(findings()).singleElement().extracting(Finding::message).asString().endsWith("as " + words + ".");
	}

	@Test
	void credentialsThatEndSoonAreToldOf() {
		this.account.credentialsEnd = NOW.plus(Duration.ofMinutes(20));
		assertThat(findings()).first().satisfies((finding) -> {
			assertThat(finding.warns()).isTrue();
			assertThat(finding.message()).contains("end in 20 minutes");
		});
		this.account.credentialsEnd = NOW.plus(Duration.ofHours(8));
		assertThat(findings()).hasSize(1);
	}

	private List<Finding> findings() {
		Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
		return new IdentityCheck(this.account.identities(clock), clock)
			.findings(Plans.launch("docker-autoscaler", Map.of()));
	}

}
