package dev.runnerfleet.fleet.page;

import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.ReadableTime;

/**
 * What a fleet is set to.
 *
 * @param head what every side begins with
 * @param groups its parameters as the form groups them
 * @param changes what others they were, the latest change first
 */
record Settings(FleetHead head, List<Group> groups, List<Change> changes) implements FleetPage {

	/** Whether they can be changed now. */
	public boolean changeable() {
		return FleetActions.of(this.head.state()).change();
	}

	/** Parameters under one heading. */
	record Group(String label, List<Line> lines) {

	}

	/**
	 * A parameter.
	 *
	 * @param label what people call it
	 * @param name what CloudFormation calls it
	 * @param parts its values, none where it is blank
	 */
	record Line(String label, String name, List<Part> parts) {

	}

	/**
	 * A value.
	 *
	 * @param value as CloudFormation gets it
	 * @param known what people call it where it is an id, blank where that is not known
	 */
	record Part(String value, String known) {

	}

	/**
	 * What somebody changed in one go.
	 *
	 * @param operationId what it was part of
	 * @param by who asked for it
	 * @param at since when it is so
	 * @param values each value that became another one
	 */
	record Change(UUID operationId, String by, ReadableTime at, List<Value> values) {

	}

	/**
	 * A value that became another one.
	 *
	 * @param label what people call it, after its group
	 * @param before blank where there was none
	 * @param after blank where there is none any more
	 */
	record Value(String label, String before, String after) {

	}

}
