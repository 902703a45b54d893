package dev.runnerfleet.notification;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.notification.occurrence.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class NoticingTest {

	private final NotificationFixture portal;

	NoticingTest(TestDatabase database) {
		this.portal = new NotificationFixture(database);
	}

	@Test
	void eachEndIsToldOnceToEachTargetHoweverOftenItIsRead() {
		UUID blue = this.portal.fleet("blue");
		this.portal.target("chat");
		this.portal.target("pager", Topic.FAILED);
		this.portal.ended(blue, "LAUNCH", "SUCCEEDED", null);
		this.portal.ended(blue, "UPDATE", "FAILED", "No capacity");
		this.portal.noticing.look();
		this.portal.noticing.look();
		this.portal.restarted().noticing.look();
		assertThat(this.portal.told()).containsExactlyInAnyOrder("chat: blue is ready",
				"chat: The change of blue failed", "pager: The change of blue failed");
	}

	@Test
	void whatHappenedBeforeATargetWasAddedIsNotToldToIt() {
		UUID blue = this.portal.fleet("blue");
		this.portal.ended(blue, "LAUNCH", "SUCCEEDED", null);
		this.portal.target("chat");
		this.portal.noticing.look();
		assertThat(this.portal.told()).isEmpty();
		this.portal.ended(blue, "UPDATE", "SUCCEEDED", null);
		this.portal.target("late");
		this.portal.noticing.look();
		assertThat(this.portal.told()).containsExactly("chat: blue was changed and is ready");
	}

	@Test
	void anEndThatThePortalLearnsOfDaysLaterIsToldAllTheSame() {
		UUID blue = this.portal.fleet("blue");
		this.portal.target("chat");
		this.portal.clock.advance(Duration.ofDays(3));
		this.portal.ended(blue, "UPDATE", "SUCCEEDED", null, this.portal.clock.instant().minus(Duration.ofDays(4)));
		this.portal.ended(blue, "UPDATE", "FAILED", "Long ago", this.portal.clock.instant().minus(Duration.ofDays(8)));
		this.portal.noticing.look();
		assertThat(this.portal.told()).containsExactly("chat: blue was changed and is ready");
	}

	@Test
	void everyEndHasItsWordsAndWhatIsNoNewsHasNone() {
		this.portal.target("chat");
		UUID blue = this.portal.fleet("blue");
		this.portal.ended(blue, "CONTINUE_ROLLBACK", "SUCCEEDED", null);
		this.portal.ended(blue, "BRING_BACK", "SUCCEEDED", null);
		this.portal.ended(blue, "LAUNCH", "FAILED", "No");
		this.portal.ended(blue, "LAUNCH", "NOT_SENT", null);
		this.portal.ended(blue, "ADOPT", "SUCCEEDED", null);
		this.portal.ended(blue, "UPDATE", "CANCELLED", null);
		this.portal.ended(blue, "OUTSIDE", "SUCCEEDED", null);
		this.portal.ended(this.portal.fleet("gone", "DELETE_COMPLETE"), "OUTSIDE", "SUCCEEDED", null);
		this.portal.ended(this.portal.fleet("undone", "UPDATE_ROLLBACK_COMPLETE"), "OUTSIDE", "SUCCEEDED", null);
		this.portal.noticing.look();
		assertThat(this.portal.told()).containsExactlyInAnyOrder("chat: blue is back as it was before the change",
				"chat: blue was brought back", "chat: The launch of blue failed",
				"chat: The launch of blue was not confirmed by AWS", "chat: blue was changed outside the portal",
				"chat: gone was removed outside the portal",
				"chat: A change of undone outside the portal was rolled back");
	}

	@Test
	void anEndThatCameToSomethingElseAfterwardsIsToldAnew() {
		this.portal.target("chat");
		UUID operation = this.portal.ended(this.portal.fleet("blue"), "LAUNCH", "NOT_SENT", null);
		this.portal.noticing.look();
		this.portal.jdbc.sql("update operation set state = 'SUCCEEDED' where id = ?").param(operation).update();
		this.portal.noticing.look();
		assertThat(this.portal.told()).containsExactly("chat: The launch of blue was not confirmed by AWS",
				"chat: blue is ready");
	}

	@Test
	void aRemovalHasStoppedUnlessAnotherDeletionGoesOnWithIt() {
		this.portal.target("chat");
		UUID blue = this.portal.fleet("blue");
		UUID first = this.portal.ended(blue, "REMOVE", "FAILED", "Cache: not empty");
		this.portal.noticing.look();
		assertThat(this.portal.told()).isEmpty();
		this.portal.jdbc.sql(
				"insert into removal (id, fleet_id, operation_id, keep_cache, retain, begun_at) values (?, ?, ?, false, '', ?)")
			.params(UUID.randomUUID(), this.portal.fleetRow(blue), first, this.portal.now())
			.update();
		this.portal.noticing.look();
		assertThat(this.portal.told()).containsExactly("chat: The removal of blue has stopped");
	}

	@Test
	void driftIsToldWhereThereIsSomeWhoeverFoundIt() {
		this.portal.target("chat");
		drift(this.portal.fleet("blue"), 2);
		drift(this.portal.fleet("fine"), 0);
		UUID green = this.portal.fleet("green");
		this.portal.jdbc.sql("insert into stack_seen (stack_id, drift_status, drift_at) values (?, 'DRIFTED', ?)")
			.params(green, this.portal.now())
			.update();
		this.portal.noticing.look();
		this.portal.noticing.look();
		assertThat(this.portal.told()).containsExactlyInAnyOrder("chat: blue: 2 resources differ from the template",
				"chat: green differs from its template");
	}

	@Test
	void aTargetOfSomeFleetsHearsOfThoseAloneAndAPausedOneOfNothing() {
		UUID blue = this.portal.fleet("blue");
		UUID green = this.portal.fleet("green");
		TargetForm form = NotificationFixture.form("chat");
		form.setScope("SOME");
		form.setFleets(List.of(green));
		this.portal.desk.add(Target.Kind.WEBHOOK, form, "ada");
		Target paused = this.portal.target("paused");
		this.portal.desk.pause(paused);
		this.portal.ended(blue, "LAUNCH", "SUCCEEDED", null);
		this.portal.ended(green, "LAUNCH", "SUCCEEDED", null);
		this.portal.noticing.look();
		this.portal.desk.resume(this.portal.targets.find(paused.id()).orElseThrow());
		this.portal.noticing.look();
		assertThat(this.portal.told()).containsExactly("chat: green is ready");
	}

	@Test
	void twoReplicasThatReadAtOnceTellOnce() throws InterruptedException {
		UUID blue = this.portal.fleet("blue");
		this.portal.target("chat");
		for (int number = 0; number < 50; number++) {
			this.portal.ended(blue, "UPDATE", "SUCCEEDED", null);
		}
		CountDownLatch start = new CountDownLatch(1);
		ExecutorService replicas = Executors.newFixedThreadPool(2);
		for (NotificationFixture replica : List.of(this.portal.restarted(), this.portal.restarted())) {
			replicas.submit(() -> {
				start.await();
				replica.noticing.look();
				return null;
			});
		}
		start.countDown();
		replicas.shutdown();
		assertThat(replicas.awaitTermination(120, TimeUnit.SECONDS)).isTrue();
		assertThat(this.portal.told()).hasSize(50);
	}

	@Test
	void aThousandAtOnceAreTakenDownInOneLookAndToldAFewAtATime() {
		UUID blue = this.portal.fleet("blue");
		Target chat = this.portal.target("chat");
		for (int number = 0; number < 1000; number++) {
			this.portal.ended(blue, "UPDATE", "SUCCEEDED", null);
		}
		this.portal.noticing.look();
		assertThat(this.portal.told()).hasSize(1000);
		assertThat(this.portal.sender.step(chat.id(), () -> false)).contains(Duration.ofSeconds(2));
		assertThat(this.portal.channel.sent).hasSize(10);
		this.portal.tellUntil(chat, Duration.ofMinutes(10));
		assertThat(this.portal.channel.sent).hasSize(1000).extracting(Delivery::id).doesNotHaveDuplicates();
	}

	@Test
	void whatWasToldLongAgoIsForgottenAndNotToldAnew() {
		UUID blue = this.portal.fleet("blue");
		this.portal.target("chat");
		this.portal.ended(blue, "UPDATE", "SUCCEEDED", null);
		this.portal.noticing.look();
		this.portal.clock.advance(NotificationFixture.PROPERTIES.keep().plusDays(1));
		assertThat(this.portal.deliveries
			.forget(this.portal.clock.instant().minus(NotificationFixture.PROPERTIES.keep()), 1000)).isEqualTo(1);
		this.portal.noticing.look();
		assertThat(this.portal.told()).isEmpty();
	}

	private void drift(UUID fleet, int found) {
		UUID id = UUID.randomUUID();
		this.portal.jdbc.sql("""
				insert into drift (id, stack_id, state, asked_by, asked_at, finished_at)
				values (?, ?, 'DONE', 'mara', ?, ?)""")
			.params(id, fleet, this.portal.now(), this.portal.now())
			.update();
		for (int number = 0; number < found; number++) {
			this.portal.jdbc
				.sql("insert into drift_resource (drift_id, logical_id, type, removed) values (?, ?, 'T', false)")
				.params(id, "Resource" + number)
				.update();
		}
	}

}
