package dev.runnerfleet.gitlab;

import java.util.Map;

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
 */
public record Explanation(String code, Blame blame, String title, String detail, String nextStep,
		Map<String, String> fields, @Nullable TokenWay way) {

	/** Whose turn it is after a failure. */
	public enum Blame {

		/** The person can change the input. */
		INPUT,
		/** GitLab, or the way to it, is at fault. */
		GITLAB,
		/** GitLab took too long. */
		TIME

	}

	static Explanation input(String code, String title, String detail, String nextStep) {
		return new Explanation(code, Blame.INPUT, title, detail, nextStep, Map.of(), null);
	}

	static Explanation gitlab(String code, String title, String detail, String nextStep) {
		return new Explanation(code, Blame.GITLAB, title, detail, nextStep, Map.of(), null);
	}

	Explanation beside(String field) {
		return beside(Map.of(field, this.detail));
	}

	Explanation beside(Map<String, String> messages) {
		return new Explanation(this.code, this.blame, this.title, this.detail, this.nextStep, messages, this.way);
	}

	Explanation instead(@Nullable TokenWay better) {
		return new Explanation(this.code, this.blame, this.title, this.detail, this.nextStep, this.fields, better);
	}

}
