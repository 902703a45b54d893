package dev.runnerfleet.sandbox.story;

/**
 * One operation in a stack's life, with what the stack consists of before and after.
 *
 * @param operation what was asked
 * @param before what there is, and will be again if it does not work out
 * @param after what there will be
 */
record Chapter(SandboxOperation operation, Deployment before, Deployment after) {

	/** What happens next on the way between the same two. */
	Chapter followedBy(SandboxOperation next) {
		return new Chapter(next, this.before, this.after);
	}

}
