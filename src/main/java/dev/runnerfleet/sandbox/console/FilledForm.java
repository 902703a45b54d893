package dev.runnerfleet.sandbox.console;

import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A launch form as it would be sent by somebody who had pasted a token that works, so
 * that a newcomer without scripts gets one by a click, too.
 */
class FilledForm extends HttpServletRequestWrapper {

	static final String TOKEN = "glrt-copy-me-sandbox-good";

	private final Map<String, String[]> parameters;

	FilledForm(HttpServletRequest request) {
		super(request);
		this.parameters = new LinkedHashMap<>(request.getParameterMap());
		Map.of("runnerToken", TOKEN, "source.way", "HAVE", "reload", "all")
			.forEach((name, value) -> this.parameters.put(name, new String[] { value }));
	}

	@Override
	public @Nullable String getParameter(String name) {
		String[] values = this.parameters.get(name);
		return (values != null) ? values[0] : null;
	}

	@Override
	public String @Nullable [] getParameterValues(String name) {
		return this.parameters.get(name);
	}

	@Override
	public Enumeration<String> getParameterNames() {
		return Collections.enumeration(this.parameters.keySet());
	}

	@Override
	public Map<String, String[]> getParameterMap() {
		return Collections.unmodifiableMap(this.parameters);
	}

}
