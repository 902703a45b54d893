package dev.runnerfleet.aws;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Times the calls of AWS, whoever answers them. */
class AwsCalls {

	private final MeterRegistry registry;

	AwsCalls(MeterRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Notes a call, its retries included.
	 * @param service the service by the SDK's name, such as {@code CloudFormation}
	 * @param operation the operation by the SDK's name, such as {@code CreateStack}
	 * @param took how long it took
	 * @param failure why it came to nothing, {@code null} if it did not
	 */
	public void record(String service, String operation, Duration took, @Nullable Throwable failure) {
		Timer.builder("portal.aws.calls")
			.description("Calls of AWS, retries included")
			.tags("service", service, "operation", operation, "outcome", outcome(operation, failure))
			.register(this.registry)
			.record(took);
	}

	private static String outcome(String operation, @Nullable Throwable failure) {
		if (failure == null) {
			return "SUCCESS";
		}
		if (failure instanceof AwsServiceException ex) {
			return AwsFailureWords.of(operation, ex).kind().name();
		}
		return ((failure instanceof SdkException ex) ? AwsFailureWords.of(operation, ex).kind()
				: AwsFailure.Kind.UNKNOWN)
			.name();
	}

}
