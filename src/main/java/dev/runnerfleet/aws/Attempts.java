package dev.runnerfleet.aws;

import java.util.Locale;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Watches each attempt of a call: the last answer alone does not tell what became of the
 * attempts before it, and not every answer comes from AWS.
 */
class Attempts implements ExecutionInterceptor {

	/** How many attempts were sent and not refused. */
	private static final ExecutionAttribute<Integer> OPEN = new ExecutionAttribute<>("runner-fleet-portal-open");

	@Override
	public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
		attributes.putAttribute(OPEN, open(attributes) + 1);
	}

	@Override
	public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
		SdkHttpResponse answer = context.httpResponse();
		if (answer.statusCode() < 500 && isPage(answer)) {
			throw SdkClientException.create(AwsFailureWords.NOT_AWS + answer.statusCode());
		}
		if (answer.statusCode() >= 400 && answer.statusCode() < 500) {
			attributes.putAttribute(OPEN, open(attributes) - 1);
		}
	}

	@Override
	public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes attributes) {
		if (open(attributes) == 0) {
			context.exception().addSuppressed(new AllRefused());
		}
		return context.exception();
	}

	private static int open(ExecutionAttributes attributes) {
		Integer open = attributes.getAttribute(OPEN);
		return (open != null) ? open : 0;
	}

	private static boolean isPage(SdkHttpResponse answer) {
		return answer.firstMatchingHeader("Content-Type")
			.filter((type) -> type.toLowerCase(Locale.ROOT).startsWith("text/html"))
			.isPresent();
	}

	/**
	 * Whether every attempt of a call that failed was refused, so that AWS did nothing.
	 */
	static boolean allRefused(Throwable failed) {
		for (Throwable mark : failed.getSuppressed()) {
			if (mark instanceof AllRefused) {
				return true;
			}
		}
		return false;
	}

	private static final class AllRefused extends RuntimeException {

		AllRefused() {
			super("Every attempt was refused", null, false, false);
		}

	}

}
