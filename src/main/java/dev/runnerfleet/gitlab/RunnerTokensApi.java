package dev.runnerfleet.gitlab;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The token page for scripts. */
@RestController
@RequestMapping("/api/v1/runner-tokens")
class RunnerTokensApi {

	private final RunnerTokens tokens;

	RunnerTokensApi(RunnerTokens tokens) {
		this.tokens = tokens;
	}

	/**
	 * What a script asks for.
	 *
	 * @param gitlabUrl the GitLab
	 * @param token a registration token to exchange, an access token to create with, or
	 * any token to check
	 * @param scope whom a created runner serves, a group where left out
	 * @param target the id or path of the group or project of a created runner
	 * @param description what GitLab's list shows
	 * @param tags the tags of jobs that the runner picks up
	 * @param runUntagged whether it also picks up jobs without a tag, true where left out
	 * @param locked whether it is kept to its project
	 * @param paused whether it waits before taking jobs
	 * @param protectedOnly whether it takes jobs of protected branches only
	 * @param maximumTimeout the longest that a job may run, in seconds
	 */
	record TokenRequest(@Nullable String gitlabUrl, @Nullable Secret token, @Nullable RunnerScope scope,
			@Nullable String target, @Nullable String description, @Nullable List<String> tags,
			@Nullable Boolean runUntagged, @Nullable Boolean locked, @Nullable Boolean paused,
			@Nullable Boolean protectedOnly, @Nullable Integer maximumTimeout) {

		Secret secret() {
			return (this.token != null) ? this.token : Secret.of("");
		}

		RunnerTarget runnerTarget() {
			return new RunnerTarget((this.scope != null) ? this.scope : RunnerScope.GROUP,
					Objects.requireNonNullElse(this.target, ""));
		}

		RunnerOptions options() {
			return new RunnerOptions(Objects.requireNonNullElse(this.description, ""),
					(this.tags != null) ? this.tags.stream().filter(Objects::nonNull).toList() : List.of(),
					!Boolean.FALSE.equals(this.runUntagged), Boolean.TRUE.equals(this.locked),
					Boolean.TRUE.equals(this.paused), Boolean.TRUE.equals(this.protectedOnly),
					(this.maximumTimeout != null) ? Duration.ofSeconds(this.maximumTimeout) : null);
		}

	}

	/**
	 * A new runner, whose token is only ever in this one answer.
	 *
	 * @param id GitLab's id of it
	 * @param token its authentication token
	 * @param expiresAt when the token expires, if it does
	 * @param gitlabUrl the GitLab it belongs to
	 * @param link its page in GitLab, where known
	 */
	record NewRunner(long id, String token, @Nullable Instant expiresAt, URI gitlabUrl, @Nullable URI link) {

		/** Keeps the token out of logs. */
		@Override
		public String toString() {
			return "NewRunner[" + this.id + "]";
		}

	}

	/**
	 * What a token turned out to be.
	 *
	 * @param kind its kind by its shape
	 * @param accepted whether GitLab accepts it as a runner token
	 * @param runnerId GitLab's id of the runner, where GitLab told it
	 * @param expiresAt when it expires, where GitLab told it
	 * @param leftTrace whether the portal still shows among the runner's managers
	 * @param detail why it is not accepted, and what to do next
	 */
	record Checked(String kind, boolean accepted, @Nullable Long runnerId, @Nullable Instant expiresAt,
			boolean leftTrace, @Nullable String detail) {

		static Checked of(CheckOutcome.Accepted yes) {
			return new Checked(name(yes.kind()), true, yes.runnerId(), yes.expiresAt(), yes.leftTrace(), null);
		}

		static Checked of(CheckOutcome.Rejected no) {
			Explanation words = no.explain();
			return new Checked(name(no.kind()), false, null, null, false, words.detail() + " " + words.nextStep());
		}

		private static String name(TokenKind kind) {
			return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

	@PostMapping("/exchange")
	ResponseEntity<Object> exchange(@RequestBody TokenRequest request) {
		return issued(this.tokens.exchange(request.gitlabUrl(), request.secret(), request.options()));
	}

	@PostMapping("/create")
	ResponseEntity<Object> create(@RequestBody TokenRequest request) {
		return issued(
				this.tokens.create(request.gitlabUrl(), request.secret(), request.runnerTarget(), request.options()));
	}

	@PostMapping("/check")
	ResponseEntity<Object> check(@RequestBody TokenRequest request) {
		CheckOutcome outcome = this.tokens.check(request.gitlabUrl(), request.secret());
		if (outcome instanceof CheckOutcome.Failed failed) {
			return problem(failed.failure());
		}
		return ResponseEntity.ok((outcome instanceof CheckOutcome.Accepted accepted) ? Checked.of(accepted)
				: Checked.of((CheckOutcome.Rejected) outcome));
	}

	private static ResponseEntity<Object> issued(IssueOutcome outcome) {
		if (outcome instanceof IssueOutcome.Failed failed) {
			return problem(failed.failure());
		}
		IssuedRunner runner = ((IssueOutcome.Issued) outcome).runner();
		return ResponseEntity.status(HttpStatus.CREATED)
			.cacheControl(CacheControl.noStore())
			.body(new NewRunner(runner.id(), runner.token().reveal(), runner.expiresAt(), runner.gitlabUrl(),
					runner.link()));
	}

	private static ResponseEntity<Object> problem(GitLabFailure failure) {
		Explanation words = failure.explain();
		HttpStatus status = switch (words.blame()) {
			case INPUT -> HttpStatus.UNPROCESSABLE_CONTENT;
			case GITLAB -> HttpStatus.BAD_GATEWAY;
			case TIME -> HttpStatus.GATEWAY_TIMEOUT;
		};
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, words.detail() + " " + words.nextStep());
		problem.setTitle(words.title());
		problem.setProperty("code", words.code());
		problem.setProperty("errors", words.fields());
		if (words.way() != null) {
			problem.setProperty("instead", words.way().tab());
		}
		return ResponseEntity.status(status).body(problem);
	}

}
