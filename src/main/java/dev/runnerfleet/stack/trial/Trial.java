package dev.runnerfleet.stack.trial;

import java.time.Instant;
import java.util.UUID;

import dev.runnerfleet.aws.Place;

/**
 * A change set that AWS was asked for, or may have been, and the stack under review that
 * it leaves. It has a name of its own, so that it is in nobody's way.
 *
 * @param id the trial; also the change set's {@code clientToken}
 * @param place where it is
 * @param stackName the name of the stack under review
 * @param begunAt when the intent was recorded
 */
record Trial(UUID id, Place place, String stackName, Instant begunAt) {

	/** What AWS takes, less what is put behind it. */
	private static final int LONGEST_NAME = 128 - "-preflight-12345678".length();

	static Trial of(Place place, String name, Instant now) {
		UUID id = UUID.randomUUID();
		String begin = name.substring(0, Math.min(name.length(), LONGEST_NAME));
		return new Trial(id, place, begin + "-preflight-" + id.toString().substring(0, 8), now);
	}

	/** The name under which AWS knows the change set. */
	String changeSet() {
		return "runner-fleet-portal-" + this.id;
	}

}
