package dev.runnerfleet.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.notification.occurrence.Notification;
import dev.runnerfleet.notification.occurrence.Topic;
import dev.runnerfleet.stack.Columns;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of what is told to whom: each is there before it is tried. */
@Repository
class Deliveries {

	/** Longer than an attempt takes; whoever died meanwhile is taken over from then. */
	static final Duration ATTEMPT = Duration.ofMinutes(1);

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String READ = """
			select d.*, n.topic, n.tone, n.fleet_id, n.fleet, n.region, n.parts, n.title, n.words, n.at
			from notification_delivery d join notification n on n.id = d.notification_id""";

	private final JdbcClient jdbc;

	private final Clock clock;

	Deliveries(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Takes down that something has happened.
	 * @throws org.springframework.dao.DuplicateKeyException if that was taken down before
	 */
	void notice(Notification notification) {
		Notification.Subject fleet = notification.fleet();
		this.jdbc.sql("""
				insert into notification (id, topic, tone, fleet_id, fleet, region, parts, title, words, at,
					noticed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
			.params(Arrays.asList(notification.id(), notification.topic().name(), notification.tone(),
					(fleet != null) ? fleet.id() : null, (fleet != null) ? fleet.name() : "",
					(fleet != null) ? fleet.region() : "",
					notification.parts().isEmpty() ? null : JSON.writeValueAsString(notification.parts()),
					notification.title(), notification.words(), Columns.sql(notification.at()),
					Columns.sql(this.clock.instant())))
			.update();
	}

	/** Takes down that a target is to be told. */
	void begin(Notification notification, UUID target, Instant giveUpAt) {
		this.jdbc.sql("""
				insert into notification_delivery (notification_id, target_id, state, attempts, begun_at, next_at,
					give_up_at, answer) values (?, ?, 'WAITING', 0, ?, ?, ?, '')""")
			.params(notification.id(), target, now(), now(), Columns.sql(giveUpAt))
			.update();
	}

	Optional<Delivery> find(long id) {
		return this.jdbc.sql(READ + " where d.id = ?").param(id).query(Deliveries::delivery).optional();
	}

	Optional<Delivery> ofNotification(String notificationId) {
		return this.jdbc.sql(READ + " where d.notification_id = ?")
			.param(notificationId)
			.query(Deliveries::delivery)
			.optional();
	}

	/** The latest deliveries of all targets. */
	List<Recent> latest(int most) {
		return latest(null, Long.MAX_VALUE, most);
	}

	/**
	 * The latest deliveries before one.
	 * @param target to whom, {@code null} for everybody
	 */
	List<Recent> latest(@Nullable UUID target, long before, int most) {
		JdbcClient.StatementSpec statement = this.jdbc.sql(READ.replace("d.*", "d.*, t.name as target")
				+ " join notification_target t on t.id = d.target_id where d.id < :before"
				+ ((target != null) ? " and d.target_id = :target" : "") + " order by d.id desc limit :most");
		return ((target != null) ? statement.param("target", target) : statement).param("before", before)
			.param("most", most)
			.query((row, index) -> new Recent(delivery(row, index), row.getString("target")))
			.list();
	}

	/** What is due to a target, the earliest first. */
	Optional<Delivery> due(UUID target) {
		return this.jdbc
			.sql(READ + " where d.target_id = ? and d.state = 'WAITING' and d.next_at <= ? order by d.id limit 1")
			.params(target, now())
			.query(Deliveries::delivery)
			.optional();
	}

	/** The targets to which something is due, and that are not left alone for now. */
	List<UUID> dueTargets() {
		return this.jdbc.sql("""
				select t.id from notification_target t where t.paused = false
					and (t.resting_until is null or t.resting_until <= :now)
					and exists (select 1 from notification_delivery d
						where d.target_id = t.id and d.state = 'WAITING' and d.next_at <= :now)""")
			.param("now", now())
			.query(UUID.class)
			.list();
	}

	/** When something is due to a target next, empty where nothing waits. */
	Optional<Instant> next(UUID target) {
		return this.jdbc.sql("""
				select next_at from notification_delivery where target_id = ? and state = 'WAITING'
				order by next_at limit 1""")
			.param(target)
			.query((row, index) -> Columns.instant(row, "next_at"))
			.optional();
	}

	/**
	 * Counts an attempt that is about to be made.
	 * @return whether it is the caller's: of several one makes it
	 */
	boolean claim(Delivery delivery) {
		return this.jdbc.sql("""
				update notification_delivery set attempts = attempts + 1, next_at = ?
				where id = ? and state = 'WAITING' and attempts = ?""")
			.params(Columns.sql(this.clock.instant().plus(ATTEMPT)), delivery.id(), delivery.attempts())
			.update() == 1;
	}

	void end(Delivery delivery, Delivery.State state, String answer) {
		this.jdbc.sql("update notification_delivery set state = ?, answer = ?, ended_at = ? where id = ?")
			.params(state.name(), cut(answer), now(), delivery.id())
			.update();
	}

	void again(Delivery delivery, Instant nextAt, String answer) {
		this.jdbc.sql("update notification_delivery set next_at = ?, answer = ? where id = ? and state = 'WAITING'")
			.params(Columns.sql(nextAt), cut(answer), delivery.id())
			.update();
	}

	/** Begins anew with one that has ended. */
	boolean restart(long id, Instant giveUpAt) {
		return this.jdbc.sql("""
				update notification_delivery set state = 'WAITING', next_at = ?, give_up_at = ?, ended_at = null,
					answer = '' where id = ? and state <> 'WAITING'""")
			.params(now(), Columns.sql(giveUpAt), id)
			.update() == 1;
	}

	/**
	 * Gives up what was tried, or waited behind others, for long enough.
	 * @return how many were given up
	 */
	int giveUpLate(UUID target) {
		return this.jdbc.sql("""
				update notification_delivery set state = 'GIVEN_UP', ended_at = :now, answer = case
					when attempts = 0 then 'Not tried: earlier messages did not get through either.'
					when answer = '' then 'The portal ended while it was tried.' else answer end
				where target_id = :target and state = 'WAITING' and give_up_at <= :now and next_at <= :now""")
			.param("now", now())
			.param("target", target)
			.update();
	}

	/** Gives up whatever waits for a target. */
	void giveUpAll(UUID target, String answer) {
		this.jdbc.sql("""
				update notification_delivery set state = 'GIVEN_UP', ended_at = ?, answer = ?
				where target_id = ? and state = 'WAITING'""").params(now(), answer, target).update();
	}

	/** Forgets a few of what was told long ago. */
	int forget(Instant before, int most) {
		return this.jdbc.sql("""
				delete from notification where id in (
					select id from notification where noticed_at < ? order by noticed_at limit ?)""")
			.params(Columns.sql(before), most)
			.update();
	}

	private Object now() {
		return Columns.sql(this.clock.instant());
	}

	private static String cut(String text) {
		return Objects.requireNonNullElse(Columns.cut(text, 500), "");
	}

	private static Delivery delivery(ResultSet row, int index) throws SQLException {
		UUID fleet = row.getObject("fleet_id", UUID.class);
		Notification notification = new Notification(row.getString("notification_id"),
				Topic.valueOf(row.getString("topic")), row.getString("tone"),
				(fleet != null) ? new Notification.Subject(fleet, row.getString("fleet"), row.getString("region"))
						: null,
				parts(row.getString("parts")), row.getString("title"), row.getString("words"),
				Columns.instant(row, "at"));
		return new Delivery(row.getLong("id"), row.getObject("target_id", UUID.class), notification,
				Delivery.State.valueOf(row.getString("state")), row.getInt("attempts"), Columns.instant(row, "next_at"),
				Columns.instant(row, "give_up_at"), row.getString("answer"));
	}

	private static List<Notification> parts(@Nullable String json) {
		return (json != null) ? JSON.readValue(json, new TypeReference<List<Notification>>() {
		}) : List.of();
	}

	/**
	 * A delivery with whom it is for.
	 *
	 * @param delivery the delivery
	 * @param target the target's name
	 */
	record Recent(Delivery delivery, String target) {

	}

}
