package dev.runnerfleet.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.notification.occurrence.Topic;
import dev.runnerfleet.stack.Columns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class TokenNewsTest {

	private static final String WEEK = "chat: The runner token of blue ends within a week";

	private static final String DAY = "chat: The runner token of blue ends within a day";

	private static final String ENDED = "chat: The runner token of blue has ended";

	private final NotificationFixture portal;

	private final UUID blue;

	TokenNewsTest(TestDatabase database) {
		this.portal = new NotificationFixture(database);
		this.portal.target("chat", Topic.TOKEN);
		this.blue = this.portal.fleetRow(this.portal.fleet("blue"));
	}

	@Test
	void anEndIsToldAWeekAndADayBeforeAndWhenItIsThereWhateverElseIsTheMatter() {
		reported(Duration.ofDays(10), "MANAGER_GONE");
		pass(Duration.ofDays(3).minusHours(1));
		assertThat(this.portal.told()).isEmpty();
		pass(Duration.ofHours(2));
		assertThat(this.portal.told()).containsExactly(WEEK);
		pass(Duration.ofDays(6));
		assertThat(this.portal.told()).containsExactly(WEEK, DAY);
		pass(Duration.ofDays(30));
		assertThat(this.portal.told()).containsExactly(WEEK, DAY, ENDED);
	}

	@Test
	void oneThatIsSeenLateIsToldAsNearAsItIs() {
		reported(Duration.ofHours(5), "IDLE");
		pass(Duration.ofHours(10));
		assertThat(this.portal.told()).containsExactly(DAY, ENDED);
	}

	@Test
	void anotherTokenBeginsAnew() {
		reported(Duration.ofDays(6), "TOKEN_ENDS");
		pass(Duration.ofHours(1));
		reported(Duration.ofDays(30), "IDLE");
		pass(Duration.ofDays(24));
		assertThat(this.portal.told()).containsExactly(WEEK, WEEK);
	}

	@Test
	void whatGitLabSaidWhenTheRunnerWasMadeIsKnownWithoutAReport() {
		this.portal.jdbc.sql("update fleet set runner_token_expires = ? where id = ?")
			.params(Columns.sql(this.portal.clock.instant().plus(Duration.ofDays(3))), this.blue)
			.update();
		pass(Duration.ofHours(1));
		assertThat(this.portal.told()).containsExactly(WEEK);
		reported(Duration.ofDays(3).minusHours(1), "IDLE");
		pass(Duration.ofHours(1));
		assertThat(this.portal.told()).containsExactly(WEEK);
	}

	@Test
	void aFleetThatIsRemovedOrChangedRightNowIsNoNews() {
		reported(Duration.ofDays(2), "IDLE");
		UUID change = this.portal.ended(this.blue, "UPDATE", "SUCCEEDED", null);
		this.portal.jdbc.sql("update operation set finished_at = null where id = ?").param(change).update();
		pass(Duration.ofHours(1));
		assertThat(this.portal.told()).isEmpty();
		this.portal.jdbc.sql("update operation set finished_at = ? where id = ?")
			.params(this.portal.now(), change)
			.update();
		pass(Duration.ofHours(1));
		assertThat(this.portal.told()).containsExactly(WEEK);
		this.portal.ended(this.blue, "REMOVE", "SUCCEEDED", null);
		pass(Duration.ofDays(3));
		assertThat(this.portal.told()).containsExactly(WEEK);
	}

	@Test
	void oneThatEndedLongAgoIsNoNews() {
		reported(Duration.ofDays(-8), "TOKEN_REFUSED");
		pass(Duration.ofHours(1));
		assertThat(this.portal.told()).isEmpty();
	}

	private void reported(Duration left, String kind) {
		this.portal.jdbc.sql("delete from pulse where stack_id = ?").param(this.blue).update();
		Instant now = this.portal.clock.instant();
		this.portal.jdbc.sql("""
				insert into pulse (stack_id, next_look_at, machine, kind, rank, since, words, advice, token_expires)
				values (?, ?, 'UNASKED', ?, 1, ?, '', '', ?)""")
			.params(this.blue, Columns.sql(now), kind, Columns.sql(now), Columns.sql(now.plus(left)))
			.update();
	}

	/** Looks often enough, each time as after a restart. */
	private void pass(Duration length) {
		Instant end = this.portal.clock.instant().plus(length);
		while (this.portal.clock.instant().isBefore(end)) {
			this.portal.restarted().noticing.look();
			this.portal.clock.advance(Duration.ofMinutes(30));
		}
		this.portal.noticing.look();
	}

}
