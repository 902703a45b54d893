package dev.runnerfleet.stack;

/** What became of wanting to do something with a stack. */
sealed interface Intent {

	/**
	 * It is committed and nobody else's turn until it ends.
	 *
	 * @param operation the intent
	 * @param stack the stack as it was at that moment
	 */
	record Recorded(Operation operation, Stack stack) implements Intent {

	}

	/**
	 * Somebody else was first.
	 *
	 * @param underWay what goes on
	 */
	record Busy(Operation underWay) implements Intent {

	}

}
