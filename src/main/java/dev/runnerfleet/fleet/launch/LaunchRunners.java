package dev.runnerfleet.fleet.launch;

import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.UnusedRunner;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.runner.IssuedRunner;
import dev.runnerfleet.gitlab.runner.KeptRunners;
import dev.runnerfleet.gitlab.runner.RunnerTokens;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Knows the runners that were made for launch forms which are still to be launched with,
 * so that a form that is corrected and sent again needs no second one.
 */
@Component
class LaunchRunners {

	private final RunnerTokens tokens;

	private final KeptRunners made;

	LaunchRunners(RunnerTokens tokens, KeptRunners made) {
		this.tokens = tokens;
		this.made = made;
	}

	/** The runner that was made for a form and fits the GitLab that it names. */
	Optional<KeptRunners.Made> of(LaunchForm form, String user) {
		return this.made.find(user, form.key())
			.filter((kept) -> plain(form.gitlabUrl()).equals(plain(kept.runner().gitlabUrl().toString())));
	}

	/** The runner that was made with the form of that key, for whatever GitLab. */
	Optional<KeptRunners.Made> of(String key, String user) {
		return this.made.find(user, key);
	}

	/** The runner whose token the person was shown by this portal, and pasted. */
	Optional<IssuedRunner> withToken(LaunchForm form, String user) {
		return form.runnerToken().isBlank() ? Optional.empty() : this.made.withToken(user, form.runnerToken());
	}

	/** The key of the form that a fleet's runner was made with, while it is kept. */
	Optional<String> form(Fleet.@Nullable Runner runner, String user) {
		return (runner != null) ? this.made.form(user, runner.id(), runner.link()) : Optional.empty();
	}

	/** Keeps the runner of a launch that has begun, in case that it fails. */
	void launched(LaunchForm form, String user, IssuedRunner runner) {
		this.made.keepLaunched(user, form.key(), runner);
	}

	/**
	 * Takes the runner of a form for a launch.
	 * @throws NoRunnerToken if another launch has it
	 */
	void take(LaunchForm form, String user) {
		if (!this.made.take(user, form.key())) {
			throw new NoRunnerToken(
					new Explanation("runner-taken", Explanation.Blame.INPUT, "The runner has a fleet already",
							"The runner that was made with this form was launched with before.",
							"Begin with a new form.", Map.of(), null));
		}
	}

	/**
	 * Keeps the runner of a launch that came to nothing for the next try; where that is
	 * not possible it goes from GitLab.
	 */
	UnusedRunner keep(LaunchForm form, String user, IssuedRunner runner) {
		Optional<KeptRunners.Made> kept = this.made.keep(user, form.key(), runner);
		if (kept.isPresent()) {
			return UnusedRunner.kept(runner.id(), runner.page(), kept.get().untilWords());
		}
		return this.tokens.remove(runner.gitlabUrl().toString(), runner.token()) ? UnusedRunner.REMOVED
				: UnusedRunner.left(runner.id(), runner.page());
	}

	private static String plain(String url) {
		return url.replaceFirst("/+$", "");
	}

}
