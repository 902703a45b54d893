package dev.runnerfleet.aws;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

import static org.assertj.core.api.Assertions.assertThat;

class CredentialsEndTest {

	private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

	@Test
	void whoeverPutThemIntoTheEnvironmentSaysWhenTheyEnd() {
		assertThat(CredentialsEnd.of(ending(null),
				Map.of("AWS_ACCESS_KEY_ID", "key", "AWS_CREDENTIAL_EXPIRATION", "2026-06-15T14:00:00+01:00"), NOW))
			.contains(Instant.parse("2026-06-15T13:00:00Z"));
		assertThat(CredentialsEnd.of(ending(null), Map.of("AWS_ACCESS_KEY_ID", "key"), NOW)).isEmpty();
		assertThat(CredentialsEnd.of(ending(null),
				Map.of("AWS_ACCESS_KEY_ID", "another", "AWS_CREDENTIAL_EXPIRATION", "2026-06-15T13:00:00Z"), NOW))
			.isEmpty();
	}

	@Test
	void thoseThatAreRenewedDoNotEnd() {
		assertThat(CredentialsEnd.of(ending(NOW.plusSeconds(600)), Map.of(), NOW)).isEmpty();
		assertThat(CredentialsEnd.of(ending(NOW.plusSeconds(60)), Map.of(), NOW)).contains(NOW.plusSeconds(60));
	}

	private static AwsSessionCredentials ending(@Nullable Instant end) {
		return AwsSessionCredentials.builder()
			.accessKeyId("key")
			.secretAccessKey("secret")
			.sessionToken("session")
			.expirationTime(end)
			.build();
	}

}
