package dev.runnerfleet.autopsy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What the machines of a fleet told of an operation. It is kept with the operation, so
 * that it outlives the machines and their log group.
 *
 * @param operationId the operation
 * @param stackId the stack
 * @param purpose what is looked for
 * @param askedAt when the portal began to look for it, the last time that there was a
 * reason
 * @param over whether the portal looks no more
 * @param verdict what it has come to so far
 * @param step what the manager was at, as it names it; blank where it is not known
 * @param words the same in its words, such as "asking GitLab at https://gitlab.com/ to
 * verify the runner token"; blank where it is not known
 * @param answer what it was told there, such as GitLab's answer; blank where nothing was
 * @param code the exit or HTTP status, {@code null} where there is none
 * @param heardAt when it said so, by its own clock
 * @param trouble why its log cannot be read, {@code null} where it can
 * @param wanted the hash of the configuration that it was to bring into force, as it said
 * last; {@code null} where it said none
 * @param lines its last lines and the group's last activities in the order they were
 * written, tokens masked; none where they were not asked for
 */
public record Autopsy(UUID operationId, UUID stackId, Purpose purpose, Instant askedAt, boolean over, Verdict verdict,
		String step, String words, String answer, @Nullable Integer code, @Nullable Instant heardAt,
		@Nullable String trouble, @Nullable String wanted, List<Line> lines) {

	/** The stream of the lines that Auto Scaling told. */
	public static final String SCALING = "scaling";

	/** What is looked for. */
	public enum Purpose {

		/** What a manager is at, while AWS waits for it. */
		BOOT,
		/** Why an operation failed. */
		FAILURE,
		/** Whether what an update brought is in force. */
		CHANGE,
		/** Whether a first job ran. */
		PROOF,
		/** Whether workers start, where no job is to prove it. */
		WORKERS

	}

	/** What it has come to. */
	public enum Verdict {

		/** Nothing so far. */
		AWAITED,
		/** The operation did not touch the manager, which has nothing to say of it. */
		UNTOUCHED,
		/** There are lines that tell of the failure. */
		FOUND,
		/** There was a machine, and it has written nothing. */
		SILENT,
		/** There was no machine that could have written anything. */
		NO_MACHINE,
		/** The change is in force. */
		IN_FORCE,
		/** The manager goes on with what it had before. */
		NOT_IN_FORCE,
		/** A job has run on a worker. */
		PROVEN,
		/** A first job could not run. */
		UNPROVEN,
		/** The runner knows no such proof. */
		UNKNOWN,
		/** Auto Scaling could not start a worker, and none has started since. */
		NOT_SCALING,
		/** The manager has not said anything of it in time. */
		UNHEARD

	}

	static Autopsy begun(UUID operationId, UUID stackId, Purpose purpose, Instant now) {
		return new Autopsy(operationId, stackId, purpose, now, false, Verdict.AWAITED, "", "", "", null, null, null,
				null, List.of());
	}

	Autopsy heard(Verdict verdict, Hearing hearing, List<Line> lines) {
		return new Autopsy(this.operationId, this.stackId, this.purpose, this.askedAt, this.over, verdict,
				hearing.step(), hearing.words(), hearing.answer(), hearing.code(), hearing.at(), null, this.wanted,
				lines);
	}

	Autopsy come(Verdict verdict) {
		return new Autopsy(this.operationId, this.stackId, this.purpose, this.askedAt, this.over, verdict, this.step,
				this.words, this.answer, this.code, this.heardAt, this.trouble, this.wanted, this.lines);
	}

	Autopsy troubled(String trouble) {
		return new Autopsy(this.operationId, this.stackId, this.purpose, this.askedAt, this.over, this.verdict,
				this.step, this.words, this.answer, this.code, this.heardAt, trouble, this.wanted, this.lines);
	}

	/** What was heard last of the configuration that is asked for. */
	Autopsy wanting(String hash) {
		return hash.isEmpty() ? this
				: new Autopsy(this.operationId, this.stackId, this.purpose, this.askedAt, this.over, this.verdict,
						this.step, this.words, this.answer, this.code, this.heardAt, this.trouble, hash, this.lines);
	}

	/** As far as nobody has said anything, nobody has. */
	Autopsy unheard() {
		return (this.verdict != Verdict.AWAITED || this.purpose == Purpose.FAILURE || this.purpose == Purpose.BOOT)
				? this : come((this.purpose == Purpose.WORKERS) ? Verdict.UNTOUCHED : Verdict.UNHEARD);
	}

	Autopsy ended() {
		return new Autopsy(this.operationId, this.stackId, this.purpose, this.askedAt, true, this.verdict, this.step,
				this.words, this.answer, this.code, this.heardAt, this.trouble, this.wanted, this.lines);
	}

	/**
	 * Why the manager did not do what was asked, in a few words that fit after a colon;
	 * blank where it gave no reason.
	 */
	public String reason() {
		boolean refused = this.code != null && (this.code == 401 || this.code == 403);
		if (this.step.equals("verify") && (refused || this.answer.matches(".*\\b40[13]\\b.*"))) {
			return "GitLab did not accept the token";
		}
		if (!this.answer.isEmpty()) {
			return this.answer.replaceFirst("^a first job could not run: ", "");
		}
		return this.words.isEmpty() ? ""
				: (this.verdict == Verdict.UNPROVEN) ? this.words : "it failed while " + this.words;
	}

	/**
	 * What a manager is at while it boots, such as "The manager is installing GitLab
	 * Runner"; blank where none boots or none has spoken.
	 */
	public String now() {
		return (this.purpose != Purpose.BOOT || this.over || this.words.isEmpty()) ? ""
				: "The manager is " + this.words + (this.answer.isEmpty() ? "" : ". " + this.answer);
	}

	/** What the log lacks, in words; blank where it lacks nothing or is still read. */
	public String lack() {
		if (this.trouble != null) {
			return this.trouble;
		}
		return switch (this.verdict) {
			case SILENT -> "The manager wrote nothing to its log group: it had no way out, or AWS ended it before it "
					+ "had begun.";
			case NO_MACHINE -> "No machine had been started that could have written anything.";
			case UNHEARD -> "The manager has not reported it, and the portal no longer waits.";
			case AWAITED -> this.over ? "" : switch (this.purpose) {
				case FAILURE -> "The portal reads what the manager wrote last.";
				case CHANGE -> "The manager has not reported the change yet; the portal waits for it.";
				case PROOF -> "A first job is on its way.";
				case BOOT, WORKERS -> "";
			};
			default -> "";
		};
	}

	/**
	 * A line of a log.
	 *
	 * @param at when it was written, by the machine's clock
	 * @param stream the part of the log that it is of, such as {@code cloud-init-output};
	 * {@link #SCALING} where Auto Scaling told it
	 * @param text the line, without control characters and tokens
	 * @param said what the manager says with it of itself, {@code null} elsewhere
	 */
	public record Line(Instant at, String stream, String text, @Nullable Said said) {

		Line(Instant at, String stream, String text) {
			this(at, stream, text, null);
		}

	}

	/**
	 * What a manager says of itself.
	 *
	 * @param step what it is at, as it names it
	 * @param outcome what came of that, such as {@code failed}
	 * @param words the same for people
	 */
	public record Said(String step, String outcome, String words) {

	}

}
