package dev.runnerfleet.stack;

import java.util.Map;

/**
 * The status of a stack, as AWS names it or as the portal does before AWS knows of it.
 *
 * @param name such as {@code CREATE_IN_PROGRESS}; a name that this version has never
 * heard of is kept as it is
 */
public record StackStatus(String name) {

	/** The launch is recorded and AWS has not answered yet. */
	public static final StackStatus PLANNED = new StackStatus("PLANNED");

	/** The portal stopped before AWS heard of the stack. */
	public static final StackStatus NOT_SENT = new StackStatus("NOT_SENT");

	private static final Map<String, Phase> PHASES = Map.ofEntries(Map.entry("PLANNED", Phase.BUSY),
			Map.entry("NOT_SENT", Phase.FAILED), Map.entry("REVIEW_IN_PROGRESS", Phase.IDLE),
			Map.entry("CREATE_IN_PROGRESS", Phase.BUSY), Map.entry("CREATE_FAILED", Phase.FAILED),
			Map.entry("CREATE_COMPLETE", Phase.READY), Map.entry("ROLLBACK_IN_PROGRESS", Phase.UNDOING),
			Map.entry("ROLLBACK_FAILED", Phase.FAILED), Map.entry("ROLLBACK_COMPLETE", Phase.FAILED),
			Map.entry("DELETE_IN_PROGRESS", Phase.BUSY), Map.entry("DELETE_FAILED", Phase.FAILED),
			Map.entry("DELETE_COMPLETE", Phase.GONE), Map.entry("UPDATE_IN_PROGRESS", Phase.BUSY),
			Map.entry("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", Phase.BUSY), Map.entry("UPDATE_COMPLETE", Phase.READY),
			Map.entry("UPDATE_FAILED", Phase.FAILED), Map.entry("UPDATE_ROLLBACK_IN_PROGRESS", Phase.UNDOING),
			Map.entry("UPDATE_ROLLBACK_FAILED", Phase.FAILED),
			Map.entry("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", Phase.UNDOING),
			Map.entry("UPDATE_ROLLBACK_COMPLETE", Phase.UNCHANGED), Map.entry("IMPORT_IN_PROGRESS", Phase.BUSY),
			Map.entry("IMPORT_COMPLETE", Phase.READY), Map.entry("IMPORT_ROLLBACK_IN_PROGRESS", Phase.UNDOING),
			Map.entry("IMPORT_ROLLBACK_FAILED", Phase.FAILED), Map.entry("IMPORT_ROLLBACK_COMPLETE", Phase.UNCHANGED));

	/** What a status means for the person who looks at it. */
	public enum Phase {

		/** Work goes on towards what was asked. */
		BUSY,
		/** What was asked has failed and is being undone. */
		UNDOING,
		/** It is there as asked. */
		READY,
		/** It is there as it was before the last change, which failed. */
		UNCHANGED,
		/** It needs somebody. */
		FAILED,
		/** It has been removed. */
		GONE,
		/** Nothing goes on. */
		IDLE

	}

	/** Whether this version has heard of a name. */
	public static boolean known(String name) {
		return PHASES.containsKey(name);
	}

	/** The phase; of an unknown name as its ending suggests. */
	public Phase phase() {
		Phase known = PHASES.get(this.name);
		if (known != null) {
			return known;
		}
		if (this.name.endsWith("_IN_PROGRESS")) {
			return Phase.BUSY;
		}
		if (this.name.endsWith("_FAILED")) {
			return Phase.FAILED;
		}
		return this.name.endsWith("_COMPLETE") ? Phase.READY : Phase.IDLE;
	}

	/** Whether CloudFormation has stopped working on the stack. */
	public boolean settled() {
		return phase() != Phase.BUSY && phase() != Phase.UNDOING;
	}

}
