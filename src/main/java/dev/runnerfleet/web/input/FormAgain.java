package dev.runnerfleet.web.input;

import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import dev.runnerfleet.web.KeptFormParameter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/** Asks for the page of a form that was sent, with all of its values but some. */
class FormAgain extends HttpServletRequestWrapper {

	private final Map<String, String[]> fields = new LinkedHashMap<>();

	FormAgain(HttpServletRequest sent, Set<String> without) {
		super(sent);
		this.fields.putAll(sent.getParameterMap());
		this.fields.keySet().removeAll(without);
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
