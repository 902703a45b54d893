package dev.runnerfleet.fleet.launch;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * Says that this version of the portal has no blueprint of the name that was asked for.
 */
class NoSuchBlueprint extends ErrorResponseException {

	NoSuchBlueprint() {
		super(HttpStatus.BAD_REQUEST);
		setTitle("There is no such blueprint");
		setDetail("Another version of the portal may have had it. Open the form anew and choose one that is there.");
	}

}
