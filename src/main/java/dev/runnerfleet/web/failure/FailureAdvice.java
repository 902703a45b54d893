package dev.runnerfleet.web.failure;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Answers whatever a controller throws, so that no exception is ever shown raw. */
@ControllerAdvice
class FailureAdvice {

	private static final Logger logger = LoggerFactory.getLogger(FailureAdvice.class);

	@ExceptionHandler
	Object answer(Exception ex, HttpServletRequest request, HttpServletResponse response) throws Exception {
		if (isForOthers(ex) || response.isCommitted()) {
			throw ex;
		}
		Failure failure = Failure.of(ex);
		if (failure.status().is5xxServerError() && !(ex instanceof ErrorResponse)) {
			logger.error("{} {} failed", request.getMethod(), request.getRequestURI(), ex);
		}
		HttpHeaders headers = (ex instanceof ErrorResponse told) ? told.getHeaders() : HttpHeaders.EMPTY;
		return FailureAnswer.of(failure, headers, request, response);
	}

	/** The security filters turn the first two into a sign-in; the last has no reader. */
	private static boolean isForOthers(Exception ex) {
		return ex instanceof AuthenticationException || ex instanceof AccessDeniedException
				|| ex instanceof AsyncRequestNotUsableException;
	}

}
