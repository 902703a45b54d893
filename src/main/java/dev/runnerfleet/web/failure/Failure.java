package dev.runnerfleet.web.failure;

import java.net.URI;
import java.util.Map;

import dev.runnerfleet.database.DatabaseAway;
import dev.runnerfleet.web.RefusedValues;
import org.apache.tomcat.util.http.InvalidParameterException;

import org.springframework.beans.InvalidPropertyException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * What went wrong, in words for the person in front of the screen or the script: the one
 * place where an exception becomes a status and two sentences.
 *
 * @param status the HTTP status
 * @param title what happened
 * @param detail why, and what to do next
 * @param more further properties of problem details, such as {@code errors}
 */
record Failure(HttpStatusCode status, String title, String detail, Map<String, Object> more) {

	Failure(HttpStatusCode status, String title, String detail) {
		this(status, title, detail, Map.of());
	}

	static Failure of(Throwable ex) {
		if (BodyTooLarge.causes(ex)) {
			return of(HttpStatus.CONTENT_TOO_LARGE);
		}
		if (DatabaseAway.causes(ex)) {
			return new Failure(HttpStatus.SERVICE_UNAVAILABLE, "The portal's own database does not answer",
					"Your fleets go on without it. Try again in a minute; look first whether what you sent has arrived. "
							+ "If this lasts, the portal's log says why.");
		}
		if (ex instanceof ErrorResponseException spoken) {
			return spoken(spoken.getBody());
		}
		if (ex instanceof MissingServletRequestParameterException missing) {
			return new Failure(HttpStatus.BAD_REQUEST, of(HttpStatus.BAD_REQUEST).title(),
					"Add the parameter '" + missing.getParameterName() + "' and send it again.");
		}
		if (ex instanceof MethodArgumentTypeMismatchException mismatch) {
			return mismatch.getParameter().hasParameterAnnotation(PathVariable.class) ? of(HttpStatus.NOT_FOUND)
					: spoken(RefusedValues
						.of(HttpStatus.BAD_REQUEST, mismatch.getName(), "This is not a value it can have.")
						.getBody());
		}
		if (ex instanceof ErrorResponse response) {
			return of(response.getStatusCode());
		}
		if (ex instanceof InvalidParameterException || ex instanceof RequestRejectedException
				|| ex instanceof InvalidPropertyException || ex instanceof TypeMismatchException
				|| ex instanceof HttpMessageNotReadableException) {
			return of(HttpStatus.BAD_REQUEST);
		}
		ResponseStatus status = AnnotatedElementUtils.findMergedAnnotation(ex.getClass(), ResponseStatus.class);
		return of((status != null) ? status.code() : HttpStatus.INTERNAL_SERVER_ERROR);
	}

	static Failure of(HttpStatusCode status) {
		return switch (status.value()) {
			case 400 -> new Failure(status, "The request cannot be read",
					"Its address or its content is malformed. Check it, or start again from the fleets.");
			case 401 -> new Failure(status, "Please sign in", "Sign in with your user name and password to go on.");
			case 403 -> new Failure(status, "Your role does not allow this",
					"Ask an administrator of this portal for a role that does.");
			case 404 -> new Failure(status, "There is nothing here",
					"The address may be mistyped, or what it named has been removed.");
			case 405 -> new Failure(status, "This cannot be done here",
					"This address does not take that method; the Allow header names those it takes.");
			case 406 -> new Failure(status, "That format is not on offer", "Ask for application/json or text/html.");
			case 409 -> new Failure(status, "Somebody else was first",
					"It changed since you looked. Reload, look again, and repeat what is still needed.");
			case 413 -> new Failure(status, "That is too much at once",
					"The request is larger than the portal accepts. Send less.");
			case 415 -> new Failure(status, "The portal cannot read that format",
					"Send JSON, with Content-Type: application/json.");
			case 422 -> new Failure(status, "Some values cannot be used", "Go back, correct them and send them again.");
			case 429 -> new Failure(status, "Too many requests", "Wait a minute and try again.");
			case 503 -> new Failure(status, "The portal is not available right now", "Try again in a minute.");
			default -> status.is4xxClientError()
					? new Failure(status, "The request was refused", "Go back and try it another way.")
					: new Failure(status, "Something went wrong in the portal",
							"It is not your fault. Try again; if it happens again, ask your administrator to read the portal's log.");
		};
	}

	ProblemDetail toProblem(String path) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(this.status, this.detail);
		problem.setTitle(this.title);
		problem.setInstance(URI.create(path));
		this.more.forEach(problem::setProperty);
		return problem;
	}

	private static Failure spoken(ProblemDetail body) {
		HttpStatus status = HttpStatus.resolve(body.getStatus());
		Failure plain = of(HttpStatusCode.valueOf(body.getStatus()));
		String given = body.getTitle();
		boolean generic = status != null && status.getReasonPhrase().equals(given);
		String title = (given == null || generic) ? plain.title() : given;
		String detail = body.getDetail();
		return new Failure(plain.status(), title, (detail != null) ? detail : plain.detail(),
				(body.getProperties() != null) ? body.getProperties() : Map.of());
	}

}
