package dev.runnerfleet.fleet.launch;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.fleet.diagnosis.Cause;
import dev.runnerfleet.fleet.diagnosis.Causes;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;

/**
 * Tells of a launch that AWS refused at once in the same words as of one that failed
 * later.
 */
@Component
class RefusedLaunches {

	private final Causes causes;

	RefusedLaunches(Causes causes) {
		this.causes = causes;
	}

	/** Says it above the form. */
	HttpStatus tell(AwsFailure failure, String region, BindingResult binding, Model model) {
		binding.reject("refused", failure.words());
		Cause cause = this.causes.of(region, failure);
		if (cause.known()) {
			model.addAttribute("cause", cause);
			model.addAttribute("said", failure.words());
		}
		return HttpStatus.valueOf(failure.getStatusCode().value());
	}

}
