package dev.runnerfleet.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * Knows which credentials end for good: those that somebody put into the environment, and
 * those that nobody has renewed although they are nearly over.
 */
final class CredentialsEnd {

	/** Whatever renews credentials does it earlier than that. */
	private static final Duration OVERDUE = Duration.ofMinutes(4);

	private CredentialsEnd() {
	}

	/**
	 * When credentials end.
	 * @param credentials the ones in use
	 * @param environment the environment, where {@code aws configure export-credentials}
	 * and others leave an end
	 * @param now the time
	 * @return empty where they never end, or are renewed
	 */
	static Optional<Instant> of(AwsCredentials credentials, Map<String, String> environment, Instant now) {
		if (credentials.accessKeyId().equals(environment.get("AWS_ACCESS_KEY_ID"))) {
			return instant(environment.getOrDefault("AWS_CREDENTIAL_EXPIRATION", ""));
		}
		return credentials.expirationTime().filter((end) -> end.isBefore(now.plus(OVERDUE)));
	}

	private static Optional<Instant> instant(String text) {
		try {
			return text.isEmpty() ? Optional.empty() : Optional.of(OffsetDateTime.parse(text).toInstant());
		}
		catch (DateTimeParseException ex) {
			return Optional.empty();
		}
	}

}
