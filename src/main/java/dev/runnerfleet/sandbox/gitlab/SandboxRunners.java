package dev.runnerfleet.sandbox.gitlab;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.runnerfleet.sandbox.manager.KnownRunners;
import dev.runnerfleet.sandbox.manager.ManagerFault;
import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

/** The runners that the sandbox's GitLab has given out since it started. */
class SandboxRunners implements KnownRunners {

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

	private static final int LENGTH = 20;

	private final RandomGenerator random = new SecureRandom();

	private final AtomicLong ids = new AtomicLong(100);

	private final Map<Long, Runner> runners = new ConcurrentSkipListMap<>();

	/** A runner and the one word that it is known by. */
	private record Runner(String token, Listed listed) {

	}

	/** A runner as lists show it, which is without its token. */
	record Listed(long id, String description, @JsonProperty("runner_type") String runnerType,
			@JsonProperty("maintenance_note") String note, boolean paused) {

	}

	/** GitLab's answer, which tells a log nothing. */
	record NewRunner(long id, String token, @JsonProperty("token_expires_at") @Nullable Instant expiresAt) {

		@Override
		public String toString() {
			return "NewRunner[" + this.id + "]";
		}

	}

	/** Makes a runner whose token begins with a prefix. */
	NewRunner create(String prefix, String runnerType, String description, String note) {
		long id = this.ids.incrementAndGet();
		String token = prefix + word();
		this.runners.put(id, new Runner(token, new Listed(id, description, runnerType, note, false)));
		return new NewRunner(id, token, null);
	}

	/** Gives a runner another token. */
	NewRunner renew(long id) {
		String token = "glrt-" + word();
		this.runners.computeIfPresent(id, (same, runner) -> new Runner(token, runner.listed()));
		return new NewRunner(id, token, null);
	}

	/** The runners of a type. */
	List<Listed> list(String runnerType) {
		return this.runners.values()
			.stream()
			.map(Runner::listed)
			.filter((each) -> each.runnerType().equals(runnerType))
			.toList();
	}

	Listed find(long id) {
		return Objects.requireNonNull(this.runners.get(id)).listed();
	}

	/**
	 * Whether a token works: it was given out here, says so itself, or asks for a fault
	 * of which GitLab knows nothing.
	 */
	@Override
	public boolean accept(String token) {
		return token.endsWith("sandbox-good")
				|| ManagerFault.of(token).filter((fault) -> !fault.isKnownToGitLab()).isPresent()
				|| this.runners.values().stream().anyMatch((each) -> each.token().equals(token));
	}

	boolean knows(long id) {
		return this.runners.containsKey(id);
	}

	void remove(long id) {
		this.runners.remove(id);
	}

	boolean remove(Secret token) {
		return this.runners.values().removeIf((each) -> each.token().equals(token.reveal()));
	}

	private String word() {
		return this.random.ints(LENGTH, 0, ALPHABET.length())
			.mapToObj((each) -> String.valueOf(ALPHABET.charAt(each)))
			.collect(Collectors.joining());
	}

}
