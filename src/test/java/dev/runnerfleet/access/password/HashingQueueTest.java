package dev.runnerfleet.access.password;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.password.PasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class HashingQueueTest {

	private final ExecutorService people = Executors.newCachedThreadPool();

	private final CountDownLatch done = new CountDownLatch(1);

	private final AtomicInteger working = new AtomicInteger();

	@AfterEach
	void stop() {
		this.done.countDown();
		this.people.shutdownNow();
	}

	@Test
	void beyondThoseWhoWaitNobodyWaits() throws Exception {
		HashingQueue turns = new HashingQueue(1, 2);
		List<Future<Boolean>> accepted = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			accepted.add(this.people.submit(() -> turns.take(this::work)));
		}
		await().atMost(Duration.ofSeconds(60)).until(() -> turns.present() == 3 && this.working.get() == 1);
		assertThatExceptionOfType(HashingQueue.TooBusy.class).isThrownBy(() -> turns.take(this::work));
		assertThat(this.working).hasValue(1);
		this.done.countDown();
		for (Future<Boolean> each : accepted) {
			assertThat(each.get(30, TimeUnit.SECONDS)).isTrue();
		}
		assertThat(turns.take(() -> "room again")).isEqualTo("room again");
	}

	@Test
	void theEncoderHasAsFewPlaces() throws Exception {
		try (BoundedEncoder encoder = new BoundedEncoder(new Slow(), 1, 1)) {
			Future<String> first = this.people.submit(() -> encoder.encode("a"));
			await().atMost(Duration.ofSeconds(60)).until(() -> this.working.get() == 1);
			Future<Boolean> second = this.people.submit(() -> encoder.matches("b", "hash"));
			await().atMost(Duration.ofSeconds(60)).until(() -> encoder.waiting() == 1);
			assertThatExceptionOfType(HashingQueue.TooBusy.class).isThrownBy(() -> encoder.matches("c", "hash"));
			this.done.countDown();
			assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("hash");
			assertThat(second.get(30, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void whoeverIsTurnedAwayLearnsWhenToComeAgain() {
		assertThat(new HashingQueue.TooBusy().failure()).satisfies((failure) -> {
			assertThat(failure.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
			assertThat(failure.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("5");
			assertThat(failure.getBody().getDetail()).contains("Try again in a few seconds.");
		});
	}

	private boolean work() {
		this.working.incrementAndGet();
		try {
			return this.done.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			this.working.decrementAndGet();
		}
	}

	private final class Slow implements PasswordEncoder {

		@Override
		public String encode(CharSequence password) {
			work();
			return "hash";
		}

		@Override
		public boolean matches(CharSequence password, String encoded) {
			return work();
		}

	}

}
