package dev.runnerfleet.stack;

/** What became of asking for a comparison. */
public sealed interface DriftOutcome {

	/**
	 * It is recorded and on its way.
	 *
	 * @param drift the comparison
	 */
	record Begun(Drift drift) implements DriftOutcome {

	}

	/**
	 * Somebody asked before; theirs is as good.
	 *
	 * @param drift the comparison that goes on
	 */
	record UnderWay(Drift drift) implements DriftOutcome {

	}

	/**
	 * The stack is being worked on, so there is nothing to compare yet.
	 *
	 * @param underWay what goes on
	 */
	record Busy(Operation underWay) implements DriftOutcome {

	}

	/** AWS compares only stacks that are ready; this one is not. */
	record Unready() implements DriftOutcome {

	}

}
