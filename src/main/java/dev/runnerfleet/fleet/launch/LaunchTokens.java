package dev.runnerfleet.fleet.launch;

import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.gitlab.runner.IssuedRunner;
import dev.runnerfleet.gitlab.runner.KeptRunners;
import dev.runnerfleet.gitlab.runner.RunnerForms;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Makes what gets a launch its runner token, the same for a first launch and another try.
 */
@Component
class LaunchTokens {

	private final RunnerForms forms;

	private final LaunchRunners runners;

	private final Fleets fleets;

	LaunchTokens(RunnerForms forms, LaunchRunners runners, Fleets fleets) {
		this.forms = forms;
		this.runners = runners;
		this.fleets = fleets;
	}

	/**
	 * A launch with its way to a runner token.
	 *
	 * @param form the form, with the token of a runner that was made for it
	 * @param made that runner, {@code null} for none
	 */
	record Held(LaunchForm form, @Nullable IssuedRunner made) {

	}

	/**
	 * Fills in the token of the runner that was made for a form, if one was; once that
	 * has a fleet, another token goes before it.
	 */
	Held held(LaunchForm form, String user) {
		IssuedRunner made = this.runners.of(form, user)
			.filter((kept) -> !kept.taken() || form.tokenless())
			.map(KeptRunners.Made::runner)
			.orElse(null);
		return new Held((made != null) ? form.holding(made.token()) : form, made);
	}

	/** What gets the token, once it is needed. */
	LaunchToken token(Held held, Blueprint blueprint, String user) {
		return new LaunchToken(this.forms, this.fleets, this.runners, held.form(), user, blueprint.secret().name(),
				held.made());
	}

}
