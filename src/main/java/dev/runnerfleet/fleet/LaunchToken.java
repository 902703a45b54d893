package dev.runnerfleet.fleet;

import java.net.URI;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.IssueOutcome;
import dev.runnerfleet.gitlab.IssuedRunner;
import dev.runnerfleet.gitlab.RemoveOutcome;
import dev.runnerfleet.gitlab.RunnerOptions;
import dev.runnerfleet.gitlab.RunnerTarget;
import dev.runnerfleet.gitlab.RunnerTokens;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * Gets one launch its runner token by the way that was chosen, and takes the runner back
 * if nothing comes of the launch.
 */
class LaunchToken implements Secrets {

	private final RunnerTokens tokens;

	private final Fleets fleets;

	private final LaunchForm form;

	private final String parameter;

	private @Nullable UUID fleetId;

	private @Nullable IssuedRunner issued;

	LaunchToken(RunnerTokens tokens, Fleets fleets, LaunchForm form, String parameter) {
		this.tokens = tokens;
		this.fleets = fleets;
		this.form = form;
		this.parameter = parameter;
	}

	/** Names the fleet whose intent is being recorded. */
	void isFor(UUID fleetId) {
		this.fleetId = fleetId;
	}

	@Override
	public Map<String, Secret> get() {
		return Map.of(this.parameter, token());
	}

	private Secret token() {
		TokenSource source = this.form.source();
		RunnerOptions options = RunnerOptions.named(this.form.name());
		return switch (source.way()) {
			case HAVE -> this.form.runnerToken();
			case TRADE -> issued(this.tokens.exchange(gitlabUrl(), source.registrationToken(), options));
			case CREATE -> issued(this.tokens.create(gitlabUrl(), source.accessToken(),
					new RunnerTarget(source.scope(), source.target()), options));
		};
	}

	private Secret issued(IssueOutcome outcome) {
		if (outcome instanceof IssueOutcome.Failed failed) {
			throw new NoRunnerToken(failed.failure().explain());
		}
		IssuedRunner runner = ((IssueOutcome.Issued) outcome).runner();
		this.issued = runner;
		if (this.fleetId != null) {
			this.fleets.runnerMade(this.fleetId, new Fleet.Runner(runner.id(), page(runner).toString()));
		}
		String found = runner.gitlabUrl().toString().replaceFirst("/+$", "");
		if (!gitlabUrl().replaceFirst("/+$", "").equalsIgnoreCase(found)) {
			throw new NoRunnerToken(new Explanation("other-root", Explanation.Blame.INPUT,
					"This GitLab lives at another address", "It answers at " + found + ".",
					"Correct the GitLab URL and launch again.", Map.of("gitlabUrl", "Enter " + found + "."), null));
		}
		return runner.token();
	}

	/**
	 * Removes the runner that was made for this launch, if one was.
	 * @return what became of it
	 */
	Aftermath takeBack() {
		IssuedRunner runner = this.issued;
		if (runner == null) {
			return Aftermath.NONE;
		}
		this.issued = null;
		if (this.tokens.remove(runner.gitlabUrl().toString(), runner.token()) instanceof RemoveOutcome.Removed) {
			return Aftermath.REMOVED;
		}
		return Aftermath.left(runner.id(), page(runner));
	}

	private static URI page(IssuedRunner runner) {
		return (runner.link() != null) ? runner.link() : runner.gitlabUrl();
	}

	private String gitlabUrl() {
		return this.form.gitlabUrl();
	}

}
