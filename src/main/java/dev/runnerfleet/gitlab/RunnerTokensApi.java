package dev.runnerfleet.gitlab;

import java.util.Map;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
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

	private final RunnerTokens tokens;

	RunnerTokensApi(RunnerTokens tokens) {
		this.tokens = tokens;
	}

	@PostMapping("/exchange")
	@Operation(operationId = "exchangeRegistrationToken", summary = "Trade a registration token for a runner token")
	@ApiResponse(responseCode = "201", description = "The new runner; GitLab never shows its token again")
	ResponseEntity<NewRunner> exchange(@RequestBody RunnerRequest request) {
		Map<String, String> beyond = request.beyondExchange();
		if (!beyond.isEmpty()) {
			throw new GitLabRefusal(new InputFailure.InvalidFields(beyond).explain());
		}
		return issued(this.tokens.exchange(request.gitlabUrl(), request.secret(), request.options()));
	}

	@PostMapping("/create")
	@Operation(operationId = "createRunner", summary = "Create a runner with an access token")
	@ApiResponse(responseCode = "201", description = "The new runner; GitLab never shows its token again")
	ResponseEntity<NewRunner> create(@RequestBody RunnerRequest request) {
		return issued(
				this.tokens.create(request.gitlabUrl(), request.secret(), request.runnerTarget(), request.options()));
	}

	@PostMapping("/check")
	@Operation(operationId = "checkToken", summary = "Tell what a token is, without a trace in GitLab")
	@ApiResponse(responseCode = "200", description = "What it is, and whether GitLab accepts it as a runner token")
	CheckedToken check(@RequestBody TokenToCheck request) {
		CheckOutcome outcome = this.tokens.check(request.gitlabUrl(), request.secret());
		if (outcome instanceof CheckOutcome.Failed failed) {
			throw new GitLabRefusal(failed.failure().explain());
		}
		return (outcome instanceof CheckOutcome.Accepted accepted) ? CheckedToken.of(accepted)
				: CheckedToken.of((CheckOutcome.Rejected) outcome);
	}

	private static ResponseEntity<NewRunner> issued(IssueOutcome outcome) {
		if (outcome instanceof IssueOutcome.Failed failed) {
			throw new GitLabRefusal(failed.failure().explain());
		}
		return ResponseEntity.status(HttpStatus.CREATED)
			.cacheControl(CacheControl.noStore())
			.body(NewRunner.of(((IssueOutcome.Issued) outcome).runner()));
	}

}
