package dev.runnerfleet.fleet.health;

import java.time.Instant;

import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.pulse.Pulse;
import org.jspecify.annotations.Nullable;

/** Answers whoever waits for a job in one sentence: is it you or is it me? */
final class WhoseTrouble {

	private WhoseTrouble() {
	}

	/**
	 * Whose it is.
	 * @param present what the manager reports now, {@code null} where nothing tells
	 * @param alarming whether a figure of it is worth worry
	 */
	static String of(Health health, @Nullable Pulse present, boolean alarming) {
		return switch (health.kind()) {
			case NOT_POLLING -> (present != null && present.jobs() == null)
					? "It is the fleet’s runner, which does not run, not your job."
					: "It is the way from the fleet to GitLab, not your job.";
			case TOKEN_ENDS ->
				goodYet(present) ? "It takes jobs until its token ends. If one waits now, it is not the token."
						: "It is the fleet’s runner token, not your job.";
			case TOKEN_REFUSED -> "It is the fleet’s runner token, not your job.";
			case CANNOT_SCALE -> scaling(health.fault());
			case MANAGER_GONE, SILENT -> "It is the fleet’s manager, not your job.";
			case CHANGE_NOT_IN_FORCE -> "It is the fleet’s last change, not your job: jobs run as before it.";
			case BUSY -> "The fleet is well, and full: a job waits its turn.";
			case WORKING,
					IDLE ->
				(present == null || present.jobs() == null)
						? "The manager is there; whether its runner takes jobs is not known."
						: alarming ? "It takes jobs. What is red below may soon stop it."
								: "The fleet is well. If a job waits all the same, it is most likely the job.";
			case UNKNOWN -> (present != null) ? "The manager is there; whether its runner takes jobs is not known."
					: "Whether a job waits for the fleet or for itself cannot be told from here.";
		};
	}

	/** By the manager's own clock, which wrote both. */
	private static boolean goodYet(@Nullable Pulse present) {
		Instant ends = (present != null) ? present.tokenExpires() : null;
		return present != null && ends != null && ends.isAfter(present.at());
	}

	private static String scaling(Health.Fault fault) {
		return switch (fault) {
			case FLEET -> "It is how the fleet is set up, not your job.";
			case ACCOUNT -> "It is the AWS account, not your job.";
			case AWS -> "It is AWS, not your job.";
			case UNKNOWN -> "It is between the fleet and AWS, not your job.";
		};
	}

}
