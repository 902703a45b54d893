package dev.runnerfleet.access.hashing;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponseException;

/** Turns a password away unchecked, because too many others wait for that already. */
public class TooBusy extends AuthenticationException {

	private static final int SECONDS = 5;

	public TooBusy() {
		super("Many people are signing in at this moment. Try again in a few seconds.");
	}

	/** What the client gets: 503, and when to come again. */
	public ErrorResponseException failure() {
		ErrorResponseException failure = new ErrorResponseException(HttpStatus.SERVICE_UNAVAILABLE);
		failure.setTitle("Too many sign-ins at once");
		failure.setDetail(getMessage());
		failure.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(SECONDS));
		return failure;
	}

}
