package dev.runnerfleet.fleet.page;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Has a page that was away for too long loaded anew rather than brought up to date. */
class PageTooOld extends ErrorResponseException {

	PageTooOld() {
		super(HttpStatus.GONE);
		setTitle("This page is too old to be brought up to date");
		setDetail("Reload it.");
	}

}
