package dev.runnerfleet.fleet.outside;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.StackTags;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.blueprint.Parameters;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationEvent;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes over the values that somebody else gave a fleet, and keeps what they were before.
 */
@Component
class OutsideChanges {

	private final JdbcClient jdbc;

	private final Fleets fleets;

	private final Blueprints blueprints;

	OutsideChanges(JdbcClient jdbc, Fleets fleets, Blueprints blueprints) {
		this.jdbc = jdbc;
		this.fleets = fleets;
		this.blueprints = blueprints;
	}

	/** Runs in the transaction that stores the end of the change. */
	@EventListener
	void settled(OperationEvent.Settled end) {
		this.fleets.find(end.operation().stackId()).map((fleet) -> tagged(fleet, end)).ifPresent((fleet) -> {
			if (end.operation().kind() == Operation.Kind.OUTSIDE) {
				this.blueprints.find(fleet.blueprint())
					.ifPresent((blueprint) -> takeOver(fleet, Parameters.plain(end.parameters(), blueprint),
							end.operation().id()));
			}
		});
	}

	/** Whoever was at work, AWS knows best which tags there are. */
	private Fleet tagged(Fleet fleet, OperationEvent.Settled end) {
		StackTags now = StackTags.of(end.tags());
		if (fleet.stackTags().equals(now)) {
			return fleet;
		}
		Fleet tagged = fleet.with(now);
		this.fleets.changed(tagged);
		return tagged;
	}

	/** What a change left with another value, by name. */
	List<ParameterChange> of(UUID operationId) {
		return this.jdbc.sql("select * from parameter_change where operation_id = ? order by name")
			.param(operationId)
			.query((row, index) -> new ParameterChange(row.getString("name"), row.getString("before_value"),
					row.getString("after_value")))
			.list();
	}

	private void takeOver(Fleet fleet, Map<String, String> now, UUID operationId) {
		List<ParameterChange> changes = changes(fleet.parameters(), now);
		if (now.isEmpty() || changes.isEmpty()) {
			return;
		}
		this.fleets.changed(fleet.with(now));
		for (ParameterChange change : changes) {
			this.jdbc
				.sql("insert into parameter_change (operation_id, name, before_value, after_value) values (?, ?, ?, ?)")
				.params(operationId, change.name(), change.before(), change.after())
				.update();
		}
	}

	private static List<ParameterChange> changes(Map<String, String> before, Map<String, String> after) {
		List<ParameterChange> changes = new ArrayList<>();
		TreeSet<String> names = new TreeSet<>(before.keySet());
		names.addAll(after.keySet());
		for (String name : names) {
			ParameterChange change = new ParameterChange(name, before.getOrDefault(name, ""),
					after.getOrDefault(name, ""));
			if (!change.before().equals(change.after())) {
				changes.add(change);
			}
		}
		return changes;
	}

	/**
	 * A parameter with another value than before.
	 *
	 * @param name its name in the template
	 * @param before blank where it had none
	 * @param after blank where it has none
	 */
	record ParameterChange(String name, String before, String after) {

	}

}
