package dev.runnerfleet.fleet.change;

import java.util.UUID;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.diagnosis.Cause;
import dev.runnerfleet.fleet.diagnosis.Causes;
import dev.runnerfleet.stack.Stacks;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * Tells of what AWS refused at once in the same words as of what failed later, where it
 * was asked.
 */
@Component
class RefusedChanges {

	private final Stacks stacks;

	private final Causes causes;

	RefusedChanges(Stacks stacks, Causes causes) {
		this.stacks = stacks;
		this.causes = causes;
	}

	/** Says it above the page that asked. */
	void tell(UUID id, AwsFailure failure, Model model, HttpServletResponse response) {
		response.setStatus(failure.getStatusCode().value());
		model.addAttribute("refusal", failure);
		Cause cause = this.causes.of(this.stacks.find(id).orElseThrow(NoSuchFleet::new), failure);
		if (cause.known()) {
			model.addAttribute("cause", cause);
			model.addAttribute("said", failure.words());
		}
	}

}
