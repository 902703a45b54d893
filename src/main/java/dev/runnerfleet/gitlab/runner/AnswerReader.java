package dev.runnerfleet.gitlab.runner;

import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import dev.runnerfleet.gitlab.DisplayText;
import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.GitLabException;
import dev.runnerfleet.gitlab.TokenWay;
import dev.runnerfleet.gitlab.connection.Answer;
import org.jspecify.annotations.Nullable;

/** Reads what an answer that is not the hoped-for one means. */
public final class AnswerReader {

	private final Clock clock;

	public AnswerReader(Clock clock) {
		this.clock = clock;
	}

	/** Whether a token that ends then has ended. */
	boolean isOver(@Nullable Instant end) {
		return end != null && !end.isAfter(this.clock.instant());
	}

	/** Puts an answer that is not the hoped-for one into words, whatever was asked. */
	public Explanation explain(Answer answer) {
		return read(answer, TokenWay.CHECK, null).explain();
	}

	/**
	 * Reads a refusal.
	 * @param answer any answer but the one hoped for
	 * @param way what was tried
	 * @param target for whom a runner was wanted, if the call was about that
	 * @return what it means
	 */
	AnswerFailure read(Answer answer, TokenWay way, @Nullable RunnerTarget target) {
		int status = answer.status();
		String host = answer.base().getHost();
		if (answer.isRedirect()) {
			return new AnswerFailure.Redirected(host, place(answer.location()));
		}
		if (status == 429) {
			return new AnswerFailure.RateLimited(retryAfter(answer));
		}
		AnswerText text = AnswerText.of(answer.json());
		if (status >= 500) {
			return new AnswerFailure.Unavailable(status, text.sentence(), retryAfter(answer));
		}
		if (status == 410 && way == TokenWay.TRADE) {
			return new AnswerFailure.RegistrationOff();
		}
		if (status == 404 && answer.isFromElsewhere()) {
			return new AnswerFailure.NoApi(host);
		}
		if (answer.isPage()) {
			return new AnswerFailure.NotGitLab(host, status);
		}
		return switch (status) {
			case 400, 409, 412, 422 -> new AnswerFailure.Invalid(text.sentence(), text.fields());
			case 401 -> (way != TokenWay.CHECK) ? new AnswerFailure.Unauthorized(way)
					: new AnswerFailure.Unexpected(status, text.sentence());
			case 403 -> (way != TokenWay.CHECK || answer.isForbidden()) ? forbidden(text, way, target)
					: new AnswerFailure.Unexpected(status, text.sentence());
			case 404 -> (target != null && way == TokenWay.CREATE)
					? new AnswerFailure.UnknownTarget(target.scope(), target.place())
					: new AnswerFailure.Unexpected(status, text.sentence());
			default -> answer.isSuccess() ? new AnswerFailure.Incomplete("runner")
					: new AnswerFailure.Unexpected(status, text.sentence());
		};
	}

	/**
	 * Reads the new runner that an answer tells of.
	 * @param answer GitLab's answer to the call that makes one
	 * @param way what was tried
	 * @param target for whom it was wanted, {@code null} where only GitLab knows
	 * @return the runner
	 * @throws GitLabException if there is none, none that can be used, or nobody can tell
	 */
	IssuedRunner runner(Answer answer, TokenWay way, @Nullable RunnerTarget target) {
		Long id = answer.id();
		boolean told = answer.isSuccess() && !answer.isPage();
		if (told && id != null && !answer.token().isBlank()) {
			return new IssuedRunner(id, answer.token(), answer.expiresAt(), answer.hasOddExpiry(), answer.base(),
					(target != null) ? target.page(answer.base(), id) : null);
		}
		AnswerFailure failure = told ? new AnswerFailure.Incomplete(missing(answer)) : read(answer, way, target);
		throw new GitLabException(
				answer.isCertainNo() ? failure : new UncertainRunner(failure, answer.base(), target, told ? id : null));
	}

	private static String missing(Answer answer) {
		if (!answer.json().path("token").isString()) {
			return "token";
		}
		return (answer.id() == null) ? "runner id" : "token of the form that runner tokens have";
	}

	private AnswerFailure forbidden(AnswerText text, TokenWay way, @Nullable RunnerTarget target) {
		return switch (text.code()) {
			case "insufficient_scope" -> new AnswerFailure.InsufficientScope(false);
			case "insufficient_granular_scope" -> new AnswerFailure.InsufficientScope(true);
			default -> (way != TokenWay.CREATE) ? new AnswerFailure.InvalidToken(way)
					: new AnswerFailure.NotPermitted((target != null) ? target.scope() : null, text.sentence());
		};
	}

	private @Nullable Duration retryAfter(Answer answer) {
		String header = answer.retryAfter().strip();
		try {
			Duration wait = header.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(header))
					: Duration.between(this.clock.instant(),
							ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
			return (wait.toSeconds() > 0) ? wait : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/**
	 * A redirect's target without its query, which may hold what is nobody's business.
	 */
	private static String place(String location) {
		try {
			URI uri = URI.create(location);
			return (uri.getHost() != null)
					? DisplayText.quote(uri.getScheme() + "://" + uri.getHost()
							+ ((uri.getPort() != -1) ? ":" + uri.getPort() : "") + uri.getPath())
					: DisplayText.quote(uri.getPath());
		}
		catch (IllegalArgumentException | NullPointerException ex) {
			return "";
		}
	}

}
