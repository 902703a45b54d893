package dev.runnerfleet.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.notification.occurrence.Topic;
import dev.runnerfleet.stack.Columns;
import dev.runnerfleet.web.Option;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of those who are told. */
@Repository
class Targets {

	private final JdbcClient jdbc;

	private final Clock clock;

	Targets(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	List<Target> all() {
		Map<UUID, Set<UUID>> fleets = this.jdbc.sql("select target_id, fleet_id from notification_target_fleet")
			.query((row, index) -> Map.entry(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
			.list()
			.stream()
			.collect(Collectors.groupingBy(Map.Entry::getKey,
					Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
		return this.jdbc.sql("select * from notification_target order by name")
			.query((row, index) -> target(row, fleets.getOrDefault(row.getObject("id", UUID.class), Set.of())))
			.list();
	}

	Optional<Target> find(UUID id) {
		Set<UUID> fleets = new HashSet<>(
				this.jdbc.sql("select fleet_id from notification_target_fleet where target_id = ?")
					.param(id)
					.query(UUID.class)
					.list());
		return this.jdbc.sql("select * from notification_target where id = ?")
			.param(id)
			.query((row, index) -> target(row, fleets))
			.optional();
	}

	/** Those that hear of a fleet, for its page. */
	public List<Target> hearing(UUID fleet) {
		return all().stream().filter((target) -> target.allFleets() || target.fleets().contains(fleet)).toList();
	}

	/** The same as a form offers them. */
	FleetChoice choice() {
		return new FleetChoice(fleets());
	}

	/** The fleets that there are, to choose from. */
	List<Option> fleets() {
		return this.jdbc.sql("select id, name, region from stack where live_name is not null order by name, region, id")
			.query((row, index) -> new Option(row.getString("id"), row.getString("name"), row.getString("region")))
			.list();
	}

	/**
	 * Adds one.
	 * @throws org.springframework.dao.DuplicateKeyException if another one has its name
	 */
	void add(Target target, String by) {
		this.jdbc.sql("""
				insert into notification_target (id, name, kind, sealed_address, shown_address, sealed_secret, topics,
					all_fleets, paused, added_by, added_at)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
			.params(Arrays.asList(target.id(), target.name(), target.kind().name(), target.sealedAddress(),
					target.shownAddress(), target.sealedSecret(), topics(target.topics()), target.allFleets(),
					target.paused(), by, Columns.sql(this.clock.instant())))
			.update();
		fleets(target);
	}

	/**
	 * Stores what was changed, and forgets how often it has not answered.
	 * @throws org.springframework.dao.DuplicateKeyException if another one has its name
	 */
	void change(Target target) {
		Target.Former former = target.former();
		this.jdbc.sql("""
				update notification_target set name = ?, sealed_address = ?, shown_address = ?, sealed_secret = ?,
					sealed_former_secret = ?, former_secret_until = ?, topics = ?, all_fleets = ?, paused = ?,
					failures = 0, resting_until = null
				where id = ?""")
			.params(Arrays.asList(target.name(), target.sealedAddress(), target.shownAddress(), target.sealedSecret(),
					(former != null) ? former.sealed() : null, (former != null) ? Columns.sql(former.until()) : null,
					topics(target.topics()), target.allFleets(), target.paused(), target.id()))
			.update();
		this.jdbc.sql("delete from notification_target_fleet where target_id = ?").param(target.id()).update();
		fleets(target);
	}

	void remove(UUID id) {
		this.jdbc.sql("delete from notification_target where id = ?").param(id).update();
	}

	void answered(UUID id) {
		this.jdbc.sql("update notification_target set failures = 0, resting_until = null where id = ? and failures > 0")
			.param(id)
			.update();
	}

	void away(UUID id, int failures, Instant until) {
		this.jdbc.sql("update notification_target set failures = ?, resting_until = ? where id = ?")
			.params(failures, Columns.sql(until), id)
			.update();
	}

	private void fleets(Target target) {
		target.fleets().forEach((fleet) -> this.jdbc.sql("""
				insert into notification_target_fleet (target_id, fleet_id)
				select cast(? as uuid), id from stack where id = ?""").params(target.id(), fleet).update());
	}

	private static Target target(ResultSet row, Set<UUID> fleets) throws SQLException {
		String former = row.getString("sealed_former_secret");
		return new Target(row.getObject("id", UUID.class), row.getString("name"),
				Target.Kind.valueOf(row.getString("kind")), row.getString("sealed_address"),
				row.getString("shown_address"), row.getString("sealed_secret"),
				(former != null) ? new Target.Former(former, Columns.instant(row, "former_secret_until")) : null,
				topics(row.getString("topics")), row.getBoolean("all_fleets"), fleets, row.getBoolean("paused"),
				row.getInt("failures"), Columns.instantOrNull(row, "resting_until"));
	}

	private static String topics(Collection<Topic> topics) {
		return topics.stream().map(Topic::name).collect(Collectors.joining(","));
	}

	/** One that a later version knows and this one does not is left out. */
	private static Set<Topic> topics(String text) {
		Set<String> names = Set.of(text.split(","));
		return Stream.of(Topic.values())
			.filter((topic) -> names.contains(topic.name()))
			.collect(Collectors.toCollection(() -> EnumSet.noneOf(Topic.class)));
	}

}
