package dev.runnerfleet.stack;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Ends a launch whose secrets came later than the tracker waits. */
class LaunchGivenUp extends ErrorResponseException {

	LaunchGivenUp() {
		super(HttpStatus.SERVICE_UNAVAILABLE);
		setTitle("The launch took too long");
		setDetail("Getting the runner token took longer than the portal waits, so nothing was launched. Launch again.");
	}

}
