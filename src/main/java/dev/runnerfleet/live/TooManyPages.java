package dev.runnerfleet.live;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Keeps one user's pages from taking the streams of all others. */
class TooManyPages extends ErrorResponseException {

	TooManyPages(int most) {
		super(HttpStatus.TOO_MANY_REQUESTS);
		setTitle("Too many pages are open");
		setDetail("The portal keeps %d pages of one user current at a time. Close some of them.".formatted(most));
	}

}
