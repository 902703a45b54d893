package dev.runnerfleet.pulse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.manager.ManagerGroups;
import dev.runnerfleet.stack.Columns;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Has the groups that managers live in looked at: all of a place now and then, and some
 * more often whose manager may be another one by now, or that somebody looks at.
 */
@Component
class ManagerLooks {

	/** Between two looks at those that may have changed. */
	private static final Duration SOON = Duration.ofSeconds(15);

	/** As many as two calls take. */
	private static final int URGENT = 100;

	private static final int ALL = 100_000;

	private static final String KNOWN = """
			exists (select 1 from manager_machine m where m.stack_id = s.id and m.gone_at is null)""";

	private final ManagerGroups groups;

	private final JdbcClient jdbc;

	private final PulseProperties properties;

	private final Clock clock;

	private final Map<Place, Looked> looked = new ConcurrentHashMap<>();

	private final Map<Place, Set<UUID>> deserted = new ConcurrentHashMap<>();

	ManagerLooks(ManagerGroups groups, JdbcClient jdbc, PulseProperties properties, Clock clock) {
		this.groups = groups;
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Looks at those of a place for which it is time.
	 * @throws AwsFailure if AWS refused or did not answer; the next look is as far ahead
	 * as ever
	 */
	void look(Place place) {
		Instant now = this.clock.instant();
		Looked last = this.looked.getOrDefault(place, Looked.NEVER);
		boolean all = last.all().plus(this.properties.groups()).compareTo(now) <= 0 || last.all().isAfter(now);
		if (!all && last.some().plus(SOON).isAfter(now)) {
			return;
		}
		this.looked.put(place, new Looked(all ? now : last.all(), now));
		Map<UUID, String> names = names(place, now, all);
		if (!names.isEmpty()) {
			Set<UUID> empty = this.groups.look(place, names);
			this.deserted.computeIfAbsent(place, (each) -> ConcurrentHashMap.newKeySet())
				.removeIf((stack) -> all || names.containsKey(stack));
			this.deserted.get(place).addAll(empty);
		}
	}

	/** Whether Auto Scaling said of a manager's group that nobody lives there. */
	boolean deserted(Place place, UUID stack) {
		return this.deserted.getOrDefault(place, Set.of()).contains(stack);
	}

	private Map<UUID, String> names(Place place, Instant now, boolean all) {
		Map<UUID, String> names = new LinkedHashMap<>();
		this.jdbc
			.sql("""
					select s.id, r.physical_id from stack s join pulse p on p.stack_id = s.id
						join stack_resource r on r.stack_id = s.id and r.logical_id = 'ManagerGroup'
					where s.account = :account and s.region = :region and %s and r.physical_id <> ''
						and (r.status <> 'DELETE_COMPLETE' or %s)
						and (:all or p.watched_until > :now or s.status like '%%_IN_PROGRESS' or not %s)
					order by case when s.status like '%%_IN_PROGRESS' then 0 else 1 end, s.id limit :most"""
				.formatted(PulseRows.ALIVE, KNOWN, KNOWN))
			.param("account", place.account())
			.param("region", place.region())
			.param("all", all)
			.param("now", Columns.sql(now))
			.param("most", all ? ALL : URGENT)
			.query((row) -> {
				names.put(row.getObject("id", UUID.class), row.getString("physical_id"));
			});
		return names;
	}

	/**
	 * When a place was looked at.
	 *
	 * @param all when all of its groups were
	 * @param some when any were
	 */
	private record Looked(Instant all, Instant some) {

		static final Looked NEVER = new Looked(Instant.EPOCH, Instant.EPOCH);

	}

}
