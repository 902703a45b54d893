package dev.runnerfleet.web.input;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.runnerfleet.web.FilledFormRequest;
import dev.runnerfleet.web.RefusedValue;
import dev.runnerfleet.web.RefusedValues;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Checks every value of a request before a controller sees one. A form that has a page of
 * its own comes back with a word beside each field, and without what was refused.
 */
class InputFilter extends OncePerRequestFilter implements HandlerInterceptor {

	/** What pages find the objections under, by the name of the field. */
	static final String REFUSED = "refused";

	private static final String REFUSAL = InputFilter.class.getName();

	private final FormPages pages;

	InputFilter(FormPages pages) {
		this.pages = pages;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Map<String, String> objections = objections(request);
		if (objections.isEmpty()) {
			chain.doFilter(request, response);
			return;
		}
		boolean form = "POST".equals(request.getMethod());
		if (form && this.pages.show(request)) {
			Map<String, String> refused = new LinkedHashMap<>();
			objections.forEach((field, objection) -> refused.put(RefusedValue.path(field), objection));
			request.setAttribute(REFUSED, refused);
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			Map<String, String[]> fields = new LinkedHashMap<>(request.getParameterMap());
			fields.keySet().removeAll(objections.keySet());
			chain.doFilter(new FilledFormRequest(request, fields), response);
			return;
		}
		request.setAttribute(REFUSAL, refusal(objections, form));
		chain.doFilter(request, response);
	}

	private static RefusedValues refusal(Map<String, String> objections, boolean form) {
		return new RefusedValues(form ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.BAD_REQUEST,
				objections.entrySet()
					.stream()
					.map((objection) -> new RefusedValue(RefusedValue.path(objection.getKey()), objection.getValue()))
					.toList());
	}

	/** Refuses where exceptions are put into words, before a controller is called. */
	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (request.getAttribute(REFUSAL) instanceof RefusedValues refusal
				&& request.getDispatcherType() == DispatcherType.REQUEST) {
			throw refusal;
		}
		return true;
	}

	private static Map<String, String> objections(HttpServletRequest request) {
		Map<String, String> objections = new LinkedHashMap<>();
		request.getParameterMap().forEach((name, values) -> {
			if (!InputCheck.isName(name)) {
				objections.put(name, "No field has such a name. Leave it out.");
				return;
			}
			for (String value : values) {
				if (value != null) {
					InputCheck.objection(name, value).ifPresent((objection) -> objections.put(name, objection));
				}
			}
		});
		String key = request.getHeader(InputCheck.KEY);
		if (key != null) {
			InputCheck.objection(InputCheck.KEY, key)
				.ifPresent((objection) -> objections.put(InputCheck.KEY, objection));
		}
		return objections;
	}

}
