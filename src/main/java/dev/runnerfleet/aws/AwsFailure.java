package dev.runnerfleet.aws;

import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
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
		CREDENTIALS,
		/** The identity lacks a permission. */
		DENIED,
		/** No region is configured. */
		NO_REGION,
		/** The thing is there already. */
		EXISTS,
		/** The thing is not there. */
		NOT_FOUND,
		/** A quota of the account is used up. */
		LIMIT,
		/** AWS asks to slow down. */
		THROTTLED,
		/** AWS refuses what it was asked. */
		INVALID,
		/** No answer: whether AWS acted is not known. */
		UNKNOWN

	}

	private static final Set<String> CREDENTIALS = Set.of("ExpiredToken", "ExpiredTokenException",
			"InvalidClientTokenId", "SignatureDoesNotMatch", "UnrecognizedClientException", "AuthFailure",
			"IncompleteSignature", "MissingAuthenticationToken", "InvalidAccessKeyId", "OptInRequired");

	private static final Set<String> DENIED = Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation");

	private static final Set<String> NOT_FOUND = Set.of("ChangeSetNotFound", "ChangeSetNotFoundException",
			"NoSuchBucket", "ResourceNotFoundException", "InvalidInstanceID.NotFound");

	private final Kind kind;

	private final String awsMessage;

	private boolean certain = true;

	private AwsFailure(Kind kind, HttpStatus status, String title, String detail, String awsMessage,
			@Nullable Throwable cause) {
		super(status, cause);
		this.kind = kind;
		this.awsMessage = awsMessage;
		setTitle(title);
		setDetail(detail);
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

	/** What happened, in a few words. */
	public String title() {
		return String.valueOf(getBody().getTitle());
	}

	/** Why, and what to do next. */
	public String detail() {
		return String.valueOf(getBody().getDetail());
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
		return new AwsFailure(this.kind, HttpStatus.valueOf(getStatusCode().value()), filter.apply(title()),
				filter.apply(detail()), filter.apply(this.awsMessage), null);
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
			AwsFailure failure = of(action, ex);
			failure.certain = ex.numAttempts() == null || ex.numAttempts() <= 1;
			throw failure;
		}
		catch (SdkException ex) {
			throw of(action, ex);
		}
	}

	static AwsFailure noRegion() {
		return new AwsFailure(Kind.NO_REGION, HttpStatus.SERVICE_UNAVAILABLE, "No AWS region is set",
				"Set AWS_REGION, or a region in the AWS profile, and start the portal again.", "", null);
	}

	private static AwsFailure of(String action, AwsServiceException ex) {
		AwsErrorDetails error = ex.awsErrorDetails();
		String code = (error != null && error.errorCode() != null) ? error.errorCode() : "";
		String message = (error != null && error.errorMessage() != null) ? error.errorMessage() : "";
		if (CREDENTIALS.contains(code)) {
			return new AwsFailure(Kind.CREDENTIALS, HttpStatus.SERVICE_UNAVAILABLE,
					"AWS does not accept the portal's credentials",
					"They may have expired or belong to another account. Renew them and try again. AWS says: "
							+ sentence(message),
					message, ex);
		}
		if (DENIED.contains(code)) {
			return new AwsFailure(Kind.DENIED, HttpStatus.SERVICE_UNAVAILABLE,
					"The permission " + action + " is missing",
					"Allow " + action + " for the portal's AWS identity and try again. AWS says: " + sentence(message),
					message, ex);
		}
		if (ex.isThrottlingException()) {
			return new AwsFailure(Kind.THROTTLED, HttpStatus.SERVICE_UNAVAILABLE, "AWS is busy with this account",
					"Too many calls were made in this region in a short time. Wait a minute and try again.", message,
					ex);
		}
		if (code.equals("AlreadyExistsException")) {
			return new AwsFailure(Kind.EXISTS, HttpStatus.CONFLICT, "The name is taken",
					"This account already has a stack of that name in this region. Choose another name.", message, ex);
		}
		if (code.equals("LimitExceededException") || code.equals("LimitExceeded")) {
			return new AwsFailure(Kind.LIMIT, HttpStatus.CONFLICT, "A limit of the AWS account is reached",
					"Remove what is no longer needed or ask AWS for a higher quota. AWS says: " + sentence(message),
					message, ex);
		}
		if (ex.statusCode() >= 500) {
			return unknown(action, message, ex);
		}
		if (NOT_FOUND.contains(code) || message.matches("(?s)Stack (with id |\\[).* does not exist.*")) {
			return new AwsFailure(Kind.NOT_FOUND, HttpStatus.NOT_FOUND, "AWS does not know it", sentence(message),
					message, ex);
		}
		return new AwsFailure(Kind.INVALID, HttpStatus.UNPROCESSABLE_CONTENT, "AWS refused the request",
				"AWS says: " + sentence(message.isBlank() ? code : message), message, ex);
	}

	private static AwsFailure of(String action, SdkException ex) {
		String message = String.valueOf(ex.getMessage());
		if (ex instanceof SdkClientException && message.contains("Unable to load credentials")) {
			return new AwsFailure(Kind.CREDENTIALS, HttpStatus.SERVICE_UNAVAILABLE, "The portal has no AWS credentials",
					"Give it a role, a profile (AWS_PROFILE) or access keys in its environment, and try again.", "",
					ex);
		}
		return unknown(action, "", ex);
	}

	private static AwsFailure unknown(String action, String message, SdkException ex) {
		return new AwsFailure(Kind.UNKNOWN, HttpStatus.SERVICE_UNAVAILABLE, "AWS did not answer",
				"The call " + action + " got no answer in time. Check the portal's network and try again.", message,
				ex);
	}

	private static String sentence(String text) {
		return text.isBlank() || text.endsWith(".") ? text : text + ".";
	}

}
