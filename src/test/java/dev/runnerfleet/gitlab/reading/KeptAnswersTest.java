package dev.runnerfleet.gitlab.reading;

import java.time.Duration;
import java.time.Instant;

import dev.runnerfleet.SettableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeptAnswersTest {

	private static final Duration FRESH = Duration.ofSeconds(45);

	private final SettableClock clock = new SettableClock(Instant.parse("2027-01-15T12:00:00Z"));

	private final KeptAnswers<Integer, String> answers = new KeptAnswers<>(FRESH, Runnable::run, this.clock);

	@Test
	void thereAreNeverMoreThanSomeHundredThoughAllAreFresh() {
		for (int key = 0; key < KeptAnswers.MOST + 50; key++) {
			ask(key);
			this.clock.advance(Duration.ofMillis(1));
		}
		assertThat(this.answers.size()).isEqualTo(KeptAnswers.MOST);
		assertThat(this.answers.known(0, FRESH)).isNull();
		assertThat(this.answers.known(49, FRESH)).isNull();
		assertThat(this.answers.known(50, FRESH)).isNotNull();
		assertThat(this.answers.known(KeptAnswers.MOST + 49, FRESH)).isNotNull();
	}

	@Test
	void whatIsAskedAnewTakesNobodysPlace() {
		for (int key = 0; key < KeptAnswers.MOST; key++) {
			ask(key);
		}
		this.clock.advance(FRESH);
		ask(1);
		assertThat(this.answers.size()).isEqualTo(KeptAnswers.MOST);
	}

	private void ask(int key) {
		assertThat(this.answers.get(key, () -> "told", Duration.ofSeconds(1))).isPresent();
	}

}
