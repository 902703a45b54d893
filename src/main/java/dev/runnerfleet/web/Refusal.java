package dev.runnerfleet.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.ErrorResponseException;

/**
 * Refuses a request from within a filter, where nothing else turns failures into words.
 */
public final class Refusal {

	private static final String ATTRIBUTE = Refusal.class.getName();

	private Refusal() {
	}

	/** What a filter has refused the request for, {@code null} where none has. */
	public static @Nullable ErrorResponseException of(HttpServletRequest request) {
		return (ErrorResponseException) request.getAttribute(ATTRIBUTE);
	}

	/**
	 * Ends the request with a page for people or problem details for scripts.
	 * @param failure its status, headers, title and detail are what they get
	 * @throws IOException if the answer cannot be written any more
	 */
	public static void send(HttpServletRequest request, HttpServletResponse response, ErrorResponseException failure)
			throws IOException {
		failure.getHeaders().forEach((name, values) -> values.forEach((value) -> response.addHeader(name, value)));
		request.setAttribute(ATTRIBUTE, failure);
		response.sendError(failure.getStatusCode().value());
	}

}
