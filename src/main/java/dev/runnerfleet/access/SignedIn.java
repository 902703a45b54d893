package dev.runnerfleet.access;

import java.io.IOException;
import java.time.Duration;

import dev.runnerfleet.access.resume.RequestedPage;
import dev.runnerfleet.access.throttle.BrowserCookie;
import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.SavedRequest;

/** Leads whoever has signed in to where they wanted to go. */
class SignedIn implements AuthenticationSuccessHandler {

	private final RequestedPage requestedPage;

	private final Audit audit;

	private final Duration idle;

	private final BrowserCookie browser;

	SignedIn(RequestedPage requestedPage, Audit audit, Duration idle, BrowserCookie browser) {
		this.requestedPage = requestedPage;
		this.audit = audit;
		this.idle = idle;
		this.browser = browser;
	}

	@Override
	public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication user)
			throws IOException {
		this.audit.record(Action.SIGN_IN, user.getName(), Outcome.DONE, "");
		this.browser.renew(user.getName(), request, response);
		request.getSession().setMaxInactiveInterval(Math.toIntExact(this.idle.toSeconds()));
		SavedRequest wanted = this.requestedPage.getRequest(request, response);
		this.requestedPage.removeRequest(request, response);
		response.sendRedirect((wanted != null) ? wanted.getRedirectUrl() : request.getContextPath() + "/");
	}

}
