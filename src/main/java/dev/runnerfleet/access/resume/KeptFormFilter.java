package dev.runnerfleet.access.resume;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.web.Cookies;
import dev.runnerfleet.web.FilledFormRequest;
import dev.runnerfleet.web.KeptFormParameter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

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
		chain.doFilter(new FilledFormRequest(request, fields(kept.get())), response);
	}

	private static Map<String, String[]> fields(KeptForm form) {
		Map<String, String[]> fields = new LinkedHashMap<>();
		form.fields().forEach((name, values) -> fields.put(name, values.toArray(String[]::new)));
		return fields;
	}

}
