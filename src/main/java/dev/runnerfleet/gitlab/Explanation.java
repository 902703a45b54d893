package dev.runnerfleet.gitlab;

import java.net.URI;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A failure in words for the person in front of the screen, so that page, form and JSON
 * say the same.
 *
 * @param code a short name that scripts can rely on, such as {@code registration-off}
 * @param blame whose turn it is
 * @param title what happened
 * @param detail why
 * @param nextStep what to do about it
 * @param fields messages by the name of the form field that they belong to
 * @param way a better way to a runner token, if there is one
 * @param made whether there is a runner all the same, {@code null} where none was asked
 * for
 * @param look where to look for it in GitLab, {@code null} where there is none
 */
public record Explanation(String code, Blame blame, String title, String detail, String nextStep,
		Map<String, String> fields, @Nullable TokenWay way, @Nullable Made made, @Nullable URI look) {

	/** A failure of something that makes no runner. */
	public Explanation(String code, Blame blame, String title, String detail, String nextStep,
			Map<String, String> fields, @Nullable TokenWay way) {
		this(code, blame, title, detail, nextStep, fields, way, null, null);
	}

	/** Whose turn it is after a failure. */
	public enum Blame {

		/** The person can change the input. */
		INPUT,
		/** GitLab, or the way to it, is at fault. */
		GITLAB,
		/** GitLab took too long. */
		TIME

	}

	/** Whether GitLab has made the runner that was asked for. */
	public enum Made {

		/** Certainly not. */
		NO,
		/** Nobody has said so, and nobody has said no. */
		PERHAPS,
		/** It has, but its token did not come. */
		YES;

		/** The name that JSON uses. */
		@JsonValue
		public String value() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	public static Explanation input(String code, String title, String detail, String nextStep) {
		return new Explanation(code, Blame.INPUT, title, detail, nextStep, Map.of(), null);
	}

	public static Explanation gitlab(String code, String title, String detail, String nextStep) {
		return new Explanation(code, Blame.GITLAB, title, detail, nextStep, Map.of(), null);
	}

	/** Fields that GitLab would refuse, by what is wrong with each. */
	public static Explanation of(Map<String, String> fields) {
		return input("invalid-fields", "Some fields need another look", String.join(" ", fields.values()),
				"Correct what is marked and try again.")
			.beside(fields);
	}

	public Explanation beside(String field) {
		return beside(Map.of(field, this.detail));
	}

	public Explanation beside(Map<String, String> messages) {
		return new Explanation(this.code, this.blame, this.title, this.detail, this.nextStep, messages, this.way,
				this.made, this.look);
	}

	public Explanation instead(@Nullable TokenWay better) {
		return new Explanation(this.code, this.blame, this.title, this.detail, this.nextStep, this.fields, better,
				this.made, this.look);
	}

	/**
	 * What an entry of the trail says: what happened, and whether a runner may be there.
	 */
	public String trail() {
		if (this.look == null) {
			return this.title;
		}
		String runner = (this.made == Made.YES) ? "A runner was made, but its token did not come"
				: "A runner may have been made";
		return "%s. %s: %s".formatted(this.title, runner, this.look);
	}

	public Explanation with(String detail) {
		return new Explanation(this.code, this.blame, this.title, detail, this.nextStep, this.fields, this.way,
				this.made, this.look);
	}

	/** The same where a runner was asked for and certainly none was made. */
	public Explanation withoutRunner() {
		return new Explanation(this.code, this.blame, this.title, this.detail + " No runner was made.", this.nextStep,
				this.fields, this.way, Made.NO, null);
	}

	/** The same where there is, or may be, a runner. */
	public Explanation withRunner(Made made, String sentence, String advice, URI look) {
		return new Explanation(this.code, (this.blame == Blame.INPUT) ? Blame.GITLAB : this.blame, this.title,
				this.detail + " " + sentence, this.nextStep + " " + advice, this.fields, null, made, look);
	}

}
