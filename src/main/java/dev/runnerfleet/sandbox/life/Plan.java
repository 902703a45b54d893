package dev.runnerfleet.sandbox.life;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * All that a stretch of a fleet's life follows from; the same plan is the same life.
 *
 * @param seed what makes it different from others
 * @param values the fleet's parameters
 * @param begun when its runner started
 * @param quiet from when on no job begins any more, {@code null} while jobs come
 * @param starved why AWS gives it no worker at all, {@code null} if it does
 * @param spans what befalls it
 */
public record Plan(String seed, FleetValues values, Instant begun, @Nullable Instant quiet, @Nullable Shortage starved,
		List<Span> spans) {

	/**
	 * Plans a life.
	 * @param parameters the stack's values by name
	 * @param machines how many workers may run at a time
	 */
	public static Plan of(String seed, Map<String, String> parameters, int machines, Instant begun,
			@Nullable Instant quiet, @Nullable Shortage starved, List<Span> spans) {
		return new Plan(seed, FleetValues.of(parameters).atMost(machines), begun, quiet, starved, List.copyOf(spans));
	}

	/** Why AWS starts no further worker at a time, empty if it does. */
	Optional<Shortage> shortage(Instant at) {
		return Optional.ofNullable(this.starved)
			.or(() -> this.spans.stream()
				.filter((span) -> span.holds(at))
				.flatMap((span) -> Shortage.of(span.trouble()).stream())
				.filter((shortage) -> !shortage.isOfSpot() || this.values.onDemandShare() < 100)
				.findFirst());
	}

	boolean has(Trouble trouble, long second) {
		for (Span span : this.spans) {
			if (span.trouble() == trouble && span.holds(second)) {
				return true;
			}
		}
		return false;
	}

	/** Whether a job may begin at a time. */
	boolean takesJobs(long second) {
		if (this.quiet != null && second >= this.quiet.getEpochSecond()) {
			return false;
		}
		for (Span span : this.spans) {
			if (span.holds(second) && (span.trouble().keepsJobsAway() || isOver(span, second))) {
				return false;
			}
		}
		return true;
	}

	/** Whether a token that was to end has ended. */
	private static boolean isOver(Span span, long second) {
		return span.trouble() == Trouble.TOKEN_ENDS && second >= span.from().plus(Trouble.TOKEN_LEFT).getEpochSecond();
	}

	/** How many workers AWS lets it have at a time. */
	int cap(long second) {
		int cap = (this.starved != null) ? 0 : this.values.limit();
		for (Span span : this.spans) {
			if (span.holds(second)) {
				cap = Math.min(cap, span.trouble().cap(this.values.limit()));
			}
		}
		return cap;
	}

}
