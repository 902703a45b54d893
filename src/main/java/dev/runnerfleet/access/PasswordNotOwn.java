package dev.runnerfleet.access;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.ErrorResponseException;

/** Refuses a request of somebody whose password was chosen by somebody else. */
class PasswordNotOwn extends AccessDeniedException {

	PasswordNotOwn() {
		super("This password was given to you. Sign in on the portal's page and choose one of your own, then try again.");
	}

	ErrorResponseException refusal() {
		ErrorResponseException failure = new ErrorResponseException(HttpStatus.FORBIDDEN);
		failure.setTitle("Change your password first");
		failure.setDetail(getMessage());
		return failure;
	}

}
