package dev.runnerfleet.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.notification.occurrence.Notification;
import dev.runnerfleet.notification.occurrence.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class HealthNewsTest {

	private static final Duration STEP = Duration.ofSeconds(30);

	/** Where a test's clock begins. */
	private static final Instant EIGHT = Instant.parse("2027-01-15T08:00:00Z");

	private final NotificationFixture portal;

	private final UUID blue;

	HealthNewsTest(TestDatabase database) {
		this.portal = new NotificationFixture(database);
		this.portal.target("chat", Topic.HEALTH, Topic.TOKEN);
		this.blue = this.portal.fleet("blue");
	}

	/**
	 * What becomes of a fleet, as minutes after eight and kinds, and what is told of it,
	 * as minutes after eight and the title without the name.
	 */
	@ParameterizedTest(quoteTextArguments = false)
	@CsvSource(delimiter = '|', textBlock = """
			0 IDLE, 4 WORKING, 9 BUSY, 12 IDLE | nothing
			4 NOT_POLLING | 4 is NOT_POLLING
			4 NOT_POLLING, 5 WORKING | 4 is NOT_POLLING, 10 works again
			4 NOT_POLLING, 5 WORKING, 7 BUSY, 8 IDLE | 4 is NOT_POLLING, 10 works again
			4 SILENT, 5 MANAGER_GONE | 4 is SILENT, 10 is MANAGER_GONE
			4 SILENT, 5 MANAGER_GONE, 6 SILENT | 4 is SILENT
			4 NOT_POLLING, 5 IDLE, 6 NOT_POLLING | 4 is NOT_POLLING, 11 has been bad 2 times since 08:04 UTC
			4 NOT_POLLING, 5 IDLE, 6 NOT_POLLING, 7 IDLE | 4 is NOT_POLLING, 12 works again
			4 NOT_POLLING, 5 UNKNOWN, 6 NOT_POLLING | 4 is NOT_POLLING
			4 NOT_POLLING, 5 IDLE, 7 UNKNOWN | 4 is NOT_POLLING
			4 NOT_POLLING, 5 IDLE, 7 UNKNOWN, 8 IDLE | 4 is NOT_POLLING, 13 works again
			4 NOT_POLLING, 5 IDLE, 20 NOT_POLLING | 4 is NOT_POLLING, 10 works again, 20 is NOT_POLLING
			4 TOKEN_ENDS, 9 IDLE | nothing
			4 NOT_POLLING, 5 TOKEN_ENDS | 4 is NOT_POLLING, 10 works again
			4 CANNOT_SCALE, 5 TOKEN_ENDS | 4 is CANNOT_SCALE
			4 CANNOT_SCALE, 5 TOKEN_ENDS, 30 WORKING | 4 is CANNOT_SCALE, 35 works again
			4 CANNOT_SCALE, 4 IDLE | 4 is CANNOT_SCALE, 9 works again
			""")
	void aTurnToBadIsToldAtOnceAndTheRestOnceItHasLasted(String becomes, String told) {
		assertThat(play(becomes, 45)).isEqualTo(told);
	}

	@Test
	void oneThatGoesToAndFroForAnHourIsToldOfAFewTimesAndAtLastHowItIs() {
		String toAndFro = String.join(", ",
				IntStream.range(0, 60)
					.mapToObj((minute) -> minute + ((minute % 2 == 0) ? " SILENT" : " IDLE"))
					.toList());
		assertThat(play(toAndFro, 75)).isEqualTo("0 is SILENT, 31 has been bad 16 times since 08:00 UTC, "
				+ "61 has been bad 30 times since 08:00 UTC, 64 works again");
		assertThat(words("blue works again")).startsWith("It was bad 30 times since 08:00 UTC.");
	}

	@Test
	void whatComesWithAChangeIsNoNewsUnlessItLastsAfterwards() {
		Instant begin = this.portal.clock.instant();
		UUID change = this.portal.ended(this.blue, "UPDATE", "SUCCEEDED", null, begin);
		this.portal.jdbc.sql("update operation set finished_at = null, state = 'RUNNING' where id = ?")
			.param(change)
			.update();
		this.portal.health(this.blue, "IDLE", "SILENT", "Silent");
		assertThat(heardUntil(10)).isEmpty();
		this.portal.jdbc.sql("update operation set finished_at = ?, state = 'SUCCEEDED' where id = ?")
			.params(this.portal.now(), change)
			.update();
		assertThat(heardUntil(14)).isEmpty();
		assertThat(heardUntil(16)).containsExactly("blue: Silent");
		UUID green = this.portal.fleet("green");
		this.portal.health(green, "IDLE", "SILENT", "Silent");
		this.portal.ended(green, "UPDATE", "SUCCEEDED", null);
		this.portal.clock.advance(STEP);
		this.portal.health(green, "SILENT", "IDLE", "Idle");
		assertThat(heardUntil(40)).containsExactly("blue: Silent");
	}

	@Test
	void aFleetThatIsBeingRemovedOrIsGoneIsNoNews() {
		this.portal.ended(this.blue, "REMOVE", "FAILED", "Cache: not empty");
		this.portal.health(this.blue, "IDLE", "MANAGER_GONE", "The manager is gone");
		this.portal.health(this.portal.fleet("gone", "DELETE_COMPLETE"), "IDLE", "SILENT", "Silent");
		assertThat(heardUntil(20)).isEmpty();
	}

	@Test
	void fiftyThatTurnBadInAMinuteAreTwoMessagesAndEachIsInOneOfThem() {
		List<UUID> fleets = IntStream.range(0, 50).mapToObj((number) -> this.portal.fleet("f" + number)).toList();
		this.portal.desk.add(Target.Kind.WEBHOOK, some("team", fleets.get(3), fleets.get(40)), "ada");
		this.portal.desk.add(Target.Kind.WEBHOOK, some("pair", fleets.get(3)), "ada");
		for (UUID fleet : fleets) {
			this.portal.health(fleet, "IDLE", "SILENT", "No report since 08:00");
			this.portal.noticing.look();
			this.portal.clock.advance(Duration.ofSeconds(1));
		}
		this.portal.health(this.portal.fleet("far", "CREATE_COMPLETE", "us-east-1"), "IDLE", "SILENT", "Silent");
		heardUntil(5);
		assertThat(titles("chat")).containsExactly("f0: No report since 08:00", "far: Silent",
				"49 fleets in eu-central-1 do not work as they should");
		assertThat(titles("team")).containsExactly("2 fleets in eu-central-1 do not work as they should");
		assertThat(titles("pair")).containsExactly("f3: No report since 08:00");
		List<Notification> chat = heard("chat");
		assertThat(chat.stream().flatMap((each) -> Stream.concat(Stream.of(each), each.parts().stream())))
			.filteredOn((each) -> each.fleet() != null)
			.extracting((each) -> each.fleet().name())
			.hasSize(51)
			.doesNotHaveDuplicates();
		assertThat(this.portal.jdbc.sql("select distinct notification_id from notification_delivery")
			.query(String.class)
			.list()).hasSize(5);
	}

	@Test
	void theyWorkAgainInOneMessageEach() {
		List<UUID> fleets = IntStream.range(0, 20).mapToObj((number) -> this.portal.fleet("f" + number)).toList();
		fleets.forEach((fleet) -> this.portal.health(fleet, "IDLE", "SILENT", "Silent"));
		this.portal.noticing.look();
		this.portal.clock.advance(Duration.ofMinutes(2));
		fleets.forEach((fleet) -> this.portal.health(fleet, "SILENT", "IDLE", "Idle"));
		heardUntil(12);
		assertThat(titles("chat")).containsExactly("20 fleets in eu-central-1 do not work as they should",
				"20 fleets in eu-central-1 work again");
		assertThat(heard("chat").get(1).parts()).hasSize(20).extracting(Notification::title).contains("f7 works again");
	}

	@Test
	void replicasThatLookAtOnceTellEachTurnOnce() throws InterruptedException {
		List<UUID> fleets = IntStream.range(0, 40)
			.mapToObj((number) -> this.portal.fleet("f" + number, "CREATE_COMPLETE", "region-" + number % 20))
			.toList();
		ExecutorService replicas = Executors.newFixedThreadPool(3);
		CountDownLatch start = new CountDownLatch(1);
		for (int replica = 0; replica < 3; replica++) {
			NotificationFixture other = this.portal.restarted();
			replicas.submit(() -> {
				start.await();
				for (int look = 0; look < 30; look++) {
					other.noticing.look();
				}
				return null;
			});
		}
		start.countDown();
		fleets.forEach((fleet) -> this.portal.health(fleet, "IDLE", "SILENT", "Silent"));
		replicas.shutdown();
		assertThat(replicas.awaitTermination(240, TimeUnit.SECONDS)).isTrue();
		heardUntil(3);
		List<String> told = new ArrayList<>();
		heard("chat").forEach((each) -> {
			if (each.fleet() != null) {
				told.add(each.fleet().name());
			}
			each.parts().forEach((part) -> told.add(part.fleet().name()));
		});
		assertThat(told).hasSize(40).doesNotHaveDuplicates();
	}

	/** Lets the time pass, each look by a portal that has just been started. */
	private String play(String becomes, int minutes) {
		List<String> changes = List.of(becomes.split(", "));
		Instant begin = this.portal.clock.instant();
		List<String> told = new ArrayList<>();
		Set<String> known = new HashSet<>();
		String before = "UNKNOWN";
		for (Instant now = begin; now.isBefore(begin.plus(Duration.ofMinutes(minutes))); now = now.plus(STEP)) {
			long seconds = Duration.between(begin, now).toSeconds();
			for (String change : changes) {
				String[] parts = change.split(" ");
				if (Long.parseLong(parts[0]) * 60 == seconds) {
					this.portal.health(this.blue, before, parts[1], "is " + parts[1]);
					before = parts[1];
				}
			}
			try {
				this.portal.dying().noticing.look();
			}
			catch (NotificationFixture.Kill ex) {
				assertThat(this.portal.jdbc.sql("select count(*) from notification").query(Integer.class).single())
					.isEqualTo(known.size());
			}
			this.portal.restarted().noticing.look();
			heard("chat").stream()
				.filter((each) -> known.add(each.id()))
				.forEach((each) -> told.add((seconds / 60) + " " + each.title().replaceFirst("blue:? ", "")));
			this.portal.clock.advance(STEP);
		}
		return told.isEmpty() ? "nothing" : String.join(", ", told);
	}

	private List<String> heardUntil(int minute) {
		Instant until = EIGHT.plus(Duration.ofMinutes(minute));
		while (this.portal.clock.instant().isBefore(until)) {
			this.portal.noticing.look();
			this.portal.clock.advance(STEP);
		}
		return titles("chat");
	}

	private List<String> titles(String target) {
		return heard(target).stream().map(Notification::title).toList();
	}

	private String words(String title) {
		return heard("chat").stream()
			.filter((each) -> each.title().equals(title))
			.map(Notification::words)
			.findFirst()
			.orElseThrow();
	}

	private List<Notification> heard(String target) {
		List<Notification> heard = new ArrayList<>();
		this.portal.deliveries.latest(200)
			.stream()
			.filter((recent) -> recent.target().equals(target))
			.forEach((recent) -> heard.add(0, recent.delivery().notification()));
		return heard;
	}

	private static TargetForm some(String name, UUID... fleets) {
		TargetForm form = NotificationFixture.form(name, Topic.HEALTH);
		form.setScope("SOME");
		form.setFleets(List.of(fleets));
		return form;
	}

}
