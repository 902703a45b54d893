package dev.runnerfleet.gitlab;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** What came of a form that asks for a runner. */
sealed interface FormOutcome {

	/** The same for whoever sent the form once more. */
	default FormOutcome again() {
		return this;
	}

	/**
	 * The runner.
	 *
	 * @param runner the runner with its token
	 * @param before whether the form had made it before
	 */
	record Made(IssuedRunner runner, boolean before) implements FormOutcome {

		@Override
		public FormOutcome again() {
			return new Made(this.runner, true);
		}

	}

	/** There is none, as far as is known; the form can be sent again. */
	record Failed(GitLabFailure failure) implements FormOutcome {

		Explanation explain() {
			return new IssueOutcome.Failed(this.failure).explain();
		}

	}

	/**
	 * The form was sent before, and its token can no longer be shown.
	 *
	 * @param runnerId GitLab's id of the runner, {@code null} where the portal ended
	 * before it knew
	 * @param at when the form was sent
	 */
	record Spent(@Nullable Long runnerId, Instant at) implements FormOutcome {

		Explanation explain() {
			if (this.runnerId == null) {
				return Explanation.input("form-spent", "This form was sent before",
						"It was sent on %s and is still being worked on, or the portal ended before it knew whether GitLab had made the runner."
							.formatted(Words.of(this.at)),
						"Send it once more in two minutes: the portal then looks for the runner first.");
			}
			return Explanation.input("form-spent", "This form was sent before",
					"It made runner #%d on %s; the token was shown then, and only then.".formatted(this.runnerId,
							Words.of(this.at)),
					"Look for the runner in GitLab and remove it if you do not have its token. Then make another one.");
		}

	}

}
