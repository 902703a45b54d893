package dev.runnerfleet.fleet;

import java.util.UUID;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Says that a fleet as it is now does not allow what was asked. */
class NotNow extends ErrorResponseException {

	NotNow(UUID fleet, String title, String detail) {
		super(HttpStatus.CONFLICT);
		setTitle(title);
		setDetail(detail);
		getBody().setProperty("fleet", fleet);
	}

}
