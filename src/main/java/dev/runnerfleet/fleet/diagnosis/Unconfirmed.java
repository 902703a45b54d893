package dev.runnerfleet.fleet.diagnosis;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import dev.runnerfleet.stack.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What the portal knows of something that AWS has not confirmed, and what it does about
 * it: it never says that nothing was done, because AWS may have acted without an answer.
 *
 * @param title what is not confirmed
 * @param answer AWS's last answer, or why there is none
 * @param known what the portal has found out so far
 */
public record Unconfirmed(String title, String answer, String known) {

	private static final Duration SOUGHT = Duration.ofMinutes(10);

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm 'UTC'").withZone(ZoneOffset.UTC);

	/**
	 * Puts it into words.
	 * @param latest what was asked of the fleet last
	 * @return the words, {@code null} if AWS has confirmed or refused it, or is still
	 * being asked for the first time
	 */
	public static @Nullable Unconfirmed of(@Nullable Operation latest, Clock clock) {
		if (latest == null) {
			return null;
		}
		return switch (latest.state()) {
			case NOT_SENT -> new Unconfirmed("AWS has not confirmed this " + thing(latest) + ".", answer(latest),
					known(latest) + " " + next(latest, clock.instant()));
			case PLANNED -> (latest.answer() == null) ? null
					: new Unconfirmed("AWS has not confirmed this " + thing(latest) + " yet.", answer(latest),
							"The portal asks AWS whether it has begun.");
			default -> null;
		};
	}

	private static String answer(Operation latest) {
		return (latest.answer() != null) ? latest.answer() : "The portal was stopped before it heard from AWS.";
	}

	private static String known(Operation latest) {
		return switch (latest.kind()) {
			case LAUNCH -> "The portal has looked for a stack of this name and found none that is its own, "
					+ "so nothing was created as far as AWS tells.";
			default -> "AWS tells of nothing that was done under this request, so as far as it tells the fleet is as "
					+ "it was before.";
		};
	}

	private static String next(Operation latest, Instant now) {
		Instant until = latest.startedAt().plus(SOUGHT);
		String found = (latest.kind() == Operation.Kind.LAUNCH) ? "If the stack appears after all, it is taken in here."
				: "If AWS does it after all, it is followed here.";
		return (now.isBefore(until)
				? "The portal goes on looking, often until " + TIME.format(until) + " and once a minute after that. "
				: "The portal goes on looking once a minute. ") + found;
	}

	private static String thing(Operation latest) {
		return switch (latest.kind()) {
			case LAUNCH -> "launch";
			case UPDATE -> "change";
			case CONTINUE_ROLLBACK -> "continuation of the rollback";
			case REMOVE, RETRY -> "removal";
			case OUTSIDE, ADOPT, BRING_BACK -> "request";
		};
	}

}
