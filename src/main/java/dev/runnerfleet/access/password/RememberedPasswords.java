package dev.runnerfleet.access.password;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import dev.runnerfleet.web.KeyedDigest;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;

/**
 * Spares scripts that call the API again and again, and the portal with them, the hashing
 * of the same password each time: that it was right is remembered for a minute.
 *
 * @param <T> what is remembered of a user, and decides whether it still holds
 */
public class RememberedPasswords<T> implements AuthenticationManager {

	private static final Duration REMEMBERED = Duration.ofMinutes(1);

	private static final int MOST = 1000;

	private final AuthenticationManager passwords;

	private final Function<Authentication, T> version;

	private final Function<T, Optional<Authentication>> current;

	private final Clock clock;

	private final KeyedDigest digest = new KeyedDigest();

	private final Map<String, CompletableFuture<Void>> checking = new ConcurrentHashMap<>();

	private final Map<String, Checked<T>> checked = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Checked<T>> eldest) {
			return size() > MOST;
		}

	};

	/**
	 * @param passwords checks what is not remembered
	 * @param version tells which version of a user the password was right for
	 * @param current that user as of now; empty where it is not that version any more
	 */
	public RememberedPasswords(AuthenticationManager passwords, Function<Authentication, T> version,
			Function<T, Optional<Authentication>> current, Clock clock) {
		this.passwords = passwords;
		this.version = version;
		this.current = current;
		this.clock = clock;
	}

	@Override
	public Authentication authenticate(Authentication attempt) {
		String key = this.digest.of(attempt.getName(), String.valueOf(attempt.getCredentials()));
		return remembered(key).orElseGet(() -> checkOnce(key, attempt));
	}

	/** Many calls at once with the same password wait for the first of them. */
	private Authentication checkOnce(String key, Authentication attempt) {
		CompletableFuture<Void> own = new CompletableFuture<>();
		CompletableFuture<Void> first = this.checking.putIfAbsent(key, own);
		if (first != null) {
			first.join();
			return remembered(key).orElseGet(() -> check(key, attempt));
		}
		try {
			return remembered(key).orElseGet(() -> check(key, attempt));
		}
		finally {
			this.checking.remove(key);
			own.complete(null);
		}
	}

	private Authentication check(String key, Authentication attempt) {
		Authentication user = this.passwords.authenticate(attempt);
		Checked<T> right = new Checked<>(this.version.apply(user), this.clock.instant().plus(REMEMBERED));
		synchronized (this.checked) {
			this.checked.put(key, right);
		}
		return user;
	}

	private Optional<Authentication> remembered(String key) {
		Checked<T> right;
		synchronized (this.checked) {
			right = this.checked.get(key);
			if (right != null && !this.clock.instant().isBefore(right.until())) {
				this.checked.remove(key);
				right = null;
			}
		}
		return Optional.ofNullable(right).map(Checked::version).flatMap(this.current);
	}

	private record Checked<T>(T version, Instant until) {

	}

}
