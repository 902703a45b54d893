package dev.runnerfleet.fleet;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Says that a fleet cannot be compared with its template as it is now. */
class FleetUnready extends ErrorResponseException {

	static final String WORDS = "AWS compares only fleets that are ready. See on the fleet's page what it is now.";

	FleetUnready() {
		super(HttpStatus.CONFLICT);
		setTitle("The fleet is not ready");
		setDetail(WORDS);
	}

}
