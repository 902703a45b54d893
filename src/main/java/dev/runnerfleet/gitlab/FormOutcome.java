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

	/** There is none; the form can be sent again. */
	record Failed(GitLabFailure failure) implements FormOutcome {

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
			String about = (this.runnerId != null)
					? "It made runner #%d on %s; the token was shown then, and only then.".formatted(this.runnerId,
							Words.of(this.at))
					: "It was sent on %s, and the portal ended before it knew whether GitLab had made the runner."
						.formatted(Words.of(this.at));
			return Explanation.input("form-spent", "This form was sent before", about,
					"Look for the runner in GitLab and remove it if you do not have its token. Then make another one.");
		}

	}

}
