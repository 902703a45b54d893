package dev.runnerfleet.fleet.launch;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.UnusedRunner;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.fleet.form.TokenSource;
import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.runner.IssuedRunner;
import dev.runnerfleet.gitlab.runner.RunnerForms;
import dev.runnerfleet.gitlab.runner.RunnerTarget;
import dev.runnerfleet.gitlab.runner.RunnerWish;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.StackLaunch;
import org.jspecify.annotations.Nullable;

/**
 * Gets one launch its runner token by the way that was chosen, and keeps the runner for
 * the next try if nothing comes of the launch.
 */
class LaunchToken implements StackLaunch.Secrets {

	private final RunnerForms forms;

	private final Fleets fleets;

	private final LaunchRunners runners;

	private final LaunchForm form;

	private final String user;

	private final String parameter;

	private final @Nullable IssuedRunner made;

	private @Nullable UUID fleetId;

	private boolean own;

	private @Nullable IssuedRunner issued;

	private UnusedRunner aftermath = UnusedRunner.NONE;

	LaunchToken(RunnerForms forms, Fleets fleets, LaunchRunners runners, LaunchForm form, String user, String parameter,
			@Nullable IssuedRunner made) {
		this.forms = forms;
		this.fleets = fleets;
		this.runners = runners;
		this.form = form;
		this.user = user;
		this.parameter = parameter;
		this.made = made;
	}

	/** Names the fleet whose intent is being recorded. */
	void isFor(UUID fleetId) {
		this.fleetId = fleetId;
	}

	/** The runner that it is the token of, {@code null} where the person had one. */
	Fleet.@Nullable Runner runner() {
		IssuedRunner runner = this.issued;
		return (runner != null) ? runner(runner) : null;
	}

	private static Fleet.Runner runner(IssuedRunner runner) {
		return new Fleet.Runner(runner.id(), runner.page().toString(), runner.expiresAt());
	}

	/** Which jobs the runner takes, as far as its maker or the form tells. */
	Fleet.Jobs jobs() {
		Fleet.Jobs told = this.form.source().jobs();
		return Optional.ofNullable(this.made)
			.or(() -> this.runners.withToken(this.form, this.user))
			.map(IssuedRunner::wish)
			.map(TokenSource::jobs)
			.map((known) -> (this.made != null) ? known : told.beside(known))
			.orElse(told);
	}

	/** Names the runner of an earlier launch, which another try may take over. */
	void isOf(Fleet.@Nullable Runner earlier) {
		this.own = earlier != null && this.made != null && this.made.id() == earlier.id()
				&& this.made.page().toString().equals(earlier.link());
	}

	@Override
	public Map<String, Secret> get() {
		return Map.of(this.parameter, token());
	}

	private Secret token() {
		if (this.made != null) {
			if (!this.own) {
				this.runners.take(this.form, this.user);
			}
			return ours(this.made);
		}
		TokenSource source = this.form.source();
		RunnerWish.Options options = source.options(this.form.name());
		return switch (source.way()) {
			case HAVE -> this.form.runnerToken();
			case TRADE -> issued(RunnerWish.trade(gitlabUrl(), source.registrationToken(), options, source.another()));
			case CREATE -> issued(RunnerWish.create(gitlabUrl(), source.accessToken(),
					new RunnerTarget(source.scope(), source.target()), options, source.another()));
		};
	}

	private Secret issued(RunnerWish wish) {
		RunnerWish.Outcome outcome = this.forms.forLaunch(this.user, this.form.key(), wish);
		if (outcome instanceof RunnerWish.Outcome.Failed failed) {
			throw new NoRunnerToken(failed.explain());
		}
		IssuedRunner runner = ((RunnerWish.Outcome.Issued) outcome).runner();
		this.runners.launched(this.form, this.user, runner);
		return ours(runner);
	}

	private Secret ours(IssuedRunner runner) {
		this.issued = runner;
		if (this.fleetId != null) {
			this.fleets.runnerMade(this.fleetId, runner(runner));
		}
		String found = runner.gitlabUrl().toString().replaceFirst("/+$", "");
		if (!gitlabUrl().replaceFirst("/+$", "").equalsIgnoreCase(found)) {
			throw new NoRunnerToken(new Explanation("other-root", Explanation.Blame.INPUT,
					"This GitLab lives at another address", "It answers at " + found + ".",
					"Correct the GitLab URL and launch again.", Map.of("gitlabUrl", "Enter " + found + "."), null));
		}
		return runner.token();
	}

	@Override
	public void unused() {
		setAside();
	}

	/**
	 * Keeps the runner that was made for this launch, if one was, for the next try.
	 * @return what became of it, the same however often it is asked for
	 */
	UnusedRunner setAside() {
		IssuedRunner runner = this.issued;
		this.issued = null;
		if (runner != null) {
			this.aftermath = this.runners.keep(this.form, this.user, runner);
		}
		return this.aftermath;
	}

	private String gitlabUrl() {
		return this.form.gitlabUrl();
	}

}
