package dev.runnerfleet.fleet.form;

import java.util.Optional;

import dev.runnerfleet.gitlab.TokenWay;
import dev.runnerfleet.gitlab.runner.RunnerTarget;
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
 */
public record TokenSource(Way way, Secret registrationToken, Secret accessToken, RunnerTarget.Scope scope,
		String target, Boolean another) {

	/** For those who have a runner token already. */
	public static final TokenSource HAVE = new TokenSource(Way.HAVE, Secret.of(""), Secret.of(""),
			RunnerTarget.Scope.GROUP, "", false);

	/** The ways to a runner token. */
	public enum Way {

		HAVE("I have a runner token"), TRADE("Trade a registration token"), CREATE("Create a runner");

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
	}

	/** The same choice without what must not be kept. */
	TokenSource withoutTokens() {
		return new TokenSource(this.way, Secret.of(""), Secret.of(""), this.scope, this.target, this.another);
	}

}
