package dev.runnerfleet.gitlab.runner;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.GitLabFailure;
import dev.runnerfleet.gitlab.TokenWay;
import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A runner that somebody wants, with what it takes to get it.
 *
 * @param way whether a registration token is traded or an access token creates it
 * @param gitlabUrl the GitLab as a person typed it
 * @param token the token for that way
 * @param target whom a created runner serves
 * @param options how it behaves
 * @param another whether one is wanted although an earlier try may have made it
 */
public record RunnerWish(TokenWay way, @Nullable String gitlabUrl, Secret token, RunnerTarget target, Options options,
		boolean another) {

	/** A runner for a registration token, which says itself whom it serves. */
	public static RunnerWish trade(@Nullable String gitlabUrl, Secret registrationToken, Options options,
			boolean another) {
		return new RunnerWish(TokenWay.TRADE, gitlabUrl, registrationToken,
				new RunnerTarget(RunnerTarget.Scope.INSTANCE, ""), options, another);
	}

	/** A runner that an access token creates. */
	public static RunnerWish create(@Nullable String gitlabUrl, Secret accessToken, RunnerTarget target,
			Options options, boolean another) {
		return new RunnerWish(TokenWay.CREATE, gitlabUrl, accessToken, target, options, another);
	}

	/**
	 * What was asked for, without what it was asked with.
	 *
	 * @param target whom it serves, {@code null} where the registration token says so
	 * @param options how it behaves
	 */
	public record Asked(@Nullable RunnerTarget target, Options options) {

	}

	Asked asked() {
		return new Asked((this.way == TokenWay.CREATE) ? this.target : null, this.options);
	}

	/** Asks GitLab for it, so that it can be found again by a reference. */
	Outcome ask(RunnerTokens tokens, String reference) {
		Options marked = this.options.with(reference);
		return (this.way == TokenWay.CREATE) ? tokens.create(this.gitlabUrl, this.token, this.target, marked)
				: tokens.exchange(this.gitlabUrl, this.token, marked);
	}

	/**
	 * How a new runner behaves, by GitLab's own rules.
	 *
	 * @param description what GitLab's list shows, blank for GitLab's default
	 * @param tags the tags of jobs it picks up
	 * @param runUntagged whether it also picks up jobs without a tag
	 * @param locked whether it is kept to its project
	 * @param paused whether it waits before taking jobs
	 * @param protectedOnly whether it takes jobs of protected branches only
	 * @param maximumTimeout the longest that a job may run, at least ten minutes
	 * @param reference what it is found by again, blank for nothing
	 */
	public record Options(String description, List<String> tags, boolean runUntagged, boolean locked, boolean paused,
			boolean protectedOnly, @Nullable Duration maximumTimeout, String reference) {

		/** A runner that is not to be found again. */
		public Options(String description, List<String> tags, boolean runUntagged, boolean locked, boolean paused,
				boolean protectedOnly, @Nullable Duration maximumTimeout) {
			this(description, tags, runUntagged, locked, paused, protectedOnly, maximumTimeout, "");
		}

		private static final Duration SHORTEST = Duration.ofMinutes(10);

		private static final int LONGEST_DESCRIPTION = 1024;

		/** GitLab's defaults under a name. */
		public static Options named(String description) {
			return new Options(description, List.of(), true, false, false, false, null);
		}

		/** The same for a runner that takes certain jobs. */
		public Options taking(List<String> tags, boolean runUntagged) {
			return new Options(this.description, tags, runUntagged, this.locked, this.paused, this.protectedOnly,
					this.maximumTimeout, this.reference);
		}

		/** The same for a runner that is found again by a reference in its note. */
		Options with(String reference) {
			return new Options(this.description, this.tags, this.runUntagged, this.locked, this.paused,
					this.protectedOnly, this.maximumTimeout, reference);
		}

		Map<String, String> problems() {
			Map<String, String> problems = new LinkedHashMap<>();
			if (this.tags.isEmpty() && !this.runUntagged) {
				problems.put("tags", "A runner that takes no untagged jobs needs a tag.");
			}
			if (this.maximumTimeout != null && this.maximumTimeout.compareTo(SHORTEST) < 0) {
				problems.put("maximumTimeout", "Enter a number of seconds, at least 600.");
			}
			if (this.description.length() > LONGEST_DESCRIPTION) {
				problems.put("description", "A description has at most 1024 characters.");
			}
			return problems;
		}

		Map<String, Object> parameters() {
			Map<String, Object> parameters = new LinkedHashMap<>();
			if (!this.description.isBlank()) {
				parameters.put("description", this.description);
			}
			parameters.put("tag_list", String.join(",", this.tags));
			parameters.put("run_untagged", this.runUntagged);
			parameters.put("locked", this.locked);
			parameters.put("paused", this.paused);
			parameters.put("access_level", this.protectedOnly ? "ref_protected" : "not_protected");
			if (this.maximumTimeout != null) {
				parameters.put("maximum_timeout", this.maximumTimeout.toSeconds());
			}
			if (!this.reference.isBlank()) {
				parameters.put("maintenance_note",
						"Made by the Runner Fleet Portal, reference " + this.reference + ".");
			}
			return parameters;
		}

	}

	/** What came of asking for a runner, be it traded or created. */
	public sealed interface Outcome {

		/**
		 * GitLab made a runner.
		 *
		 * @param runner the runner with its token
		 * @param before whether an earlier try had made it
		 */
		record Issued(IssuedRunner runner, boolean before) implements Outcome {

			Issued(IssuedRunner runner) {
				this(runner, false);
			}

		}

		/** It did not, the portal did not ask, or nobody can tell. */
		record Failed(GitLabFailure failure) implements Outcome {

			/** What happened, and whether there is a runner all the same. */
			public Explanation explain() {
				return this.failure.askedInVain() ? this.failure.explain().withoutRunner() : this.failure.explain();
			}

		}

	}

}
