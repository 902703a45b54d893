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
 * @param advice what to do about it, in words that may change freely; blank where there
 * is nothing to do
 * @param step what the advice names first, for whoever puts it on a button
 * @param fault where the fault lies, for whoever waits for a job
 */
public record Health(Kind kind, Instant since, String words, String advice, Step step, Fault fault) {

	/** What AWS said itself follows an advice by these words. */
	private static final String SAID = " AWS said: ";

	/** One that lies with the fleet. */
	public Health(Kind kind, Instant since, String words, String advice, Step step) {
		this(kind, since, words, advice, step, Fault.FLEET);
	}

	/** One whose advice leads nowhere in particular. */
	public Health(Kind kind, Instant since, String words, String advice) {
		this(kind, since, words, advice, Step.NONE);
	}

	Health since(Instant since) {
		return new Health(this.kind, since, this.words, this.advice, this.step, this.fault);
	}

	/** The advice with what AWS said itself behind it, blank if it said nothing. */
	static String quoting(String advice, String said) {
		return said.isBlank() ? advice : advice + SAID + said;
	}

	/** The advice without what AWS said itself. */
	public String ownAdvice() {
		return this.advice.split(SAID, 2)[0];
	}

	/** What AWS said itself, blank if nothing is known of that. */
	public String said() {
		String[] parts = this.advice.split(SAID, 2);
		return (parts.length > 1) ? parts[1] : "";
	}

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

	/** What an advice names first. Rows hold the names. */
	public enum Step {

		/** Nothing, or nothing that there is a page for. */
		NONE,
		/** See in the manager's log what it did last. */
		READ_LOG,
		/** Change a parameter of the fleet. */
		CHANGE,
		/** Change the manager's disk, which puts a new manager in its place. */
		CHANGE_DISK,
		/** Give it another runner token by a change. */
		GIVE_TOKEN,
		/** Bring it to the newest blueprint by a change. */
		RENEW_BLUEPRINT,
		/** Start, stop or reboot the manager in EC2. */
		OPEN_EC2,
		/** See why the manager's group starts no other one. */
		OPEN_GROUP,
		/** Ask AWS for a higher limit. */
		RAISE_QUOTA

	}

	/**
	 * Where the fault lies in what the kind alone leaves open, such as why no workers
	 * start. Rows hold the names.
	 */
	public enum Fault {

		/** In the fleet itself and how it is set up. */
		FLEET,
		/** In what the AWS account may do. */
		ACCOUNT,
		/** In AWS, and it passes. */
		AWS,
		/** Nobody said what it is, or nobody here knows the words. */
		UNKNOWN

	}

}
