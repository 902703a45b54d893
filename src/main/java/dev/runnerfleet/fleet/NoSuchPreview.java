package dev.runnerfleet.fleet;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Says that a fleet has no such preview. */
class NoSuchPreview extends ErrorResponseException {

	NoSuchPreview() {
		super(HttpStatus.NOT_FOUND);
		setTitle("There is no such preview");
		setDetail("AWS may have refused it. Preview the change once more from the fleet's page.");
	}

}
