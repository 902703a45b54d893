package dev.runnerfleet.access.user;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Refuses what would leave the portal with nobody to manage its users. */
class LastAdministrator extends ErrorResponseException {

	LastAdministrator() {
		super(HttpStatus.CONFLICT);
		setTitle("This is the last administrator");
		setDetail("Make somebody else an administrator first, then try again.");
	}

}
