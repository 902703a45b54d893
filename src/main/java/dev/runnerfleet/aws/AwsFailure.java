package dev.runnerfleet.aws;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import dev.runnerfleet.secret.TokenShapes;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * A refusal of AWS in words for the person in front of the screen: what happened in the
 * title, what to do next in the detail.
 */
public final class AwsFailure extends ErrorResponseException {

	/** What kind of answer it was, for those who can do something about it. */
	public enum Kind {

		/** No, expired or wrong credentials. */
		CREDENTIALS(HttpStatus.SERVICE_UNAVAILABLE),
		/** The identity lacks a permission, or a policy forbids it. */
		DENIED(HttpStatus.SERVICE_UNAVAILABLE),
		/** No region is configured. */
		NO_REGION(HttpStatus.SERVICE_UNAVAILABLE),
		/** The thing is there already. */
		EXISTS(HttpStatus.CONFLICT),
		/** The thing is not there. */
		NOT_FOUND(HttpStatus.NOT_FOUND),
		/** A quota of the account is used up. */
		LIMIT(HttpStatus.CONFLICT),
		/** AWS asks to slow down. */
		THROTTLED(HttpStatus.SERVICE_UNAVAILABLE),
		/** AWS refuses what it was asked. */
		INVALID(HttpStatus.UNPROCESSABLE_CONTENT),
		/** No answer that counts: whether AWS acted is not known. */
		UNKNOWN(HttpStatus.SERVICE_UNAVAILABLE);

		private final HttpStatus status;

		Kind(HttpStatus status) {
			this.status = status;
		}

	}

	private final Kind kind;

	private final String awsMessage;

	private boolean certain = true;

	AwsFailure(Kind kind, String title, String detail, String awsMessage, @Nullable Throwable cause) {
		super(kind.status, cause);
		this.kind = kind;
		this.awsMessage = TokenShapes.mask(awsMessage);
		setTitle(title);
		setDetail(TokenShapes.mask(detail));
	}

	public Kind kind() {
		return this.kind;
	}

	/**
	 * Whether AWS has surely not acted: an earlier attempt of the same call may have
	 * reached it without an answer.
	 */
	public boolean certain() {
		return this.certain && this.kind != Kind.UNKNOWN;
	}

	/**
	 * Whether the same call may succeed later although nobody changes what is asked for:
	 * AWS may be busy or away, and sessions are renewed.
	 */
	public boolean passing() {
		return this.kind == Kind.THROTTLED || this.kind == Kind.UNKNOWN || this.kind == Kind.CREDENTIALS;
	}

	/** What happened, in a few words. */
	public String title() {
		return String.valueOf(getBody().getTitle());
	}

	/** Why, and what to do next. */
	public String detail() {
		return String.valueOf(getBody().getDetail());
	}

	/** What happened, why, and what to do next. */
	public String words() {
		return title() + ". " + detail();
	}

	/** AWS's own sentence, blank where there was no answer. */
	public String awsMessage() {
		return this.awsMessage;
	}

	/**
	 * The same failure with its words run through a filter.
	 * @param filter takes out what must not be shown
	 * @return the filtered failure, without its cause
	 */
	public AwsFailure scrubbed(UnaryOperator<String> filter) {
		AwsFailure scrubbed = new AwsFailure(this.kind, filter.apply(title()), filter.apply(detail()),
				filter.apply(this.awsMessage), null);
		scrubbed.certain = this.certain;
		return scrubbed;
	}

	/**
	 * Makes a call and turns the SDK's exceptions into ours.
	 * @param <T> what the call gives
	 * @param action the IAM action that it needs, such as
	 * {@code cloudformation:CreateStack}
	 * @param call the call
	 * @return what the call gave
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	public static <T> T guard(String action, Supplier<T> call) {
		try {
			return call.get();
		}
		catch (AwsServiceException ex) {
			AwsFailure failure = AwsFailureWords.of(action, ex);
			failure.certain = !AwsFailureWords.repeated(ex)
					&& (ex.numAttempts() == null || ex.numAttempts() <= 1 || Attempts.allRefused(ex));
			throw failure;
		}
		catch (SdkException ex) {
			throw AwsFailureWords.of(action, ex);
		}
	}

	/**
	 * An answer that says yes and still cannot be AWS's, as it lacks what AWS always
	 * gives.
	 * @param action the IAM action that was called
	 */
	public static AwsFailure notFromAws(String action) {
		return AwsFailureWords.notFromAws(action, "", null);
	}

	/** No answer while somebody waited for one. */
	public static AwsFailure late(Duration waited) {
		return new AwsFailure(Kind.UNKNOWN, "AWS did not answer",
				"There was no answer within %s s. Try again in a moment; if this lasts, check the portal’s network."
					.formatted(BigDecimal.valueOf(waited.toMillis(), 3).stripTrailingZeros().toPlainString()),
				"", null);
	}

	static AwsFailure noRegion() {
		return new AwsFailure(Kind.NO_REGION, "No AWS region is set",
				"Set AWS_REGION, or a region in the AWS profile, and start the portal again.", "", null);
	}

}
