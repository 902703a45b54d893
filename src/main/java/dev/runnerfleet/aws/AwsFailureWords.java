package dev.runnerfleet.aws;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.regex.Pattern;

import dev.runnerfleet.aws.AwsFailure.Kind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Puts what AWS answers into words, and what it does not answer. */
final class AwsFailureWords {

	/** Begins the message about an answer of something between the portal and AWS. */
	static final String NOT_AWS = "Not answered by AWS, status ";

	private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired",
			"TokenRefreshRequired");

	private static final Set<String> CLOCK = Set.of("RequestTimeTooSkewed", "RequestInTheFuture");

	private static final Set<String> WRONG = Set.of("InvalidClientTokenId", "SignatureDoesNotMatch",
			"InvalidSignatureException", "UnrecognizedClientException", "AuthFailure", "IncompleteSignature",
			"IncompleteSignatureException", "MissingAuthenticationToken", "MissingAuthenticationTokenException",
			"InvalidAccessKeyId", "InvalidToken", "InvalidIdentityToken", "OptInRequired");

	private static final Set<String> DENIED = Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation",
			"UnauthorizedException", "AuthorizationError", "NotAuthorized");

	private static final Set<String> LIMIT = Set.of("LimitExceeded", "LimitExceededException",
			"ServiceQuotaExceededException", "ResourceLimitExceeded");

	private static final Set<String> NOT_FOUND = Set.of("ChangeSetNotFound", "ChangeSetNotFoundException",
			"NoSuchBucket", "ResourceNotFoundException", "InvalidInstanceID.NotFound");

	private static final Set<String> REPEATED = Set.of("TokenAlreadyExistsException", "TokenAlreadyExists");

	private static final Pattern CLOCK_WORDS = Pattern.compile("(?i)signature (expired|not yet current)");

	private static final Pattern NO_SUCH_STACK = Pattern.compile("(?s)Stack (with id |\\[).* does not exist.*");

	private AwsFailureWords() {
	}

	static AwsFailure of(String action, AwsServiceException ex) {
		AwsErrorDetails error = ex.awsErrorDetails();
		String code = (error != null && error.errorCode() != null) ? error.errorCode() : "";
		String message = (error != null && error.errorMessage() != null) ? error.errorMessage() : "";
		if (EXPIRED.contains(code)) {
			return credentials("The session has expired. Renew it, and the portal goes on by itself.", message, ex);
		}
		if (CLOCK.contains(code) || CLOCK_WORDS.matcher(message).find()) {
			return credentials("The clock of the portal’s machine is wrong. Set it right and try again.", message, ex);
		}
		if (WRONG.contains(code)) {
			return credentials("They may be wrong, or belong to an account that has not enabled this region. "
					+ "Renew them and try again.", message, ex);
		}
		if (DENIED.contains(code)) {
			return Denial.of(action, message, ex);
		}
		if (LIMIT.contains(code)) {
			return new AwsFailure(Kind.LIMIT, "A limit of the AWS account is reached",
					"Remove what is no longer needed or ask AWS for a higher quota." + says(message), message, ex);
		}
		if (ex.isThrottlingException()) {
			return new AwsFailure(Kind.THROTTLED, "AWS is busy with this account",
					"Too many calls were made in this region in a short time. Wait a minute and try again.", message,
					ex);
		}
		if (code.equals("AlreadyExistsException")) {
			return new AwsFailure(Kind.EXISTS, "The name is taken",
					"This account already has a stack of that name in this region. Choose another name.", message, ex);
		}
		if (ex.statusCode() >= 500) {
			return new AwsFailure(Kind.UNKNOWN, "AWS had an error of its own",
					"The call %s was answered with %s. Most often this passes within minutes.%s".formatted(action,
							(ex.statusCode() + " " + code).strip(), says(message)),
					message, ex);
		}
		if (NOT_FOUND.contains(code) || NO_SUCH_STACK.matcher(message).matches()) {
			return new AwsFailure(Kind.NOT_FOUND, "AWS does not know it", sentence(message), message, ex);
		}
		if (code.isEmpty() && ex.requestId() == null && ex.statusCode() >= 400) {
			return notFromAws(action, " with status " + ex.statusCode(), ex);
		}
		return new AwsFailure(Kind.INVALID, "AWS refused the request",
				"AWS says: " + sentence(message.isBlank() ? code : message), message, ex);
	}

	static AwsFailure of(String action, SdkException ex) {
		String message = String.valueOf(ex.getMessage());
		if (ex instanceof SdkClientException && message.contains("Unable to load credentials")) {
			return new AwsFailure(Kind.CREDENTIALS, "The portal has no AWS credentials",
					"Give it a role, a profile (AWS_PROFILE) or access keys in its environment, and try again.", "",
					ex);
		}
		if (message.startsWith(NOT_AWS)) {
			return notFromAws(action, " with status " + message.substring(NOT_AWS.length()), ex);
		}
		if (caused(ex, UnknownHostException.class) || caused(ex, ConnectException.class)) {
			return silent("The portal cannot connect to AWS for %s. Check its network, name service and proxy.", action,
					ex);
		}
		boolean late = ex instanceof ApiCallTimeoutException || ex instanceof ApiCallAttemptTimeoutException
				|| caused(ex, SocketTimeoutException.class) || message.contains("timed out");
		return late ? silent("The call %s got no answer in time. Check the portal’s network and try again.", action, ex)
				: silent("The connection ended before %s was answered. Check the portal’s network and try again.",
						action, ex);
	}

	static AwsFailure notFromAws(String action, String how, @Nullable Throwable cause) {
		return new AwsFailure(Kind.UNKNOWN, "AWS did not answer",
				("Something between the portal and AWS answered the call %s%s: a proxy or a sign-in page. "
						+ "Let the portal through to AWS and try again.")
					.formatted(action, how),
				"", cause);
	}

	/** Whether AWS refuses because it has acted on the very same request before. */
	static boolean repeated(AwsServiceException ex) {
		return ex.awsErrorDetails() != null && REPEATED.contains(String.valueOf(ex.awsErrorDetails().errorCode()));
	}

	static String says(String message) {
		return message.isBlank() ? "" : " AWS says: " + sentence(message);
	}

	private static AwsFailure credentials(String why, String message, AwsServiceException ex) {
		return new AwsFailure(Kind.CREDENTIALS, "AWS does not accept the portal’s credentials", why + says(message),
				message, ex);
	}

	private static AwsFailure silent(String words, String action, SdkException ex) {
		return new AwsFailure(Kind.UNKNOWN, "AWS did not answer", words.formatted(action), "", ex);
	}

	private static boolean caused(Throwable ex, Class<? extends Throwable> type) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return true;
			}
		}
		return false;
	}

	private static String sentence(String text) {
		return text.isBlank() || text.endsWith(".") ? text : text + ".";
	}

}
