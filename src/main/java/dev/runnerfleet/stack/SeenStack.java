package dev.runnerfleet.stack;

import org.jspecify.annotations.Nullable;

/**
 * A stack with which the portal has nothing under way.
 *
 * @param stack the stack
 * @param seen how AWS last showed it, {@code null} if the portal has not looked yet
 */
record SeenStack(Stack stack, @Nullable Sighting seen) {

	/** Whether somebody did something to it without the portal. */
	boolean changed(Sighting now) {
		return !now.status().equals(this.stack.status()) || now.updatedSince(this.seen);
	}

}
