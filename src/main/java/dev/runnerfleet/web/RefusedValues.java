package dev.runnerfleet.web;

import java.util.List;

import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponseException;

/**
 * Refuses a script's request and names each value that is wrong, never with the value
 * itself: that may be a token in the wrong place.
 */
public final class RefusedValues extends ErrorResponseException {

	/**
	 * Refuses a request.
	 * @param status 400 for what cannot be read, 422 for what cannot be used
	 * @param errors what is wrong, also the property {@code errors} of the answer
	 */
	public RefusedValues(HttpStatusCode status, List<RefusedValue> errors) {
		super(status);
		setDetail("Correct what 'errors' names and send it again.");
		getBody().setProperty("errors", errors);
	}

	/** Refuses a request for one value. */
	public static RefusedValues of(HttpStatusCode status, String field, String message) {
		return new RefusedValues(status, List.of(new RefusedValue(field, message)));
	}

}
