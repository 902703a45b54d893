package dev.runnerfleet.autopsy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How often and how long the machines are asked, by what they are asked for. */
final class LookTimes {

	/** The farthest that a look is ever put off. */
	static final Duration LONGEST = Duration.ofMinutes(30);

	/** As current as the words of a machine are that somebody watches booting. */
	private static final Duration AT_ONCE = Duration.ofSeconds(3);

	private static final Duration SOON = Duration.ofSeconds(15);

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final Duration NOW_AND_THEN = Duration.ofMinutes(5);

	/** As long as a manager may let jobs go on before it takes on what is new. */
	private static final Duration JOBS = Duration.ofHours(3);

	/** As long as one manager may wait for the jobs of the one that it replaces. */
	private static final Duration DRAIN = Duration.ofHours(9);

	private static final Set<String> WAITING = Set.of("settle", "predecessor");

	private LookTimes() {
	}

	/** The pause after a look, empty if it was the last. */
	static Optional<Duration> next(Autopsy autopsy, Instant now) {
		Duration age = Duration.between(autopsy.askedAt(), now);
		if (autopsy.verdict() == Autopsy.Verdict.NOT_SCALING) {
			return workers(age).or(() -> within(age, Duration.ofDays(1), LONGEST));
		}
		return switch (autopsy.purpose()) {
			case BOOT -> within(age, JOBS, AT_ONCE);
			case FAILURE -> (autopsy.trouble() != null) ? untilReadable(age) : twice(age);
			case CHANGE -> switch (autopsy.verdict()) {
				case UNTOUCHED, IN_FORCE -> workers(age);
				default -> change(autopsy, age);
			};
			case WORKERS -> workers(age);
			case PROOF -> (autopsy.verdict() == Autopsy.Verdict.UNKNOWN) ? workers(age)
					: within(age, Duration.ofMinutes(5), SOON).or(() -> within(age, Duration.ofMinutes(30), MINUTE));
		};
	}

	/** A machine's agent sends its last lines some seconds after they were written. */
	private static Optional<Duration> twice(Duration age) {
		return Stream.of(SOON, MINUTE).filter((at) -> at.compareTo(age) > 0).findFirst().map((at) -> at.minus(age));
	}

	/** A group tries again and again, with longer and longer pauses. */
	private static Optional<Duration> workers(Duration age) {
		return within(age, Duration.ofSeconds(90), SOON).or(() -> within(age, Duration.ofMinutes(5), MINUTE))
			.or(() -> within(age, Duration.ofMinutes(20), NOW_AND_THEN));
	}

	/** Somebody may give the permission that is missing. */
	private static Optional<Duration> untilReadable(Duration age) {
		Duration half = age.dividedBy(2);
		Duration pause = (half.compareTo(SOON) < 0) ? SOON : (half.compareTo(LONGEST) > 0) ? LONGEST : half;
		return within(age, Duration.ofDays(1), pause);
	}

	private static Optional<Duration> change(Autopsy autopsy, Duration age) {
		return within(age, Duration.ofMinutes(3), SOON).or(() -> within(age, Duration.ofMinutes(18), MINUTE))
			.or(() -> WAITING.contains(autopsy.step()) ? within(age, DRAIN, NOW_AND_THEN) : Optional.empty());
	}

	private static Optional<Duration> within(Duration age, Duration most, Duration pause) {
		return (age.compareTo(most) < 0) ? Optional.of(pause) : Optional.empty();
	}

}
