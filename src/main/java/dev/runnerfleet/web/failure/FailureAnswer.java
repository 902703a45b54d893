package dev.runnerfleet.web.failure;

import java.util.Map;
import java.util.stream.Stream;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.ModelAndView;

/** Tells scripts in problem details what it tells people on a page. */
final class FailureAnswer {

	private FailureAnswer() {
	}

	static Object of(Failure failure, HttpHeaders headers, HttpServletRequest request, HttpServletResponse response) {
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		String path = path(request);
		if (Stream.of("/api/", "/actuator").map(request.getContextPath()::concat).anyMatch(path::startsWith)) {
			// Named, as whoever asks for a format that there is not gets this one.
			return ResponseEntity.status(failure.status())
				.headers(headers)
				.contentType(MediaType.APPLICATION_PROBLEM_JSON)
				.body(failure.toProblem(path));
		}
		headers.forEach((name, values) -> values.forEach((value) -> response.addHeader(name, value)));
		// A page about the portal's own database must not ask it for the session.
		boolean sessionless = failure.status().isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE);
		ModelAndView page = new ModelAndView("web/error", Map.of("failure", failure, "sessionless", sessionless));
		page.setStatus(failure.status());
		return page;
	}

	private static String path(HttpServletRequest request) {
		Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
		return (original != null) ? original.toString() : request.getRequestURI();
	}

}
