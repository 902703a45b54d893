package dev.runnerfleet.stack;

import org.jspecify.annotations.Nullable;

/**
 * A stack with which the portal has nothing under way.
 *
 * @param stack the stack
 * @param seen how AWS last showed it, {@code null} if the portal has not looked yet
 */
record IdleStack(Stack stack, @Nullable StackSnapshot seen) {

	/** Whether somebody did something to it without the portal. */
	boolean changed(StackSnapshot now) {
		return !now.status().equals(this.stack.status()) || now.updatedSince(this.seen);
	}

}
