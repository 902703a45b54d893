package dev.runnerfleet.access;

import java.io.IOException;

import dev.runnerfleet.access.factor.FactorDemand;
import dev.runnerfleet.access.factor.SecondFactors;
import dev.runnerfleet.access.factor.SecondSteps;
import dev.runnerfleet.web.Cookies;
import dev.runnerfleet.access.user.Account;
import dev.runnerfleet.web.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;

/**
 * Lets a password alone sign nobody in who has a second factor, and leads them on to the
 * page that asks for it.
 */
@Component
class PasswordStep {

	static final String COOKIE = "SECOND-STEP";

	private final SecondFactors factors;

	private final SecondSteps steps;

	private final FactorDemand demand;

	PasswordStep(SecondFactors factors, SecondSteps steps, FactorDemand demand) {
		this.factors = factors;
		this.steps = steps;
		this.demand = demand;
	}

	/** For pages, where whoever still has to set one up comes in to do so. */
	AuthenticationManager ofPages(AuthenticationManager passwords) {
		return (attempt) -> unless(passwords.authenticate(attempt), false);
	}

	/** For scripts, which cannot be asked for a code. */
	AuthenticationManager ofScripts(AuthenticationManager passwords) {
		return (attempt) -> unless(passwords.authenticate(attempt), true);
	}

	AuthenticationFailureHandler leadingOn(AuthenticationFailureHandler refusals) {
		return (request, response, ex) -> {
			if (ex instanceof SecondStepNeeded needed) {
				leadOn(needed, request, response);
			}
			else {
				refusals.onAuthenticationFailure(request, response, ex);
			}
		};
	}

	private Authentication unless(Authentication user, boolean demanded) {
		if (user.getPrincipal() instanceof Account account && (this.factors.has(account.getUsername())
				|| demanded && this.demand.includes(account.role() == Role.ADMIN))) {
			throw new SecondStepNeeded(account.signIn());
		}
		return user;
	}

	private void leadOn(SecondStepNeeded needed, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		String mark = this.steps.begin(needed.signIn().toString());
		response.addHeader("Set-Cookie", Cookies.of(COOKIE, mark, SecondSteps.KEPT, request));
		response.sendRedirect(request.getContextPath() + "/login/code");
	}

}
