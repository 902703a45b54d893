package dev.runnerfleet.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.secret.KeyVault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class SenderTest {

	private final NotificationFixture portal;

	private final Target chat;

	private final UUID blue;

	SenderTest(TestDatabase database) {
		this.portal = new NotificationFixture(database);
		this.chat = this.portal.target("chat");
		this.blue = this.portal.fleet("blue");
	}

	@Test
	void whatWasTakenDownBeforeAKillIsToldAfterItOnce() {
		happens("blue is ready");
		NotificationFixture next = this.portal.restarted();
		assertThat(next.sender.step(this.chat.id(), () -> false)).isEmpty();
		next.sender.step(this.chat.id(), () -> false);
		assertThat(next.channel.titles()).containsExactly("blue is ready");
		assertThat(next.channel.sent.get(0).attempts()).isOne();
		assertThat(this.portal.states()).containsExactly("DELIVERED");
	}

	@Test
	void whatWasSentAndNotWrittenDownBeforeAKillIsRepeatedAsARepeat() {
		happens("blue is ready");
		this.portal.channel.meanwhile = () -> {
			throw new NotificationFixture.Kill();
		};
		assertThatExceptionOfType(NotificationFixture.Kill.class)
			.isThrownBy(() -> this.portal.sender.step(this.chat.id(), () -> false));
		NotificationFixture next = this.portal.restarted();
		assertThat(next.sender.step(this.chat.id(), () -> false)).contains(Deliveries.ATTEMPT);
		assertThat(next.channel.sent).isEmpty();
		next.tellUntil(this.chat, Duration.ofMinutes(2));
		assertThat(next.channel.sent).singleElement()
			.returns(2, Delivery::attempts)
			.returns(this.portal.channel.sent.get(0).notification().messageId(),
					(repeat) -> repeat.notification().messageId());
		assertThat(this.portal.states()).containsExactly("DELIVERED");
	}

	@Test
	void twoReplicasSendEachThingOnce() throws InterruptedException {
		for (int number = 0; number < 20; number++) {
			this.portal.ended(this.blue, "UPDATE", "SUCCEEDED", null);
		}
		this.portal.noticing.look();
		List<NotificationFixture> replicas = List.of(this.portal.restarted(), this.portal.restarted());
		CountDownLatch start = new CountDownLatch(1);
		ExecutorService threads = Executors.newFixedThreadPool(2);
		replicas.forEach((replica) -> threads.submit(() -> {
			start.await();
			for (int step = 0; step < 4; step++) {
				replica.sender.step(this.chat.id(), () -> false);
			}
			return null;
		}));
		start.countDown();
		threads.shutdown();
		assertThat(threads.awaitTermination(120, TimeUnit.SECONDS)).isTrue();
		assertThat(replicas.stream().flatMap((replica) -> replica.channel.sent.stream()).map(Delivery::id)).hasSize(20)
			.doesNotHaveDuplicates();
	}

	@Test
	void oneThatDoesNotAnswerIsTriedForADayAndLeftAloneForLongerAndLonger() {
		happens("blue is ready");
		this.portal.channel.away = true;
		Instant begin = this.portal.clock.instant();
		assertThat(this.portal.sender.step(this.chat.id(), () -> false)).contains(Duration.ofSeconds(30));
		this.portal.tellUntil(this.chat, Duration.ofDays(2));
		assertThat(this.portal.states()).containsExactly("GIVEN_UP");
		assertThat(this.portal.channel.sent).hasSizeBetween(24, 40);
		assertThat(Duration.between(begin, this.portal.clock.instant())).isBetween(Duration.ofHours(23),
				Duration.ofHours(25));
		assertThat(this.portal.deliveries.latest(1)).singleElement()
			.returns("Nobody there.", (recent) -> recent.delivery().answer());
	}

	@Test
	void whatComesMeanwhileWaitsInOrderAndIsToldOnceSomebodyAnswers() {
		happens("blue is ready");
		this.portal.channel.away = true;
		this.portal.sender.step(this.chat.id(), () -> false);
		this.portal.ended(this.blue, "UPDATE", "FAILED", "No");
		this.portal.noticing.look();
		this.portal.sender.step(this.chat.id(), () -> false);
		assertThat(this.portal.deliveries.dueTargets()).isEmpty();
		assertThat(this.portal.channel.sent).hasSize(1);
		this.portal.channel.away = false;
		this.portal.channel.sent.clear();
		this.portal.tellUntil(this.chat, Duration.ofMinutes(5));
		assertThat(this.portal.channel.titles()).containsExactly("blue is ready", "The change of blue failed");
		assertThat(this.portal.targets.find(this.chat.id()).orElseThrow()).returns(0, Target::failures);
	}

	@Test
	void aMessageThatIsRefusedDelaysNoOther() {
		happens("blue is ready");
		this.portal.ended(this.blue, "UPDATE", "FAILED", "No");
		this.portal.noticing.look();
		this.portal.channel.refused.add("blue is ready");
		assertThat(this.portal.sender.step(this.chat.id(), () -> false)).contains(Duration.ofSeconds(30));
		assertThat(this.portal.states()).containsExactly("WAITING", "DELIVERED");
		assertThat(this.portal.targets.find(this.chat.id()).orElseThrow()).returns(0, Target::failures);
	}

	@Test
	void aTargetThatIsRemovedOrPausedMeanwhileIsToldNothingMore() {
		happens("blue is ready");
		this.portal.channel.meanwhile = () -> this.portal.desk.remove(this.chat);
		assertThat(this.portal.sender.step(this.chat.id(), () -> false)).isEmpty();
		assertThat(this.portal.states()).isEmpty();
		this.portal.channel.meanwhile = () -> {
		};
		Target pager = this.portal.target("pager");
		happens("blue is ready");
		this.portal.desk.pause(pager);
		this.portal.channel.sent.clear();
		assertThat(this.portal.sender.step(pager.id(), () -> false)).isEmpty();
		assertThat(this.portal.channel.sent).isEmpty();
		assertThat(this.portal.states()).containsExactly("GIVEN_UP");
	}

	@Test
	void anotherKeyIsToldAndLosesNothing() {
		happens("blue is ready");
		NotificationFixture other = new NotificationFixture(this.portal.dataSource, this.portal.clock,
				new KeyVault(() -> new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 }));
		other.sender.step(this.chat.id(), () -> false);
		assertThat(this.portal.deliveries.latest(1)).singleElement()
			.returns("The portal's key is another one than when the address was entered. Enter it again.",
					(recent) -> recent.delivery().answer());
		TargetForm form = NotificationFixture.form("chat");
		other.desk.change(other.targets.find(this.chat.id()).orElseThrow(), form);
		this.portal.clock.advance(Duration.ofMinutes(2));
		other.sender.step(this.chat.id(), () -> false);
		assertThat(other.channel.titles()).containsExactly("blue is ready");
	}

	@Test
	void aTestIsTriedOnceAndAtOnceEvenWhereTheTargetIsLeftAlone() {
		this.portal.channel.away = true;
		assertThat(this.portal.desk.test(this.chat, "ada")).map(Channel.Attempt::words).contains("Nobody there.");
		assertThat(this.portal.states()).containsExactly("GIVEN_UP");
		this.portal.channel.away = false;
		assertThat(this.portal.desk.test(this.portal.targets.find(this.chat.id()).orElseThrow(), "ada"))
			.map(Channel.Attempt::result)
			.contains(Channel.Attempt.Result.DELIVERED);
		assertThat(this.portal.channel.sent).hasSize(2);
		assertThat(this.portal.targets.find(this.chat.id()).orElseThrow()).returns(0, Target::failures);
	}

	@Test
	void whatWasGivenUpIsSentAgainUnderTheSameIdAndCountedOn() {
		this.portal.channel.away = true;
		happens("blue is ready");
		this.portal.tellUntil(this.chat, Duration.ofDays(2));
		int tries = this.portal.channel.sent.size();
		this.portal.channel.sent.clear();
		Delivery given = this.portal.deliveries.latest(1).get(0).delivery();
		assertThat(this.portal.desk.sendAgain(this.chat, given)).map(Channel.Attempt::words).contains("Nobody there.");
		assertThat(this.portal.desk.sendAgain(this.chat, given)).isEmpty();
		assertThat(this.portal.states()).containsExactly("WAITING");
		this.portal.channel.away = false;
		this.portal.channel.sent.clear();
		this.portal.tellUntil(this.chat, Duration.ofHours(2));
		assertThat(this.portal.channel.sent).singleElement()
			.returns(tries + 2, Delivery::attempts)
			.returns(given.notification().messageId(), (sent) -> sent.notification().messageId());
	}

	@Test
	void whatWaitedBehindOthersForADayIsGivenUpWithTheReason() {
		this.portal.channel.away = true;
		happens("blue is ready");
		this.portal.ended(this.blue, "UPDATE", "FAILED", "No");
		this.portal.noticing.look();
		this.portal.tellUntil(this.chat, Duration.ofDays(2));
		assertThat(this.portal.states()).containsExactly("GIVEN_UP", "GIVEN_UP");
		assertThat(this.portal.sender.step(this.chat.id(), () -> false)).isEmpty();
	}

	@Test
	void aPortalThatIsAboutToEndBeginsNothing() {
		happens("blue is ready");
		this.portal.sender.step(this.chat.id(), () -> true);
		assertThat(this.portal.channel.sent).isEmpty();
		assertThat(this.portal.states()).containsExactly("WAITING");
	}

	@Test
	void oneThatAsksForALongerPauseIsLeftAloneForThat() {
		happens("blue is ready");
		this.portal.channel.away = true;
		this.portal.channel.asks = Duration.ofMinutes(20);
		assertThat(this.portal.sender.step(this.chat.id(), () -> false)).contains(Duration.ofMinutes(20));
		assertThat(this.portal.deliveries.dueTargets()).isEmpty();
		this.portal.channel.asks = Duration.ofDays(3);
		this.portal.clock.advance(Duration.ofMinutes(20));
		assertThat(this.portal.sender.step(this.chat.id(), () -> false)).contains(Duration.ofHours(1));
	}

	@Test
	void oneThatHangsKeepsNobodyElseWaiting() throws Exception {
		Target pager = this.portal.target("pager");
		happens("blue is ready");
		CountDownLatch there = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		this.portal.channel.meanwhile = () -> {
			there.countDown();
			try {
				goOn.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		};
		Thread hanging = new Thread(() -> this.portal.sender.step(this.chat.id(), () -> false));
		hanging.start();
		there.await();
		this.portal.channel.meanwhile = () -> {
		};
		assertThat(this.portal.sender.step(pager.id(), () -> false)).isEmpty();
		assertThat(this.portal.states()).containsExactlyInAnyOrder("DELIVERED", "WAITING");
		goOn.countDown();
		hanging.join();
		assertThat(this.portal.states()).containsExactly("DELIVERED", "DELIVERED");
	}

	@Test
	void aBacklogOfADayIsToldFromTheOldestOnAndWhatIsOlderIsGivenUp() {
		this.portal.channel.away = true;
		for (int hour = 0; hour < 30; hour++) {
			for (int number = 0; number < 10; number++) {
				this.portal.ended(this.blue, "UPDATE", "SUCCEEDED", null);
			}
			this.portal.noticing.look();
			this.portal.tellUntil(this.chat, Duration.ofHours(1));
		}
		this.portal.channel.away = false;
		this.portal.channel.sent.clear();
		this.portal.tellUntil(this.chat, Duration.ofHours(2));
		assertThat(this.portal.channel.sent).hasSizeBetween(220, 250).extracting(Delivery::id).isSorted();
		assertThat(this.portal.states()).doesNotContain("WAITING")
			.startsWith("GIVEN_UP")
			.endsWith("DELIVERED")
			.hasSize(300);
		assertThat(this.portal.deliveries.latest(300).get(299).delivery().answer()).isNotEmpty();
	}

	private void happens(String title) {
		this.portal.ended(this.blue, "LAUNCH", "SUCCEEDED", null);
		this.portal.noticing.look();
		assertThat(this.portal.told()).last().asString().endsWith(title);
	}

}
