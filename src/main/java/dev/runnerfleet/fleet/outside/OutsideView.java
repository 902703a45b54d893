package dev.runnerfleet.fleet.outside;

import java.util.List;

import dev.runnerfleet.fleet.EventLine;
import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackStatus;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did to a fleet without the portal, in words.
 *
 * @param title what it was, for a glance
 * @param what what it was
 * @param next what to do about it
 * @param tone its colour's meaning
 * @param noticedAt when the portal saw it
 * @param events what AWS told of it, the earliest first
 * @param more how many events there are besides
 * @param values parameters that have another value now, under their labels
 */
public record OutsideView(String title, String what, String next, String tone, ReadableTime noticedAt,
		List<EventLine> events, long more, List<ValueLine> values) {

	/** A parameter with its value before and now. */
	record ValueLine(String label, String name, String before, String after) {

	}

	/**
	 * What happened, in a few words.
	 * @return the words, {@code null} if the portal itself was the last to act
	 */
	public static @Nullable String title(Stack stack, @Nullable Operation latest) {
		if (latest == null || latest.kind() != Operation.Kind.OUTSIDE) {
			return null;
		}
		return switch (stack.status().phase()) {
			case GONE -> "Removed outside the portal";
			case BUSY -> stack.status().name().startsWith("DELETE") ? "Being removed outside the portal"
					: "Being changed outside the portal";
			case UNDOING -> "Being rolled back outside the portal";
			case UNCHANGED -> "Rolled back outside the portal";
			case FAILED -> stack.status().name().startsWith("DELETE") ? "Removal outside the portal failed"
					: "Change outside the portal failed";
			case READY, IDLE -> "Changed outside the portal";
		};
	}

	static String what(StackStatus status) {
		return switch (status.phase()) {
			case GONE -> "Somebody removed this fleet in the AWS console or with another tool. AWS does not tell who.";
			case BUSY, UNDOING -> "Somebody works on this fleet in the AWS console or with another tool. "
					+ "The portal follows it until it is done.";
			case UNCHANGED ->
				"Somebody tried to update this fleet with another tool. It failed, and AWS has undone it.";
			case READY -> "Somebody updated this fleet in the AWS console or with another tool. AWS does not tell who.";
			case FAILED, IDLE -> "Somebody worked on this fleet with another tool and left it like this.";
		};
	}

	static String next(StackStatus status) {
		return switch (status.phase()) {
			case GONE -> "Its name is free again. Launch another like it if you still need it; "
					+ "otherwise remove its runner in GitLab, where it may still be listed.";
			case BUSY, UNDOING -> "Wait until it is over.";
			case UNCHANGED -> "There is nothing to do: everything is as it was before.";
			case READY -> "The settings are those that AWS has now. If the template was replaced, too, "
					+ "the next change made here brings the portal’s own back: look through its preview.";
			case FAILED, IDLE -> "See what failed below, and ask whoever did it before you change or remove the fleet.";
		};
	}

	static String tone(StackStatus status) {
		return switch (status.phase()) {
			case FAILED -> "bad";
			case GONE, READY, UNCHANGED, BUSY, UNDOING, IDLE -> "warn";
		};
	}

}
