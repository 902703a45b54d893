package dev.runnerfleet.sandbox.life;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A worker of a fleet.
 *
 * @param id the instance's id
 * @param type the instance's type
 * @param spot whether AWS may reclaim it
 * @param launchedAt when it started
 * @param state what it is about
 * @param endsAt when it is gone, {@code null} as long as nobody ends it
 */
public record Worker(String id, String type, boolean spot, Instant launchedAt, State state, @Nullable Instant endsAt) {

	public enum State {

		STARTING, READY, BUSY, DELETING

	}

	/** Whether it runs a job. */
	public boolean isBusy() {
		return this.state == State.BUSY;
	}

	/** The same on its way out. */
	public Worker ending(Instant at) {
		return new Worker(this.id, this.type, this.spot, this.launchedAt, State.DELETING, at);
	}

	/** Its type as a report has it. */
	String kind() {
		return this.spot ? this.type + "/spot" : this.type;
	}

}
