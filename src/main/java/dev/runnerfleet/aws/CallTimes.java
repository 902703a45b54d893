package dev.runnerfleet.aws;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Takes the time of each call of the real AWS. */
class CallTimes implements ExecutionInterceptor {

	private static final ExecutionAttribute<Long> BEGUN = new ExecutionAttribute<>("runner-fleet-portal-begun");

	private final AwsCalls calls;

	CallTimes(AwsCalls calls) {
		this.calls = calls;
	}

	@Override
	public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
		attributes.putAttribute(BEGUN, System.nanoTime());
	}

	@Override
	public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
		ended(attributes, null);
	}

	@Override
	public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
		ended(attributes, context.exception());
	}

	private void ended(ExecutionAttributes attributes, @Nullable Throwable failure) {
		Long begun = attributes.getAttribute(BEGUN);
		this.calls.record(attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
				attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
				Duration.ofNanos((begun != null) ? System.nanoTime() - begun : 0), failure);
	}

}
