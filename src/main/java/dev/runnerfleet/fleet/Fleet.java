package dev.runnerfleet.fleet;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
 * @param jobs which jobs its runner takes
 * @param stackTags the tags of its stack, as far as the portal was told
 */
public record Fleet(UUID id, String blueprint, int blueprintVersion, String gitlabUrl, Map<String, String> parameters,
		@Nullable Runner runner, Jobs jobs, StackTags stackTags) {

	/** A fleet without tags. */
	public Fleet(UUID id, String blueprint, int blueprintVersion, String gitlabUrl, Map<String, String> parameters,
			@Nullable Runner runner, Jobs jobs) {
		this(id, blueprint, blueprintVersion, gitlabUrl, parameters, runner, jobs, StackTags.NONE);
	}

	/** The same fleet with other plain parameter values. */
	public Fleet with(Map<String, String> parameters) {
		return new Fleet(this.id, this.blueprint, this.blueprintVersion,
				parameters.getOrDefault("GitlabUrl", this.gitlabUrl), parameters, this.runner, this.jobs,
				this.stackTags);
	}

	/** The same fleet with another runner. */
	public Fleet with(@Nullable Runner runner, Jobs jobs) {
		return new Fleet(this.id, this.blueprint, this.blueprintVersion, this.gitlabUrl, this.parameters, runner, jobs,
				this.stackTags);
	}

	/** The same fleet with other tags. */
	public Fleet with(StackTags stackTags) {
		return new Fleet(this.id, this.blueprint, this.blueprintVersion, this.gitlabUrl, this.parameters, this.runner,
				this.jobs, stackTags);
	}

	/**
	 * A runner in GitLab.
	 *
	 * @param id GitLab's id of it
	 * @param link its page, or the GitLab it is in
	 * @param tokenExpires when its token ends, {@code null} where it does not or GitLab
	 * did not tell
	 */
	public record Runner(long id, String link, @Nullable Instant tokenExpires) {

		/** A runner whose token does not end as far as the portal was told. */
		public Runner(long id, String link) {
			this(id, link, null);
		}

	}

	/**
	 * Which jobs a runner takes, as far as the portal was told: GitLab shows it only to
	 * those who bring an access token.
	 *
	 * @param scope whom it serves, as GitLab calls it: {@code instance}, {@code group} or
	 * {@code project}; blank where nobody told
	 * @param target the path or id of the group or project, blank where there is none or
	 * nobody told
	 * @param tags the tags of jobs that it takes
	 * @param runUntagged whether it also takes jobs without a tag, {@code null} where
	 * nobody told
	 */
	public record Jobs(String scope, String target, List<String> tags, @Nullable Boolean runUntagged) {

		/** Nobody told. */
		public static final Jobs UNKNOWN = new Jobs("", "", List.of(), null);

		/** Tags as people write them, with commas between them. */
		public static List<String> tags(String text) {
			return Arrays.stream(text.split(","))
				.map(String::strip)
				.filter((tag) -> !tag.isEmpty())
				.distinct()
				.toList();
		}

		/**
		 * The same with what is known otherwise where it says nothing: whoever names a
		 * runner's tags may have set them in GitLab since it was made.
		 */
		public Jobs beside(Jobs known) {
			boolean placed = !this.scope.isEmpty();
			return new Jobs(placed ? this.scope : known.scope, placed ? this.target : known.target,
					this.tags.isEmpty() ? known.tags : this.tags,
					Boolean.FALSE.equals(this.runUntagged) || known.runUntagged == null ? this.runUntagged
							: known.runUntagged);
		}

		/** The tags as people write them. */
		public String tagText() {
			return String.join(", ", this.tags);
		}

	}

}
