package dev.runnerfleet.fleet.preflight;

import java.time.Duration;
import java.util.List;

import dev.runnerfleet.fleet.Finding;

/**
 * Looks at one side of a launch or a change before anything is sent. Checks are beans of
 * whichever module knows that side; {@link Preflight} asks all of them.
 */
public interface Check {

	/** What it looks at, such as {@code the machines}, for the note that it could not. */
	String subject();

	/**
	 * Looks at it. Nobody waits for longer than {@code portal.preflight.patience}, and
	 * nobody ends it: whatever it asks has an end of its own.
	 * @param plan what is to be launched, or what a fleet is to become; its values are
	 * well-formed
	 * @return what was found, the gravest first; empty if all is well
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS does not tell, which becomes a note
	 */
	List<Finding> findings(Plan plan);

	/**
	 * Whether it is made only when somebody asks for it or launches, and not while they
	 * are still writing, as it asks much of AWS.
	 */
	default boolean thorough() {
		return false;
	}

	/**
	 * Whether it needs every value. Otherwise it is also made where some cannot stay as
	 * they are, which the plan does not have then.
	 */
	default boolean whole() {
		return false;
	}

	/**
	 * Whose answers it waits for: one who does not answer takes no room from checks that
	 * ask somebody else.
	 */
	default String waitsFor(Plan plan) {
		return plan.place().toString();
	}

	/** What it asks there: of the same question only a few are asked side by side. */
	default String question(Plan plan) {
		return subject();
	}

	/**
	 * What there is to say if it was not done in time.
	 * @param plan what was looked at
	 * @param patience how long it was waited for
	 */
	default Finding late(Plan plan, Duration patience) {
		return Finding.notes("",
				"Not checked: %s. There was no answer within %d s.".formatted(subject(), patience.toSeconds()));
	}

}
