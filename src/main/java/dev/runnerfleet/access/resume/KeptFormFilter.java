package dev.runnerfleet.access.resume;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.access.session.Cookies;
import dev.runnerfleet.web.KeptFormParameter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives a form's page what was typed before, as if the request had brought it. What an
 * address brings beside is left out: a link must not fill in a form.
 */
class KeptFormFilter extends OncePerRequestFilter {

	private static final String NOTICE = "You had to sign in again. Nothing was sent: check the form and send it again.";

	private final KeptForms forms;

	KeptFormFilter(KeptForms forms) {
		this.forms = forms;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !"GET".equals(request.getMethod()) || !request.getParameterMap().containsKey(KeptFormParameter.PARAMETER)
				|| request.getRemoteUser() == null;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Optional<KeptForm> kept = Optional.ofNullable(Cookies.read(FormKeeper.COOKIE, request))
			.flatMap((id) -> this.forms.find(id, request.getRemoteUser(), FormKeeper.path(request)));
		if (kept.isEmpty()) {
			response.sendRedirect(request.getRequestURI());
			return;
		}
		request.setAttribute("notice", NOTICE);
		chain.doFilter(new Filled(request, kept.get()), response);
	}

	private static final class Filled extends HttpServletRequestWrapper {

		private final Map<String, String[]> fields = new LinkedHashMap<>();

		private Filled(HttpServletRequest request, KeptForm form) {
			super(request);
			form.fields().forEach((name, values) -> this.fields.put(name, values.toArray(String[]::new)));
			this.fields.put(KeptFormParameter.PARAMETER, new String[] { "" });
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

}
