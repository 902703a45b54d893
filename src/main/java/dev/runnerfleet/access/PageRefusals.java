package dev.runnerfleet.access;

import java.io.IOException;
import java.util.Optional;

import dev.runnerfleet.access.password.HashingQueue;
import dev.runnerfleet.access.resume.FormKeeper;
import dev.runnerfleet.access.resume.RequestedPage;
import dev.runnerfleet.access.throttle.Throttle;
import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.web.ErrorResponseException;

/** Leads people who may not go on to where they can, with a word about why. */
class PageRefusals implements AuthenticationEntryPoint, AccessDeniedHandler, AuthenticationFailureHandler {

	private final Audit audit;

	private final FormKeeper keeper;

	private final RequestedPage requestedPage;

	PageRefusals(Audit audit, FormKeeper keeper, RequestedPage requestedPage) {
		this.audit = audit;
		this.keeper = keeper;
		this.requestedPage = requestedPage;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
			throws IOException {
		if (ex instanceof HashingQueue.TooBusy busy) {
			Refusal.send(request, response, busy.failure());
		}
		else if (!keptForAfterTheSignIn(request, response)) {
			toSignIn(request, response, reason(request));
		}
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException ex)
			throws IOException {
		if (ex instanceof PasswordNotOwn notOwn) {
			toOwnPassword(request, response, notOwn);
		}
		else if (!(ex instanceof CsrfException)) {
			record(request, "The role does not suffice");
			Refusal.send(request, response, new ErrorResponseException(HttpStatus.FORBIDDEN));
		}
		else {
			outOfDate(request, response, SecurityContextHolder.getContext().getAuthentication());
		}
	}

	private void outOfDate(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication user)
			throws IOException {
		if (user == null) {
			if (FormKeeper.path(request).equals("/logout")) {
				toSignIn(request, response, "?out");
			}
			else if (!keptForAfterTheSignIn(request, response)) {
				toSignIn(request, response, "?expired");
			}
			return;
		}
		Optional<String> page = this.keeper.keep(request, response, user.getName());
		if (page.isPresent()) {
			response.sendRedirect(request.getContextPath() + page.get());
		}
		else {
			record(request, "The form was out of date, or not the portal's own");
			ErrorResponseException failure = new ErrorResponseException(HttpStatus.FORBIDDEN);
			failure.setTitle("This page was out of date");
			failure.setDetail("You have signed in since it was opened. Go back, reload it, and send it again.");
			Refusal.send(request, response, failure);
		}
	}

	/** With the way back, and what was typed. */
	private void toOwnPassword(HttpServletRequest request, HttpServletResponse response, PasswordNotOwn notOwn)
			throws IOException {
		if (!RequestedPage.wantsPage(request)) {
			Refusal.send(request, response, notOwn.refusal());
			return;
		}
		this.keeper.keep(request, response, request.getRemoteUser())
			.ifPresentOrElse((page) -> this.requestedPage.save(page, request, response),
					() -> this.requestedPage.saveRequest(request, response));
		response.sendRedirect(request.getContextPath() + "/account");
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException ex) throws IOException {
		if (ex instanceof HashingQueue.TooBusy busy) {
			Refusal.send(request, response, busy.failure());
			return;
		}
		toSignIn(request, response,
				(ex instanceof Throttle.TooManyFailures tooMany) ? "?wait=" + tooMany.seconds() : "?wrong");
	}

	private boolean keptForAfterTheSignIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
		Optional<String> page = this.keeper.keep(request, response, null);
		if (page.isPresent()) {
			this.requestedPage.save(page.get(), request, response);
			toSignIn(request, response, "?kept");
		}
		return page.isPresent();
	}

	/** A stranger needs no reason; whoever brings a session that is over gets one. */
	private static String reason(HttpServletRequest request) {
		if (SignIns.hasEnded(request)) {
			return "?ended";
		}
		return (request.getRequestedSessionId() != null) ? "?over" : "";
	}

	private void record(HttpServletRequest request, String reason) {
		this.audit.record(Action.REFUSED, request.getMethod() + " " + request.getRequestURI(), Outcome.REFUSED, reason);
	}

	private static void toSignIn(HttpServletRequest request, HttpServletResponse response, String why)
			throws IOException {
		String page = request.getContextPath() + "/login" + why;
		if (RequestedPage.wantsPage(request)
				|| request.getHeader("HX-Request") == null && "POST".equals(request.getMethod())) {
			response.sendRedirect(page);
			return;
		}
		// A script stays on its page, where something may have been typed, and says so.
		response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
	}

}
