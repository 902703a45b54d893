package dev.runnerfleet.web.admission;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/** Remembers, behind the security filters, who turned out to have signed in. */
class RecognitionFilter extends OncePerRequestFilter {

	private final Acquaintances acquaintances;

	RecognitionFilter(Acquaintances acquaintances) {
		this.acquaintances = acquaintances;
	}

	@Override
	@SuppressWarnings("unchecked")
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (request.getUserPrincipal() != null
				&& request.getAttribute(AdmissionFilter.MARKS) instanceof List<?> marks) {
			this.acquaintances.remember((List<String>) marks);
		}
		chain.doFilter(request, response);
	}

}
