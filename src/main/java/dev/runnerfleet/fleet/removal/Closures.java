package dev.runnerfleet.fleet.removal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.FleetFacts.ClosedPart;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of what removals have closed, written down before they do so. */
@Component
class Closures {

	private final JdbcClient jdbc;

	Closures(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Writes down how a part of a fleet is before it is closed. What is written already
	 * stays: closed twice, it was open only before the first time.
	 */
	void remember(UUID fleetId, Closure closure) {
		this.jdbc.sql("""
				insert into closure (fleet_id, part, subject, before)
				select :fleet, :part, :subject, :before from fleet
				where id = :fleet
					and not exists (select 1 from closure where fleet_id = :fleet and part = :part)""")
			.param("fleet", fleetId)
			.param("part", closure.part().name())
			.param("subject", closure.subject())
			.param("before", closure.before())
			.update();
	}

	/** The part is open again. */
	void opened(UUID fleetId, ClosedPart part) {
		this.jdbc.sql("delete from closure where fleet_id = ? and part = ?").params(fleetId, part.name()).update();
	}

	/** Nothing of the fleet is there any more. */
	void forget(UUID fleetId) {
		this.jdbc.sql("delete from closure where fleet_id = ?").param(fleetId).update();
	}

	List<Closure> of(UUID fleetId) {
		return this.jdbc.sql("select * from closure where fleet_id = ? order by part")
			.param(fleetId)
			.query((row, index) -> new Closure(ClosedPart.valueOf(row.getString("part")), row.getString("subject"),
					row.getString("before")))
			.list();
	}

	/** The closed parts of some fleets, by fleet; one that is open is left out. */
	Map<UUID, Set<ClosedPart>> of(Collection<UUID> fleetIds) {
		return fleetIds.isEmpty() ? Map.of()
				: this.jdbc.sql("select * from closure where fleet_id in (:ids)")
					.param("ids", fleetIds)
					.query((row, index) -> Map.entry(row.getObject("fleet_id", UUID.class),
							ClosedPart.valueOf(row.getString("part"))))
					.list()
					.stream()
					.collect(Collectors.groupingBy(Map.Entry::getKey,
							Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
	}

	/**
	 * Something that a removal has closed, so that it can be opened again as it was.
	 *
	 * @param part what it is
	 * @param subject its name in AWS or its address in GitLab
	 * @param before how it was
	 */
	record Closure(ClosedPart part, String subject, String before) {

	}

}
