package dev.runnerfleet.pulse;

import java.time.Instant;

/**
 * How a living fleet is, in the one way that pages, lists, API, meters and notifications
 * share.
 *
 * @param kind what it comes to
 * @param since since when, as far as the portal knows
 * @param words the same in a few words with the numbers, such as
 * {@code Working: 12 jobs on 12 workers}
 * @param advice what to do about it; blank where there is nothing to do
 */
public record Health(Kind kind, Instant since, String words, String advice) {

	/** What it can come to, the worst first. */
	public enum Kind {

		/** The runner gets no answer from GitLab. */
		NOT_POLLING("bad"),
		/** GitLab answers, and does not accept the runner's token. */
		TOKEN_REFUSED("bad"),
		/** The token ends soon, or has ended. */
		TOKEN_ENDS("warn"),
		/** Workers that are wanted do not come. */
		CANNOT_SCALE("bad"),
		/** EC2 shows the manager as stopped, terminated or impaired. */
		MANAGER_GONE("bad"),
		/** No report comes any more, and EC2 does not say why. */
		SILENT("bad"),
		/** The manager goes on with what it had before the last change. */
		CHANGE_NOT_IN_FORCE("warn"),
		/** All that may run at once runs. */
		BUSY("busy"),
		/** Jobs run, and there is room for more. */
		WORKING("good"),
		/** Nothing to do. */
		IDLE("good"),
		/** Nothing was heard so far. */
		UNKNOWN("idle");

		private final String tone;

		Kind(String tone) {
			this.tone = tone;
		}

		/** {@code good}, {@code busy}, {@code bad}, {@code warn} or {@code idle}. */
		public String tone() {
			return this.tone;
		}

		/** Whether something is to be done. */
		public boolean trouble() {
			return this.tone.equals("bad") || this.tone.equals("warn");
		}

		/** What lists are ordered by: the lowest is the worst. */
		public int rank() {
			return (ordinal() + 1) * 10;
		}

	}

}
