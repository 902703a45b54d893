package dev.runnerfleet.web.admission;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

import dev.runnerfleet.web.Refusal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Serves a few strangers at a time and those who have signed in beside them, so that a
 * crowd waits for itself. A form is read before its place is taken: whoever sends it
 * slowly keeps nobody waiting.
 */
class AdmissionFilter extends OncePerRequestFilter {

	static final String MARKS = AdmissionFilter.class.getName() + ".marks";

	private static final String LANE = AdmissionFilter.class.getName() + ".lane";

	/** What costs next to nothing, and the probes, which are to say how the portal is. */
	private static final List<String> FREE = List.of("/healthz", "/livez", "/readyz", "/actuator/health/liveness",
			"/actuator/health/readiness", "/css/", "/js/", "/icons/", "/webjars/", "/favicon", "/v3/api-docs");

	/**
	 * What a connection holds anyway, so that it is not counted: most sign-ins take less.
	 */
	static final int SMALL = 8192;

	private final Acquaintances acquaintances;

	private final RequestLane people;

	private final RequestLane strangers;

	private final int largest;

	/**
	 * @param largest what a form takes whose length is not known, in bytes
	 */
	AdmissionFilter(Acquaintances acquaintances, RequestLane people, RequestLane strangers, int largest) {
		this.acquaintances = acquaintances;
		this.people = people;
		this.strangers = strangers;
		this.largest = largest;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		String path = request.getRequestURI().substring(request.getContextPath().length());
		return FREE.stream().anyMatch(path::startsWith);
	}

	/** A page that says what went wrong takes as much as any other. */
	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (request.getDispatcherType() == DispatcherType.ERROR) {
			serveError(request, response, chain);
			return;
		}
		List<String> marks = this.acquaintances.marks(request);
		request.setAttribute(MARKS, marks);
		RequestLane lane = this.acquaintances.know(marks) ? this.people : this.strangers;
		request.setAttribute(LANE, lane);
		boolean form = isForm(request);
		int bytes = form ? room(request) : 0;
		if (!lane.fill(bytes)) {
			refuse(request, response);
			return;
		}
		try {
			if (form) {
				read(request);
			}
			serve(lane, request, response, chain);
		}
		finally {
			lane.empty(bytes);
		}
	}

	private void serve(RequestLane lane, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!lane.enter()) {
			refuse(request, response);
			return;
		}
		try {
			chain.doFilter(request, response);
		}
		finally {
			lane.leave();
		}
	}

	private void serveError(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		RequestLane lane = (RequestLane) request.getAttribute(LANE);
		boolean entered = lane != null && lane.enter();
		try {
			chain.doFilter(request, response);
		}
		finally {
			if (entered) {
				lane.leave();
			}
		}
	}

	private static boolean isForm(HttpServletRequest request) {
		String type = request.getContentType();
		return "POST".equals(request.getMethod()) && type != null
				&& type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
	}

	/** A crowd of large forms that come slowly must not take the sign-in's place. */
	private int room(HttpServletRequest request) {
		long length = request.getContentLengthLong();
		if (length < 0 || length > this.largest) {
			return this.largest;
		}
		return (length <= SMALL) ? 0 : (int) length;
	}

	private static void read(HttpServletRequest request) {
		try {
			request.getParameterMap();
		}
		catch (IllegalStateException ex) {
			// Whoever asks next is told the same, where it can be answered.
		}
	}

	private static void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
		// It has waited long enough.
		request.removeAttribute(LANE);
		ErrorResponseException failure = new ErrorResponseException(HttpStatus.SERVICE_UNAVAILABLE);
		failure.setTitle("Too many requests at once");
		failure.setDetail("The portal is busy with others who have not signed in. Try again in a few seconds.");
		failure.getHeaders().set(HttpHeaders.RETRY_AFTER, "5");
		Refusal.send(request, response, failure);
	}

}
