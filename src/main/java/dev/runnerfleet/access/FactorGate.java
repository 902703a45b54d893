package dev.runnerfleet.access;

import java.io.IOException;

import dev.runnerfleet.access.factor.FactorDemand;
import dev.runnerfleet.access.factor.SecondFactors;
import dev.runnerfleet.access.resume.RequestedPage;
import dev.runnerfleet.access.user.Account;
import dev.runnerfleet.web.Refusal;
import dev.runnerfleet.web.Role;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Leads whoever has to have a second factor to where one is set up, before anything else.
 */
class FactorGate extends OncePerRequestFilter {

	private final RequestMatcher open;

	private final SecondFactors factors;

	private final FactorDemand demand;

	/**
	 * A filter of the pages.
	 * @param open what is not kept from anybody
	 */
	FactorGate(RequestMatcher open, SecondFactors factors, FactorDemand demand) {
		this.open = open;
		this.factors = factors;
		this.demand = demand;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (this.open.matches(request) || !isMissing()) {
			chain.doFilter(request, response);
		}
		else if (RequestedPage.wantsPage(request)) {
			response.sendRedirect(request.getContextPath() + "/account/factor");
		}
		else {
			ErrorResponseException failure = new ErrorResponseException(HttpStatus.FORBIDDEN);
			failure.setTitle("Set up a second factor first");
			failure.setDetail("This portal requires one of you. Open your account in the portal to set it up.");
			Refusal.send(request, response, failure);
		}
	}

	private boolean isMissing() {
		Authentication user = SecurityContextHolder.getContext().getAuthentication();
		return user != null && user.getPrincipal() instanceof Account account
				&& this.demand.includes(account.role() == Role.ADMIN) && !this.factors.has(account.getUsername());
	}

}
