package dev.runnerfleet.fleet.page;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.stack.OperationEvent;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Keeps which plain values a fleet had after whatever changed them, be it a change, a
 * corrected launch or somebody outside of the portal, so that each can be asked later.
 */
@Component
class ParameterHistory {

	private final JdbcClient jdbc;

	private final Fleets fleets;

	private final JsonMapper json;

	ParameterHistory(JdbcClient jdbc, Fleets fleets, JsonMapper json) {
		this.jdbc = jdbc;
		this.fleets = fleets;
		this.json = json;
	}

	/** Comes after all who store what the end of an operation brings to a fleet. */
	@TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
	void ended(OperationEvent end) {
		if (end instanceof OperationEvent.Ended || end instanceof OperationEvent.Settled) {
			this.fleets.find(end.operation().stackId()).ifPresent((fleet) -> keep(end.operation().id(), fleet));
		}
	}

	/**
	 * The values that a fleet has had.
	 * @param limit how many at the most
	 * @return the latest first
	 */
	List<Values> of(UUID fleetId, int limit) {
		return this.jdbc.sql("""
				select v.operation_id, v.blueprint_version, v.parameters, o.kind, o.requested_by,
					coalesce(o.finished_at, o.started_at) as since
				from operation o join fleet_values v on v.operation_id = o.id where o.stack_id = ?
				order by since desc, o.id limit ?""").params(fleetId, limit).query(this::values).list();
	}

	private void keep(UUID operationId, Fleet fleet) {
		Optional<Values> before = of(fleet.id(), 1).stream().findFirst();
		if (before.filter((values) -> values.same(fleet)).isEmpty()) {
			this.jdbc.sql("delete from fleet_values where operation_id = ?").param(operationId).update();
			this.jdbc.sql("insert into fleet_values (operation_id, blueprint_version, parameters) values (?, ?, ?)")
				.params(operationId, fleet.blueprintVersion(), this.json.writeValueAsString(fleet.parameters()))
				.update();
		}
	}

	private Values values(ResultSet row, int index) throws SQLException {
		return new Values(row.getObject("operation_id", UUID.class), row.getString("kind"),
				row.getString("requested_by"), row.getObject("since", OffsetDateTime.class).toInstant(),
				row.getInt("blueprint_version"),
				this.json.readValue(row.getString("parameters"), new TypeReference<Map<String, String>>() {
				}));
	}

	/**
	 * What a fleet was set to.
	 *
	 * @param operationId what brought it
	 * @param kind the kind of that
	 * @param by who asked for it
	 * @param since from when on
	 * @param blueprintVersion the blueprint's version
	 * @param parameters plain values by name
	 */
	record Values(UUID operationId, String kind, String by, Instant since, int blueprintVersion,
			Map<String, String> parameters) {

		private boolean same(Fleet fleet) {
			return this.blueprintVersion == fleet.blueprintVersion() && this.parameters.equals(fleet.parameters());
		}

	}

}
