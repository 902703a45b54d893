package dev.runnerfleet.sandbox.gitlab;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.runnerfleet.sandbox.manager.KnownRunners;
import dev.runnerfleet.sandbox.manager.ManagerFault;
import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

/** The runners that the sandbox's GitLab has given out since it started. */
class SandboxRunners implements KnownRunners {

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

	private static final int LENGTH = 20;

	/** A fleet whose name ends so gets a runner that somebody has paused. */
	private static final String PAUSED = "sandbox-paused";

	/** That of the stack of the original template, which no list shows. */
	private static final long OLD = 19;

	private final RandomGenerator random = new SecureRandom();

	private final AtomicLong ids = new AtomicLong(100);

	private final Map<Long, Runner> runners = new ConcurrentSkipListMap<>();

	/** How many jobs still run on the old one; each question finds one of them over. */
	private final AtomicInteger old = new AtomicInteger(2);

	SandboxRunners() {
		this.runners.put(OLD, new Runner("-", new Listed(OLD, "runners-of-2019", "project_type", "", false,
				new Takes(null, 11, List.of(), true, false, false))));
	}

	/** How many jobs run on one: none is left some time after it was paused. */
	int running(long id) {
		return (id != OLD) ? 0 : find(id).paused() ? this.old.getAndUpdate((jobs) -> Math.max(0, jobs - 1)) : 2;
	}

	/** A runner and the one word that it is known by. */
	private record Runner(String token, Listed listed) {

	}

	/** A runner as lists show it, which is without its token and what it takes. */
	record Listed(long id, String description, @JsonProperty("runner_type") String runnerType,
			@JsonProperty("maintenance_note") String note, boolean paused, @JsonIgnore Takes takes) {

		/** The same, let rest or go on. */
		Listed paused(boolean now) {
			return new Listed(this.id, this.description, this.runnerType, this.note, now, this.takes);
		}

		/** The tags of jobs that it takes. */
		@JsonIgnore
		List<String> tags() {
			return this.takes.tags();
		}

	}

	/**
	 * Which jobs a runner takes.
	 *
	 * @param group the group that it serves, {@code null} for none
	 * @param project the project that it serves, {@code null} for none
	 * @param tags their tags
	 * @param untagged whether those without a tag, too
	 * @param locked whether it is kept to its project
	 * @param protectedOnly whether those of protected branches alone
	 */
	record Takes(@Nullable Integer group, @Nullable Integer project, List<String> tags, boolean untagged,
			boolean locked, boolean protectedOnly) {

	}

	/** GitLab's answer, which tells a log nothing. */
	record NewRunner(long id, String token, @JsonProperty("token_expires_at") @Nullable Instant expiresAt) {

		@Override
		public String toString() {
			return "NewRunner[" + this.id + "]";
		}

	}

	/** Makes a runner whose token begins with a prefix. */
	NewRunner create(String prefix, String runnerType, String description, String note, boolean paused, Takes takes) {
		long id = this.ids.incrementAndGet();
		String token = prefix + word();
		this.runners.put(id, new Runner(token,
				new Listed(id, description, runnerType, note, paused || description.endsWith(PAUSED), takes)));
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
			.filter((each) -> each.runnerType().equals(runnerType) && each.id() != OLD)
			.toList();
	}

	/** All of them. */
	List<Listed> all() {
		return this.runners.values().stream().map(Runner::listed).filter((each) -> each.id() != OLD).toList();
	}

	/** Lets one rest or go on. */
	void pause(long id, boolean paused) {
		this.runners.computeIfPresent(id, (same, runner) -> new Runner(runner.token(), runner.listed().paused(paused)));
	}

	/** One of them, {@code null} if there is none. */
	@Nullable Listed known(long id) {
		Runner runner = this.runners.get(id);
		return (runner != null) ? runner.listed() : null;
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
