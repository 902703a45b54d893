package dev.runnerfleet.fleet;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Says that a fleet is not known here. */
class NoSuchFleet extends ErrorResponseException {

	NoSuchFleet() {
		super(HttpStatus.NOT_FOUND);
		setTitle("There is no such fleet");
		setDetail(
				"It may have been launched in another portal, or AWS refused its launch. The list of fleets shows all there are.");
	}

}
