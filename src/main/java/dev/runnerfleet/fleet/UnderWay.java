package dev.runnerfleet.fleet;

import java.time.Duration;
import java.time.Instant;

import dev.runnerfleet.stack.Operation;

/** Tells the second of two people what the first is about. */
final class UnderWay {

	private UnderWay() {
	}

	/** Whether it is the second try that the same person is asking for. */
	static boolean isAgain(Operation operation, String user) {
		boolean again = operation.kind() == Operation.Kind.RETRY || operation.kind() == Operation.Kind.LAUNCH;
		return again && !operation.finished() && operation.requestedBy().equals(user);
	}

	/** A sentence such as "Bob's change has been under way for 2 min." */
	static String words(Operation operation, Instant now) {
		String what = switch (operation.kind()) {
			case LAUNCH -> "launch";
			case UPDATE -> "change";
			case RETRY -> "second try";
			case CONTINUE_ROLLBACK -> "rollback";
			case REMOVE -> "removal";
			case OUTSIDE -> "change outside of the portal";
		};
		Duration age = Duration.between(operation.startedAt(), now);
		String since = (age.toMinutes() < 1) ? "a moment" : Moment.length(age).replaceAll(" \\d+ s$", "");
		return "%s’s %s has been under way for %s.".formatted(operation.requestedBy(), what, since);
	}

}
