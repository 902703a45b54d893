package dev.runnerfleet.web.failure;

import io.swagger.v3.oas.annotations.Hidden;
import dev.runnerfleet.web.Refusal;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what filters and the container refuse before a controller is reached. */
@Controller
@Hidden
class FailureController implements ErrorController {

	@RequestMapping("/error")
	Object error(HttpServletRequest request, HttpServletResponse response) {
		return FailureAnswer.of(failure(request), HttpHeaders.EMPTY, request, response);
	}

	private static Failure failure(HttpServletRequest request) {
		Throwable refusal = Refusal.of(request);
		if (refusal == null) {
			refusal = (Throwable) request.getAttribute(DatabaseAwayFilter.AWAY);
		}
		if (refusal != null) {
			return Failure.of(refusal);
		}
		Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
		return Failure.of((status instanceof Integer code) ? HttpStatusCode.valueOf(code) : HttpStatus.NOT_FOUND);
	}

}
