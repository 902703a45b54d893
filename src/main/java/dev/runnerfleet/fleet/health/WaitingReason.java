package dev.runnerfleet.fleet.health;

/**
 * Something that may keep a job waiting.
 *
 * @param likelihood how likely it is that it does
 * @param title what it is
 * @param why how that is known, or how one would see it
 * @param what what to do about it, blank where there is nothing to do but wait
 */
record WaitingReason(Likelihood likelihood, String title, String why, String what) {

	/** How likely it is, the most likely first. */
	enum Likelihood {

		/** No job is taken while this is so. */
		CERTAIN("This is why", "bad"),
		/** It is so now, and holds up what waits. */
		LIKELY("Most likely", "warn"),
		/** Only somebody who sees the job can tell. */
		POSSIBLE("Look at the job", "idle");

		private final String words;

		private final String tone;

		Likelihood(String words, String tone) {
			this.words = words;
			this.tone = tone;
		}

		public String words() {
			return this.words;
		}

		public String tone() {
			return this.tone;
		}

	}

	static WaitingReason certain(String title, String why, String what) {
		return new WaitingReason(Likelihood.CERTAIN, title, why, what);
	}

	static WaitingReason likely(String title, String why, String what) {
		return new WaitingReason(Likelihood.LIKELY, title, why, what);
	}

	static WaitingReason possible(String title, String why, String what) {
		return new WaitingReason(Likelihood.POSSIBLE, title, why, what);
	}

}
