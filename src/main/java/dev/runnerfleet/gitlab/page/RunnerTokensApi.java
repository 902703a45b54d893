package dev.runnerfleet.gitlab.page;

import java.security.Principal;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.runner.RunnerForms;
import dev.runnerfleet.gitlab.runner.RunnerTokens;
import dev.runnerfleet.gitlab.runner.RunnerWish;
import dev.runnerfleet.web.RefusedValues;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The token page for scripts. */
@RestController
@RequestMapping(path = "/api/v1/runner-tokens", consumes = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Runner tokens")
@ApiResponse(responseCode = "422",
		description = "Some values cannot be used, or GitLab refused them; errors names those that are to blame, "
				+ "and instead the operation that would take this token")
@ApiResponse(responseCode = "502", description = "GitLab cannot be reached, or gives no answer that makes sense")
@ApiResponse(responseCode = "504", description = "GitLab took too long")
class RunnerTokensApi {

	private static final String ONCE = "The same for each copy of one request: sent again, it makes no second runner";

	private final RunnerTokens tokens;

	private final RunnerForms forms;

	RunnerTokensApi(RunnerTokens tokens, RunnerForms forms) {
		this.tokens = tokens;
		this.forms = forms;
	}

	@PostMapping("/exchange")
	@Operation(operationId = "exchangeRegistrationToken", summary = "Trade a registration token for a runner token")
	@ApiResponse(responseCode = "201", description = "The new runner; GitLab never shows its token again")
	@ApiResponse(responseCode = "409", description = "A runner was made with this key, and its token is told no more")
	ResponseEntity<NewRunner> exchange(@RequestBody RunnerRequest request,
			@Parameter(description = ONCE) @RequestHeader(name = "Idempotency-Key", defaultValue = "") String key,
			@Parameter(hidden = true) Principal user) {
		Map<String, String> beyond = request.beyondExchange();
		if (!beyond.isEmpty()) {
			throw new GitLabRefusal(Explanation.of(beyond));
		}
		String used = checked(key);
		return told(this.forms.once(user.getName(), used,
				RunnerWish.trade(request.gitlabUrl(), request.secret(), request.options(), false)), used);
	}

	@PostMapping("/create")
	@Operation(operationId = "createRunner", summary = "Create a runner with an access token")
	@ApiResponse(responseCode = "201", description = "The new runner; GitLab never shows its token again")
	@ApiResponse(responseCode = "409", description = "A runner was made with this key, and its token is told no more")
	ResponseEntity<NewRunner> create(@RequestBody RunnerRequest request,
			@Parameter(description = ONCE) @RequestHeader(name = "Idempotency-Key", defaultValue = "") String key,
			@Parameter(hidden = true) Principal user) {
		String used = checked(key);
		return told(this.forms.once(user.getName(), used, RunnerWish.create(request.gitlabUrl(), request.secret(),
				request.runnerTarget(), request.options(), false)), used);
	}

	@PostMapping("/check")
	@Operation(operationId = "checkToken", summary = "Tell what a token is, without a trace in GitLab")
	@ApiResponse(responseCode = "200", description = "What it is, and whether GitLab accepts it as a runner token")
	CheckedToken check(@RequestBody TokenToCheck request) {
		RunnerTokens.Check outcome = this.tokens.check(request.gitlabUrl(), request.secret());
		if (outcome instanceof RunnerTokens.Check.Failed failed) {
			throw new GitLabRefusal(failed.explain());
		}
		return (outcome instanceof RunnerTokens.Check.Accepted accepted) ? CheckedToken.of(accepted)
				: CheckedToken.of((RunnerTokens.Check.Rejected) outcome);
	}

	private static String checked(String key) {
		if (key.isEmpty()) {
			return UUID.randomUUID().toString();
		}
		if (!key.matches("[ -~]{1,100}")) {
			throw RefusedValues.of(HttpStatus.UNPROCESSABLE_CONTENT, "Idempotency-Key",
					"Send at most 100 plain characters.");
		}
		return key;
	}

	private static ResponseEntity<NewRunner> told(RunnerForms.Outcome outcome, String key) {
		if (outcome instanceof RunnerForms.Outcome.Failed failed) {
			throw new GitLabRefusal(failed.explain(), key);
		}
		if (outcome instanceof RunnerForms.Outcome.Spent spent) {
			throw new GitLabRefusal(HttpStatus.CONFLICT, spent.explain());
		}
		return ResponseEntity.status(HttpStatus.CREATED)
			.cacheControl(CacheControl.noStore())
			.body(NewRunner.of(((RunnerForms.Outcome.Made) outcome).runner()));
	}

}
