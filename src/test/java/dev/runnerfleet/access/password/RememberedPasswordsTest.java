package dev.runnerfleet.access.password;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RememberedPasswordsTest {

	private Instant now = Instant.parse("2026-05-01T10:00:00Z");

	private final AtomicInteger hashed = new AtomicInteger();

	private final CountDownLatch slow = new CountDownLatch(1);

	private final Map<String, Integer> users = new HashMap<>(Map.of("ada", 1, "mara", 1));

	private final Clock clock = new Clock() {

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return RememberedPasswordsTest.this.now;
		}

	};

	private final RememberedPasswords<String> passwords = new RememberedPasswords<>(this::hash, this::version,
			this::current, this.clock);

	@Test
	void theSamePasswordIsHashedOnceAMinute() {
		for (int calls = 0; calls < 100; calls++) {
			assertThat(call("ada", "right").getName()).isEqualTo("ada");
		}
		assertThat(this.hashed).hasValue(1);
		this.now = this.now.plus(Duration.ofMinutes(1));
		call("ada", "right");
		assertThat(this.hashed).hasValue(2);
	}

	@Test
	void aWrongPasswordIsHashedAndRefusedEachTime() {
		call("ada", "right");
		for (int calls = 0; calls < 3; calls++) {
			assertThatExceptionOfType(BadCredentialsException.class).isThrownBy(() -> call("ada", "wrong"));
		}
		assertThat(this.hashed).hasValue(4);
	}

	@Test
	void whatIsRememberedIsForThatUserAlone() {
		call("ada", "right");
		call("mara", "right");
		assertThatExceptionOfType(BadCredentialsException.class).isThrownBy(() -> call("adar", "ight"));
		assertThat(this.hashed).hasValue(3);
	}

	@Test
	void aChangeOfTheUserCountsAtOnce() {
		call("ada", "right");
		this.users.put("ada", 2);
		call("ada", "right");
		assertThat(this.hashed).hasValue(2);
		this.users.remove("ada");
		assertThatExceptionOfType(BadCredentialsException.class).isThrownBy(() -> call("ada", "right"));
	}

	@Test
	void notMoreThanAThousandAreRemembered() {
		call("ada", "right");
		for (int others = 0; others < 1000; others++) {
			this.users.put("user-" + others, 1);
			call("user-" + others, "right");
		}
		call("ada", "right");
		assertThat(this.hashed).hasValue(1002);
	}

	@Test
	void manyAtOnceWaitForTheFirst() throws Exception {
		ExecutorService scripts = Executors.newCachedThreadPool();
		try {
			List<Future<Authentication>> calls = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				calls.add(scripts.submit(() -> call("ada", "slow")));
			}
			this.slow.countDown();
			for (Future<Authentication> each : calls) {
				assertThat(each.get(30, TimeUnit.SECONDS).getName()).isEqualTo("ada");
			}
		}
		finally {
			scripts.shutdownNow();
		}
		assertThat(this.hashed).hasValue(1);
	}

	private Authentication call(String name, String password) {
		return this.passwords.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(name, password));
	}

	private Authentication hash(Authentication attempt) {
		this.hashed.incrementAndGet();
		boolean right = "right".equals(attempt.getCredentials()) || "slow".equals(attempt.getCredentials()) && waited();
		if (!right || !this.users.containsKey(attempt.getName())) {
			throw new BadCredentialsException("wrong");
		}
		return user(attempt.getName());
	}

	private boolean waited() {
		try {
			return this.slow.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String version(Authentication user) {
		return user.getName() + "/" + this.users.get(user.getName());
	}

	private Optional<Authentication> current(String version) {
		String name = version.split("/")[0];
		return Optional.of(user(name)).filter((user) -> version(user).equals(version));
	}

	private static Authentication user(String name) {
		return UsernamePasswordAuthenticationToken.authenticated(name, null, List.of());
	}

}
