package dev.runnerfleet.pulse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.pulse.Vitals.Machine;
import dev.runnerfleet.pulse.Vitals.WorkerGroup;
import dev.runnerfleet.stack.Columns;
import dev.runnerfleet.stack.StackStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of living fleets: one for each stack that is there and not on its way out. */
@Component
class PulseRows {

	/** A launch that is not over and a removal have no pulse; a change has. */
	static final String ALIVE = """
			s.arn is not null and s.live_name is not null and (s.status like 'UPDATE%' or s.status like 'IMPORT%'
				or s.status = 'CREATE_COMPLETE')""";

	/** What says of none that it is alive. */
	private static final Set<String> NOT_ALIVE = Set.of(Health.Kind.SILENT.name(), Health.Kind.MANAGER_GONE.name(),
			Health.Kind.UNKNOWN.name());

	private final JdbcClient jdbc;

	PulseRows(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Where there are living fleets. */
	List<Place> places() {
		return this.jdbc.sql("select distinct s.account, s.region from stack s where " + ALIVE)
			.query(Columns::place)
			.list();
	}

	/** Those of a place of which there is no row yet. */
	List<UUID> news(Place place) {
		return this.jdbc.sql("""
				select s.id from stack s where s.account = ? and s.region = ? and %s
					and not exists (select 1 from pulse p where p.stack_id = s.id)""".formatted(ALIVE))
			.params(place.account(), place.region())
			.query(UUID.class)
			.list();
	}

	void insert(UUID id, Health health, Instant lookAt) {
		this.jdbc.sql("""
				insert into pulse (stack_id, next_look_at, machine, kind, rank, since, words, advice, step, fault)
				values (?, ?, 'UNASKED', ?, ?, ?, ?, ?, ?, ?)""")
			.params(id, Columns.sql(lookAt), health.kind().name(), health.kind().rank(), Columns.sql(health.since()),
					health.words(), health.advice(), health.step().name(), health.fault().name())
			.update();
	}

	/** Forgets how those were that are gone or about to be. */
	void forget(Place place) {
		this.jdbc.sql("""
				delete from pulse where stack_id in (
					select s.id from stack s where s.account = ? and s.region = ? and not (%s))""".formatted(ALIVE))
			.params(place.account(), place.region())
			.update();
	}

	/**
	 * Those that are to be looked at by now. Half of the places belong to those that
	 * somebody looks at, however many others are overdue; the other places go first to
	 * those of which nothing is known yet or that would be called silent next for want of
	 * a look.
	 * @param unheardSince those are not heard of since then
	 */
	List<LivingFleet> due(Place place, Instant now, Instant unheardSince, int most) {
		Set<LivingFleet> due = new LinkedHashSet<>(
				due(place, now, unheardSince, "and p.watched_until > :now", most / 2));
		due.addAll(due(place, now, unheardSince, "", most));
		return due.stream().limit(most).toList();
	}

	private List<LivingFleet> due(Place place, Instant now, Instant unheardSince, String which, int most) {
		return (most == 0) ? List.of() : this.jdbc.sql(LivingRow.FLEETS + """
				 and s.account = :account and s.region = :region and p.next_look_at <= :now %s
				order by case when p.looked_at is null or (p.heard_at < :since and p.kind not in (:told)) then 0
					when p.watched_until > :now then 1 else 2 end, p.next_look_at limit :most""".formatted(which))
			.param("since", Columns.sql(unheardSince))
			.param("told", NOT_ALIVE)
			.param("account", place.account())
			.param("region", place.region())
			.param("now", Columns.sql(now))
			.param("most", most)
			.query(LivingRow::fleet)
			.list();
	}

	/** Those that are said to be alive though nothing was heard of them for long. */
	List<LivingFleet> unheard(Instant since, int most) {
		return this.jdbc.sql(LivingRow.FLEETS + " and p.heard_at < :since and p.kind not in (:told) limit :most")
			.param("since", Columns.sql(since))
			.param("told", NOT_ALIVE)
			.param("most", most)
			.query(LivingRow::fleet)
			.list();
	}

	/** The worker groups of a place that are known by name. */
	List<LivingFleet> withGroups(Place place) {
		return this.jdbc.sql(LivingRow.FLEETS + " and s.account = :account and s.region = :region")
			.param("account", place.account())
			.param("region", place.region())
			.query(LivingRow::fleet)
			.list()
			.stream()
			.filter((fleet) -> fleet.groupName() != null)
			.toList();
	}

	void update(UUID id, WorkerGroup group) {
		Instant shortSince = group.shortSince();
		this.jdbc.sql("""
				update pulse set group_desired = :desired, group_max = :max, group_in_service = :inService,
					group_short_since = :shortSince
				where stack_id = :id""")
			.param("desired", group.desired())
			.param("max", group.max())
			.param("inService", group.inService())
			.param("shortSince", (shortSince != null) ? Columns.sql(shortSince) : null)
			.param("id", id)
			.update();
	}

	/** What somebody looks at is due at once, and soon if it was read just now. */
	void watched(Collection<UUID> ids, Instant now, Instant until, Instant known, Instant old, Instant usual,
			Instant soon) {
		this.jdbc.sql("""
				update pulse set watched_until = :until, next_look_at = case
					when next_look_at > :now and (looked_at is null or looked_at <= :old) then :now
					when next_look_at > :usual then :soon else next_look_at end
				where stack_id in (:ids) and (watched_until is null or watched_until < :known)""")
			.param("ids", ids)
			.param("until", Columns.sql(until))
			.param("now", Columns.sql(now))
			.param("old", Columns.sql(old))
			.param("usual", Columns.sql(usual))
			.param("soon", Columns.sql(soon))
			.param("known", Columns.sql(known))
			.update();
	}

	/**
	 * Stores what a look has come to, unless somebody else has looked or spoken
	 * meanwhile: whoever is told of changes would miss one.
	 * @param before the fleet as it was before that look
	 * @return whether it was stored
	 */
	boolean update(LivingFleet before, Look look) {
		Instant heardAt = look.heardAt();
		Health health = look.health();
		return this.jdbc.sql("""
				update pulse set line = :line, heard_at = :heardAt, looked_at = coalesce(:lookedAt, looked_at),
					next_look_at = coalesce(:next, next_look_at), trouble = :trouble, machine = :machine, kind = :kind,
					rank = :rank, since = :since, words = :words, advice = :advice,
					step = :step, fault = :fault
				where stack_id = :id and looked_at is not distinct from :before and kind = :was""")
			.param("was", before.health().kind().name())
			.param("before", sql(before.lookedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
			.param("line", look.line())
			.param("heardAt", (heardAt != null) ? Columns.sql(heardAt) : null)
			.param("lookedAt", sql(look.lookedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
			.param("next", sql(look.next()), Types.TIMESTAMP_WITH_TIMEZONE)
			.param("trouble", Columns.cut(look.trouble(), 1000))
			.param("machine", look.machine().name())
			.param("kind", health.kind().name())
			.param("rank", health.kind().rank())
			.param("since", Columns.sql(health.since()))
			.param("words", Columns.cut(health.words(), 700))
			.param("advice", Columns.cut(health.advice(), 1500))
			.param("step", health.step().name())
			.param("fault", health.fault().name())
			.param("id", before.id())
			.update() > 0;
	}

	/** Stores when the runner's token ends, for whoever tells people. */
	void tokenExpires(UUID id, @Nullable Instant expires) {
		this.jdbc.sql("update pulse set token_expires = :expires where stack_id = :id")
			.param("expires", sql(expires), Types.TIMESTAMP_WITH_TIMEZONE)
			.param("id", id)
			.update();
	}

	/** Writes down that a fleet has come to be otherwise, for whoever tells people. */
	void changed(UUID id, Health.Kind before, Health now, Instant at) {
		this.jdbc.sql("""
				insert into health_change (stack_id, kind_before, kind_after, at, words)
				values (:id, :before, :after, :at, :words)""")
			.param("id", id)
			.param("before", before.name())
			.param("after", now.kind().name())
			.param("at", Columns.sql(at))
			.param("words", Columns.cut(now.words(), 700))
			.update();
	}

	private static @Nullable OffsetDateTime sql(@Nullable Instant at) {
		return (at != null) ? Columns.sql(at) : null;
	}

	/** How a fleet was by its last look. */
	static Health health(ResultSet row) throws SQLException {
		return new Health(Health.Kind.valueOf(row.getString("kind")), Columns.instant(row, "since"),
				row.getString("words"), row.getString("advice"), Health.Step.valueOf(row.getString("step")),
				Health.Fault.valueOf(row.getString("fault")));
	}

	/**
	 * What a look has come to.
	 *
	 * @param line the last report, {@code null} where none was heard of this manager
	 * @param heardAt when that was written
	 * @param lookedAt when the log was read, {@code null} where it was not
	 * @param next when it is to be read again, {@code null} where that stays
	 * @param trouble why it could not be read
	 * @param machine what EC2 said
	 * @param health what all that comes to
	 */
	record Look(@Nullable String line, @Nullable Instant heardAt, @Nullable Instant lookedAt, @Nullable Instant next,
			@Nullable String trouble, Machine machine, Health health) {

	}

}
