package dev.runnerfleet.fleet;

import java.time.Duration;
import java.time.Instant;

import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.drift.Drift;

/** Tells the second of two people what the first is about. */
public final class BusySentence {

	private BusySentence() {
	}

	/** A sentence such as "Bob's change has been under way for 2 min." */
	public static String words(Operation operation, Instant now) {
		String what = switch (operation.kind()) {
			case LAUNCH -> "launch";
			case UPDATE, OUTSIDE -> "change";
			case RETRY -> "second try";
			case CONTINUE_ROLLBACK -> "rollback";
			case REMOVE -> "removal";
			case ADOPT -> "adoption";
			case BRING_BACK -> "way back";
		};
		String whose = (operation.kind() == Operation.Kind.OUTSIDE) ? "A change made outside the portal"
				: operation.requestedBy() + "’s " + what;
		return words(whose, operation.startedAt(), now);
	}

	/** The same of a comparison with the template. */
	public static String words(Drift drift, Instant now) {
		return words(drift.askedBy() + "’s check for drift", drift.askedAt(), now);
	}

	private static String words(String whose, Instant since, Instant now) {
		Duration age = Duration.between(since, now);
		String length = (age.toMinutes() < 1) ? "a moment" : ReadableTime.length(age).replaceAll(" \\d+ s$", "");
		return "%s has been under way for %s.".formatted(whose, length);
	}

}
