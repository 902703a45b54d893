package dev.runnerfleet.web;

import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a form's page with what was typed before, as a page with a form expects it:
 * see {@link KeptFormParameter}.
 */
public final class FilledFormRequest extends HttpServletRequestWrapper {

	private final Map<String, String[]> fields;

	/**
	 * Asks for the page at the same address.
	 * @param request what came in
	 * @param fields all that the page gets to see of parameters, by name
	 */
	public FilledFormRequest(HttpServletRequest request, Map<String, String[]> fields) {
		super(request);
		this.fields = new LinkedHashMap<>(fields);
		this.fields.put(KeptFormParameter.PARAMETER, new String[] { "" });
	}

	@Override
	public String getMethod() {
		return "GET";
	}

	@Override
	public @Nullable String getParameter(String name) {
		String[] values = this.fields.get(name);
		return (values != null) ? values[0] : null;
	}

	@Override
	public String @Nullable [] getParameterValues(String name) {
		return this.fields.get(name);
	}

	@Override
	public Map<String, String[]> getParameterMap() {
		return Collections.unmodifiableMap(this.fields);
	}

	@Override
	public Enumeration<String> getParameterNames() {
		return Collections.enumeration(this.fields.keySet());
	}

}
