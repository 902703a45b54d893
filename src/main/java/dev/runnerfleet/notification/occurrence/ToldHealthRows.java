package dev.runnerfleet.notification.occurrence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.runnerfleet.notification.occurrence.Notification.Subject;
import dev.runnerfleet.notification.occurrence.ToldHealth.State;
import dev.runnerfleet.pulse.Health.Kind;
import dev.runnerfleet.stack.Columns;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of what was told of fleets' health, each as of the last change taken in. */
@Component
class ToldHealthRows {

	/** A change may be committed after one with a higher id, but not after so many. */
	private static final int OUT_OF_ORDER = 1000;

	/** Fleets that are there, and that nobody is about to change or remove. */
	static final String LEFT_ALONE = """
			s.live_name is not null and (s.status like 'UPDATE%' or s.status like 'IMPORT%'
				or s.status = 'CREATE_COMPLETE')
			and not exists (select 1 from operation o where o.stack_id = s.id and (o.finished_at is null
				or o.kind in ('REMOVE', 'RETRY') and not exists (select 1 from operation l
					where l.stack_id = o.stack_id and l.started_at > o.started_at)))""";

	private final JdbcClient jdbc;

	private final Clock clock;

	ToldHealthRows(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Something to tell of a fleet.
	 *
	 * @param fleet the fleet
	 * @param account its account
	 * @param health what was told of it, and what there is to tell
	 * @param advice what to do about it now, blank where that is not known
	 * @param operated when somebody changed it last, {@code null} if nobody did
	 */
	record Due(Subject fleet, String account, ToldHealth health, String advice, @Nullable Instant operated) {

	}

	/**
	 * Takes in changes that were not taken in yet.
	 * @return whether there may be more
	 */
	boolean takeIn(int most) {
		Map<UUID, ToldHealth> before = new LinkedHashMap<>();
		Map<UUID, ToldHealth> after = new LinkedHashMap<>();
		int changes = this.jdbc.sql("""
				select h.id as change_id, h.stack_id as fleet, h.kind_after, h.words as words_after, h.at, t.*
				from health_change h left join told_health t on t.stack_id = h.stack_id
				where h.id > coalesce((select max(seen) from told_health), 0) - :margin
					and h.id > coalesce(t.seen, 0)
				order by h.id limit :most""").param("margin", OUT_OF_ORDER).param("most", most).query((row, index) -> {
			UUID fleet = row.getObject("fleet", UUID.class);
			if (row.getObject("stack_id") != null) {
				before.putIfAbsent(fleet, health(row));
			}
			Instant at = Columns.instant(row, "at");
			ToldHealth known = before.getOrDefault(fleet, ToldHealth.unheard(at));
			after.put(fleet,
					after.getOrDefault(fleet, known)
						.after(row.getLong("change_id"),
								new State(kind(row.getString("kind_after")), row.getString("words_after"), at)));
			return fleet;
		}).list().size();
		after.forEach((fleet, health) -> store(fleet, before.get(fleet), health));
		return changes == most;
	}

	private void store(UUID fleet, @Nullable ToldHealth before, ToldHealth after) {
		if (before != null) {
			update(fleet, before, after);
			return;
		}
		try {
			this.jdbc.sql("""
					insert into told_health (stack_id, seen, kind, words, since, turns, turns_told)
					values (?, 0, 'UNKNOWN', '', ?, 0, 0)""")
				.params(fleet, Columns.sql(after.latest().since()))
				.update();
			update(fleet, ToldHealth.unheard(after.latest().since()), after);
		}
		catch (DuplicateKeyException ex) {
			// Another replica has taken it in.
		}
	}

	/** Stores it, unless another replica was faster. */
	private boolean update(UUID fleet, ToldHealth before, ToldHealth after) {
		State bad = after.bad();
		Instant due = before.dueAt();
		return this.jdbc
			.sql("""
					update told_health set seen = :seen, told = :told, kind = :kind, words = :words, since = :since,
						bad_kind = :badKind, bad_words = :badWords, bad_since = :badSince, turns = :turns,
						turns_told = :turnsTold, turns_since = :turnsSince, held_since = :heldSince, due_at = :dueAt
					where stack_id = :fleet and seen = :seenBefore and %s"""
				.formatted((due != null) ? "due_at = :dueBefore" : "due_at is null"))
			.param("seen", after.seen())
			.param("told", name(after.told()), Types.VARCHAR)
			.param("kind", after.latest().kind().name())
			.param("words", after.latest().words())
			.param("since", Columns.sql(after.latest().since()))
			.param("badKind", (bad != null) ? bad.kind().name() : null, Types.VARCHAR)
			.param("badWords", (bad != null) ? bad.words() : null, Types.VARCHAR)
			.param("badSince", sql((bad != null) ? bad.since() : null), Types.TIMESTAMP_WITH_TIMEZONE)
			.param("turns", after.turns())
			.param("turnsTold", after.turnsTold())
			.param("turnsSince", sql(after.turnsSince()), Types.TIMESTAMP_WITH_TIMEZONE)
			.param("heldSince", sql(after.heldSince()), Types.TIMESTAMP_WITH_TIMEZONE)
			.param("dueAt", sql(after.dueAt()), Types.TIMESTAMP_WITH_TIMEZONE)
			.param("fleet", fleet)
			.param("seenBefore", before.seen())
			.param("dueBefore", sql(due), Types.TIMESTAMP_WITH_TIMEZONE)
			.update() == 1;
	}

	/** What is to be told by now of fleets that are left alone, the earliest first. */
	List<Due> due(int most) {
		return this.jdbc.sql("""
				select t.*, s.name, s.account, s.region, coalesce(p.kind, '') as kind_now, p.advice,
					(select max(o.finished_at) from operation o where o.stack_id = s.id) as operated
				from told_health t join stack s on s.id = t.stack_id left join pulse p on p.stack_id = s.id
				where t.due_at <= :now and %s order by t.due_at, t.stack_id limit :most""".formatted(LEFT_ALONE))
			.param("most", most)
			.param("now", Columns.sql(this.clock.instant()))
			.query((row, index) -> due(row))
			.list();
	}

	/** The places of which somebody was told not long ago, each with what was said. */
	Set<String> saidSince(Instant since) {
		return this.jdbc.sql("""
				select distinct s.account, s.region, t.told_as from told_health t join stack s on s.id = t.stack_id
				where t.told_at > :since""")
			.param("since", Columns.sql(since))
			.query((row, index) -> row.getString(1) + "/" + row.getString(2) + "/" + row.getString(3))
			.list()
			.stream()
			.collect(Collectors.toSet());
	}

	/** How what was told of a fleet stands, if it is still at a change. */
	Optional<ToldHealth> find(UUID fleet, long seen) {
		return this.jdbc.sql("select * from told_health where stack_id = ? and seen = ? and due_at is not null")
			.params(fleet, seen)
			.query((row, index) -> health(row))
			.optional();
	}

	/**
	 * Remembers that something is told.
	 * @return whether it is the caller's to tell
	 */
	boolean said(UUID fleet, ToldHealth before, ToldHealth.Say say) {
		return update(fleet, before, before.said(say))
				&& this.jdbc.sql("update told_health set told_as = ?, told_at = ? where stack_id = ?")
					.params(say.name(), Columns.sql(this.clock.instant()), fleet)
					.update() == 1;
	}

	/** Leaves out what was so only while somebody worked on the fleet. */
	void forget(Due due) {
		update(due.fleet().id(), due.health(), due.health().forgotten());
	}

	Instant now() {
		return this.clock.instant();
	}

	private static Due due(ResultSet row) throws SQLException {
		ToldHealth health = health(row);
		State bad = health.bad();
		boolean same = bad != null && bad.kind().name().equals(row.getString("kind_now"));
		return new Due(
				new Subject(row.getObject("stack_id", UUID.class), row.getString("name"), row.getString("region")),
				String.valueOf(row.getString("account")), health, same ? row.getString("advice") : "",
				Columns.instantOrNull(row, "operated"));
	}

	private static ToldHealth health(ResultSet row) throws SQLException {
		String told = row.getString("told");
		String bad = row.getString("bad_kind");
		return new ToldHealth(row.getLong("seen"), (told != null) ? kind(told) : null,
				new State(kind(row.getString("kind")), row.getString("words"), Columns.instant(row, "since")),
				(bad != null) ? new State(kind(bad), row.getString("bad_words"), Columns.instant(row, "bad_since"))
						: null,
				row.getInt("turns"), row.getInt("turns_told"), Columns.instantOrNull(row, "turns_since"),
				Columns.instantOrNull(row, "held_since"), Columns.instantOrNull(row, "due_at"));
	}

	/** One that an earlier or later version knows says nothing here. */
	private static Kind kind(String name) {
		for (Kind kind : Kind.values()) {
			if (kind.name().equals(name)) {
				return kind;
			}
		}
		return Kind.UNKNOWN;
	}

	private static @Nullable String name(@Nullable Kind kind) {
		return (kind != null) ? kind.name() : null;
	}

	private static @Nullable Object sql(@Nullable Instant at) {
		return (at != null) ? Columns.sql(at) : null;
	}

}
