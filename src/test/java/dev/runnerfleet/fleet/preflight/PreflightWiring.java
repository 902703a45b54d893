package dev.runnerfleet.fleet.preflight;

import dev.runnerfleet.stack.StackWiring;

/** What remembers findings, wired by hand. */
public final class PreflightWiring {

	private PreflightWiring() {
	}

	public static RememberedFindings findings(StackWiring stack) {
		return new RememberedFindings(stack.jdbc, stack.stacks);
	}

}
