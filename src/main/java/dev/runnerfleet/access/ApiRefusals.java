package dev.runnerfleet.access;

import java.io.IOException;

import dev.runnerfleet.access.password.HashingQueue;
import dev.runnerfleet.access.throttle.Throttle;
import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.web.OwnPages;
import dev.runnerfleet.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.ErrorResponseException;

/** Tells scripts in problem details why they may not. */
class ApiRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {

	private final Audit audit;

	ApiRefusals(Audit audit) {
		this.audit = audit;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
			throws IOException {
		Refusal.send(request, response, failure(ex));
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException ex)
			throws IOException {
		if (ex instanceof PasswordNotOwn notOwn) {
			Refusal.send(request, response, notOwn.refusal());
			return;
		}
		this.audit.record(Action.REFUSED, request.getMethod() + " " + request.getRequestURI(), Outcome.REFUSED,
				OwnPages.others(request) ? "Another site's page has sent it" : "The role does not suffice");
		Refusal.send(request, response, new ErrorResponseException(HttpStatus.FORBIDDEN));
	}

	private static ErrorResponseException failure(AuthenticationException ex) {
		if (ex instanceof HashingQueue.TooBusy busy) {
			return busy.failure();
		}
		if (ex instanceof Throttle.TooManyFailures tooMany) {
			return wait(tooMany);
		}
		return (ex instanceof ApiTokenFilter.WrongToken || ex instanceof SecondStepNeeded) ? tokenNeeded(ex) : signIn();
	}

	private static ErrorResponseException signIn() {
		ErrorResponseException failure = new ErrorResponseException(HttpStatus.UNAUTHORIZED);
		failure.setDetail(
				"Send an API token as a Bearer token, or the name and password of a portal user with HTTP Basic.");
		failure.getHeaders()
			.set(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Runner Fleet Portal\", charset=\"UTF-8\"");
		return failure;
	}

	private static ErrorResponseException tokenNeeded(AuthenticationException ex) {
		ErrorResponseException failure = new ErrorResponseException(HttpStatus.UNAUTHORIZED);
		failure.setDetail(ex.getMessage() + " One is made in the portal, under Your account.");
		failure.getHeaders()
			.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Runner Fleet Portal\", error=\"invalid_token\"");
		return failure;
	}

	private static ErrorResponseException wait(Throttle.TooManyFailures tooMany) {
		ErrorResponseException failure = new ErrorResponseException(HttpStatus.TOO_MANY_REQUESTS);
		failure.setTitle("Sign-in is paused");
		failure.setDetail(tooMany.getMessage());
		failure.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(tooMany.seconds()));
		return failure;
	}

}
