package dev.runnerfleet.fleet.move;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.move.MovePlans.Plan;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.secret.TokenKind;

import org.springframework.stereotype.Component;

/** Says what is wrong with a move before the launch of the second fleet looks at it. */
@Component
class MoveCheck {

	private final MoveTokens tokens;

	MoveCheck(MoveTokens tokens) {
		this.tokens = tokens;
	}

	List<Violation> violations(Plan plan, MoveForm form) {
		List<Violation> violations = new ArrayList<>();
		if (form.patience().isEmpty()) {
			violations
				.add(new Violation("minutes", "Enter whole minutes from 0 to %d.".formatted(MoveForm.MOST_MINUTES)));
		}
		TokenKind kind = TokenKind.of(form.runnerToken());
		if (kind.role() == TokenKind.Role.ACCESS || kind.role() == TokenKind.Role.REGISTRATION) {
			violations.add(new Violation("runnerToken",
					"This is %s. Create a runner on the page “Runner tokens” and enter its token here."
						.formatted(kind.title())));
		}
		if (plan.original()) {
			ofRunner(plan.fleet().gitlabUrl(), form, violations);
		}
		return violations;
	}

	private void ofRunner(String gitlabUrl, MoveForm form, List<Violation> violations) {
		OptionalLong number = form.runnerNumber();
		if (number.isEmpty()) {
			violations.add(new Violation("oldRunner",
					"Enter the number of its runner, which GitLab shows after # in its list of runners."));
		}
		else if (!form.accessToken().isBlank()) {
			objection(gitlabUrl, form.accessToken(), number.getAsLong(), violations);
		}
	}

	private void objection(String gitlabUrl, Secret token, long runner, List<Violation> violations) {
		this.tokens.objection(gitlabUrl, token, runner)
			.ifPresent((words) -> violations.add(new Violation("accessToken", words)));
	}

	/** What is wrong with an access token that comes later, blank if nothing is. */
	String objection(Plan plan, Secret token) {
		var runner = plan.fleet().runner();
		return (token.isBlank() || runner == null) ? ""
				: this.tokens.objection(plan.fleet().gitlabUrl(), token, runner.id()).orElse("");
	}

}
