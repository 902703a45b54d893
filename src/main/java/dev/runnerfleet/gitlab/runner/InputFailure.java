package dev.runnerfleet.gitlab.runner;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.GitLabFailure;
import dev.runnerfleet.gitlab.TokenWay;
import dev.runnerfleet.secret.TokenKind;

/** What can be told from the input alone, before anything is sent. */
sealed interface InputFailure extends GitLabFailure {

	/**
	 * A token of one kind in the place of another.
	 *
	 * @param kind what it is
	 * @param way what it was pasted for
	 */
	record WrongToken(TokenKind kind, TokenWay way) implements InputFailure {

		@Override
		public Explanation explain() {
			Explanation words = Explanation.input("wrong-token", title(), detail(), nextStep());
			return words.beside("token").instead(better());
		}

		private String title() {
			return switch (this.kind) {
				case MISSING -> "A token is missing";
				case MALFORMED -> "This is not a token";
				default -> "This is " + this.kind.title();
			};
		}

		private String detail() {
			return switch (this.kind) {
				case MISSING -> "No token was given.";
				case MALFORMED -> "A token is one word of 8 to 512 letters, digits and signs, without spaces.";
				default -> "This is " + this.kind.title() + ", not " + this.way.wants() + ".";
			};
		}

		private String nextStep() {
			return switch (this.kind.role()) {
				case REGISTRATION -> "Trade it for a runner token.";
				case ACCESS -> "Create a runner with it.";
				case RUNNER -> "It needs no exchange: launch a fleet with it, or check it first.";
				default -> "Paste " + this.way.wants() + ".";
			};
		}

		private TokenWay better() {
			return switch (this.kind.role()) {
				case REGISTRATION -> TokenWay.TRADE;
				case ACCESS -> TokenWay.CREATE;
				case RUNNER -> TokenWay.CHECK;
				default -> this.way;
			};
		}

	}

	/**
	 * Fields that GitLab would refuse.
	 *
	 * @param fields messages by field
	 */
	record InvalidFields(Map<String, String> fields) implements InputFailure {

		@Override
		public Explanation explain() {
			return Explanation.of(this.fields);
		}

	}

	/** More than one of these at once, so that a form names them all. */
	record Several(List<GitLabFailure> failures) implements InputFailure {

		@Override
		public Explanation explain() {
			Map<String, String> fields = new LinkedHashMap<>();
			this.failures.forEach((each) -> fields.putAll(each.explain().fields()));
			return new InvalidFields(fields).explain()
				.instead(this.failures.stream()
					.map((each) -> each.explain().way())
					.filter(Objects::nonNull)
					.findFirst()
					.orElse(null));
		}

	}

	/** The same form is being worked on. */
	record UnderWay() implements InputFailure {

		@Override
		public Explanation explain() {
			return Explanation.input("form-under-way", "This form is being worked on",
					"It was sent a moment ago, and what came of it is not known yet.",
					"Wait two minutes, then send it once more.");
		}

	}

	/**
	 * The runner that an earlier try may have made cannot be looked for.
	 *
	 * @param why a sentence for people, without its full stop
	 */
	record NoView(String why) implements InputFailure {

		static final NoView TRADED = new NoView("A registration token cannot look for the runner");

		static final NoView UNMARKED = new NoView("The portal's version of then gave its runners no reference");

		@Override
		public Explanation explain() {
			return Explanation.input("no-view", this.why, "", "");
		}

	}

}
