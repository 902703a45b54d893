package dev.runnerfleet.web.connections;

import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class ClientDelayTest {

	private final ClientDelay patience = new ClientDelay(
			new ConnectionProperties(Duration.ofSeconds(10), DataSize.ofBytes(500), Duration.ofSeconds(75), 1000, 200));

	private long now = Long.MAX_VALUE - 1_000_000_000L;

	@BeforeEach
	void open() {
		this.patience.opened(this.now);
	}

	@Test
	void whoeverSaysNothingIsWaitedForTenSeconds() {
		pass(Duration.ofSeconds(10));
		assertThat(isOver()).isFalse();
		pass(Duration.ofMillis(1));
		assertThat(isOver()).isTrue();
	}

	@Test
	void aByteASecondBuysNextToNothing() {
		int seconds = 0;
		while (!isOver()) {
			read(1);
			read(0);
			pass(Duration.ofSeconds(1));
			seconds++;
		}
		assertThat(seconds).isEqualTo(11);
	}

	@Test
	void whoeverKeepsTheRateMayTakeLong() {
		for (int seconds = 0; seconds < 1000; seconds++) {
			read(500);
			read(0);
			pass(Duration.ofSeconds(1));
			assertThat(isOver()).isFalse();
		}
	}

	@Test
	void aBurstAtFirstIsNoCreditForLater() {
		read(1_000_000);
		read(0);
		pass(Duration.ofMillis(10_001));
		assertThat(isOver()).isTrue();
	}

	@Test
	void whatThePortalTakesForItsWorkCostsNothing() {
		read(700);
		pass(Duration.ofMinutes(30));
		assertThat(isOver()).isFalse();
		assertThat(this.patience.isWaiting()).isFalse();
	}

	@Test
	void anAnswerThatIsNotReadIsWaitedForTenSecondsToo() {
		read(700);
		this.patience.wrote(8192, true, this.now);
		this.patience.wrote(100, false, this.now);
		pass(Duration.ofMillis(10_001));
		assertThat(isOver()).isTrue();
	}

	@Test
	void aStreamThatIsReadGoesOnForAsLongAsItLikes() {
		read(700);
		for (int pings = 0; pings < 1000; pings++) {
			this.patience.wrote(13, true, this.now);
			pass(Duration.ofSeconds(75));
			assertThat(isOver()).isFalse();
		}
	}

	@Test
	void betweenTwoRequestsThereIsMoreTime() {
		exchange();
		pass(Duration.ofSeconds(75));
		assertThat(isOver()).isFalse();
		pass(Duration.ofMillis(1));
		assertThat(isOver()).isTrue();
	}

	@Test
	void theNextRequestHasItsOwnTime() {
		exchange();
		pass(Duration.ofSeconds(70));
		read(1);
		read(0);
		assertThat(this.patience.since()).isEqualTo(this.now);
		pass(Duration.ofSeconds(9));
		assertThat(isOver()).isFalse();
		pass(Duration.ofMillis(1001));
		assertThat(isOver()).isTrue();
	}

	@Test
	void aRequestThatDripsIsAsOldAsItsFirstByte() {
		read(1);
		read(0);
		long begin = this.patience.since();
		pass(Duration.ofSeconds(5));
		read(1);
		read(0);
		assertThat(this.patience.since()).isEqualTo(begin);
	}

	private void exchange() {
		read(700);
		this.patience.wrote(4000, true, this.now);
		read(0);
	}

	private void read(int count) {
		this.patience.read(count, this.now);
	}

	private void pass(Duration time) {
		this.now += time.toNanos();
	}

	private boolean isOver() {
		return this.patience.isOver(this.now);
	}

}
