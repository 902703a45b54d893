package dev.runnerfleet.notification;

import java.time.Duration;

/** One way to tell somebody. */
interface Channel {

	Target.Kind kind();

	/**
	 * Tries once, and comes back before long.
	 * @param address where, in the open
	 * @param target who is told
	 * @param delivery what, and how often it was tried with this time
	 */
	Attempt send(String address, Target target, Delivery delivery);

	/**
	 * What came of an attempt.
	 *
	 * @param result whether it arrived, and otherwise whose fault it is
	 * @param words the same in a sentence, without the address
	 * @param pause how long it asks to be left alone, zero where it does not
	 */
	record Attempt(Result result, String words, Duration pause) {

		/** How it can end. */
		enum Result {

			/** It was taken. */
			DELIVERED,
			/** This message was refused; others may pass. */
			REFUSED,
			/** Nobody is there to take any. */
			AWAY

		}

		static Attempt delivered(String words) {
			return new Attempt(Result.DELIVERED, words, Duration.ZERO);
		}

		static Attempt refused(String words) {
			return new Attempt(Result.REFUSED, words, Duration.ZERO);
		}

		static Attempt away(String words) {
			return new Attempt(Result.AWAY, words, Duration.ZERO);
		}

		/** The same, where it said for how long. */
		Attempt waiting(Duration pause) {
			return new Attempt(this.result, this.words, pause);
		}

	}

}
