package dev.runnerfleet.fleet;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What the portal remembers of a launch besides its stack.
 *
 * @param id the fleet, and its stack
 * @param blueprint the blueprint's name
 * @param blueprintVersion the blueprint's version at the launch
 * @param gitlabUrl the GitLab it works for
 * @param parameters plain parameter values by name; never a secret
 * @param runner the runner that was made for it in GitLab, {@code null} if the person had
 * one
 */
public record Fleet(UUID id, String blueprint, int blueprintVersion, String gitlabUrl, Map<String, String> parameters,
		@Nullable Runner runner) {

	/** The same fleet with other plain parameter values. */
	public Fleet with(Map<String, String> parameters) {
		return new Fleet(this.id, this.blueprint, this.blueprintVersion,
				parameters.getOrDefault("GitlabUrl", this.gitlabUrl), parameters, this.runner);
	}

	/** The same fleet with another runner. */
	public Fleet with(@Nullable Runner runner) {
		return new Fleet(this.id, this.blueprint, this.blueprintVersion, this.gitlabUrl, this.parameters, runner);
	}

	/**
	 * A runner in GitLab.
	 *
	 * @param id GitLab's id of it
	 * @param link its page, or the GitLab it is in
	 */
	public record Runner(long id, String link) {

	}

}
