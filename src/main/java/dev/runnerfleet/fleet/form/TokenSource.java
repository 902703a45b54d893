package dev.runnerfleet.fleet.form;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.gitlab.TokenWay;
import dev.runnerfleet.gitlab.runner.RunnerTarget;
import dev.runnerfleet.gitlab.runner.RunnerWish;
import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * How a launch comes by its runner token.
 *
 * @param way the way that was chosen
 * @param registrationToken what is traded, blank for the other ways
 * @param accessToken what a runner is created with, blank for the other ways
 * @param scope whom a created runner serves
 * @param target the group or project of a created runner
 * @param another whether one is wanted although an earlier try may have made it
 * @param tags the tags of jobs that the runner takes, with commas between them; of a
 * runner that is there already only remembered
 * @param runUntagged whether a new runner also takes jobs without a tag
 */
public record TokenSource(Way way, Secret registrationToken, Secret accessToken, RunnerTarget.Scope scope,
		String target, Boolean another, String tags, Boolean runUntagged) {

	/** For those who have a runner token already. */
	public static final TokenSource HAVE = new TokenSource(Way.HAVE, Secret.of(""), Secret.of(""),
			RunnerTarget.Scope.GROUP, "", false, "", true);

	/** The ways to a runner token. */
	public enum Way {

		HAVE("I have a runner token"), CREATE("Create a runner"), TRADE("Trade a registration token");

		private final String label;

		Way(String label) {
			this.label = label;
		}

		public String label() {
			return this.label;
		}

		/** The way that the token page calls so, if it calls any. */
		static Optional<Way> of(@Nullable TokenWay way) {
			return Optional.ofNullable(way).map((each) -> switch (each) {
				case TRADE -> TRADE;
				case CREATE -> CREATE;
				case CHECK -> HAVE;
			});
		}

	}

	public TokenSource {
		way = (way != null) ? way : Way.HAVE;
		registrationToken = (registrationToken != null) ? registrationToken : Secret.of("");
		accessToken = (accessToken != null) ? accessToken : Secret.of("");
		scope = (scope != null) ? scope : RunnerTarget.Scope.GROUP;
		target = (target != null) ? target.strip() : "";
		another = Boolean.TRUE.equals(another);
		tags = (tags != null) ? tags.strip() : "";
		runUntagged = !Boolean.FALSE.equals(runUntagged);
	}

	/** The same choice without what must not be kept. */
	TokenSource withoutTokens() {
		return new TokenSource(this.way, Secret.of(""), Secret.of(""), this.scope, this.target, this.another, this.tags,
				this.runUntagged);
	}

	/** The way of those who have a runner token, with what they know of it. */
	public static TokenSource have(Fleet.Jobs jobs) {
		RunnerTarget.Scope scope = Arrays.stream(RunnerTarget.Scope.values())
			.filter((each) -> each.value().equals(jobs.scope()))
			.findFirst()
			.orElse(RunnerTarget.Scope.GROUP);
		return new TokenSource(Way.HAVE, Secret.of(""), Secret.of(""), scope, jobs.target(), false, jobs.tagText(),
				!Boolean.FALSE.equals(jobs.runUntagged()));
	}

	/** How a new runner behaves. */
	public RunnerWish.Options options(String description) {
		return RunnerWish.Options.named(description).taking(Fleet.Jobs.tags(this.tags), this.runUntagged);
	}

	/** Which jobs the runner takes, as far as this tells. */
	public Fleet.Jobs jobs() {
		List<String> tagList = Fleet.Jobs.tags(this.tags);
		return switch (this.way) {
			case HAVE -> known(tagList);
			case TRADE -> new Fleet.Jobs("", "", tagList, this.runUntagged);
			case CREATE -> jobs(new RunnerTarget(this.scope, this.target), options(""));
		};
	}

	/** A form that nobody touched tells nothing of a runner that is there already. */
	private Fleet.Jobs known(List<String> tagList) {
		boolean placed = !this.target.isEmpty() || this.scope == RunnerTarget.Scope.INSTANCE;
		return new Fleet.Jobs(placed ? this.scope.value() : "", this.target, tagList,
				(tagList.isEmpty() && this.runUntagged) ? null : this.runUntagged);
	}

	/** Which jobs a runner takes that was asked for. */
	public static Fleet.Jobs jobs(RunnerWish.Asked asked) {
		return jobs(asked.target(), asked.options());
	}

	private static Fleet.Jobs jobs(@Nullable RunnerTarget target, RunnerWish.Options options) {
		return new Fleet.Jobs((target != null) ? target.scope().value() : "",
				(target != null && target.scope() != RunnerTarget.Scope.INSTANCE) ? target.place() : "", options.tags(),
				options.runUntagged());
	}

}
