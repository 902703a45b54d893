package dev.runnerfleet.fleet.listing;

import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.stack.StackWiring;

/** What fleets are found by, over the tables of a test. */
public final class Entries {

	private Entries() {
	}

	public static FleetEntries of(StackWiring stack, Fleets fleets) {
		return new FleetEntries(fleets, new FleetLabels(stack.jdbc, stack.standings, stack.transaction, (event) -> {
		}, (actor, action, subject, outcome, detail) -> {
		}));
	}

}
