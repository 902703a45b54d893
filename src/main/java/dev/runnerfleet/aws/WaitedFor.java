package dev.runnerfleet.aws;

import java.io.IOException;
import java.time.Duration;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Gives each call that somebody waits for no longer than a person waits, whoever makes
 * it: what was sent by then is followed by its row. Bound to the thread of the request,
 * as a transaction is; work in the background has more time.
 */
class WaitedFor implements Filter, ExecutionInterceptor {

	private static final ThreadLocal<@Nullable Duration> LIMIT = new ThreadLocal<>();

	private final Duration limit;

	/**
	 * The same for all requests.
	 * @param limit how long each call may take, its retries included
	 */
	WaitedFor(Duration limit) {
		this.limit = limit;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		LIMIT.set(this.limit);
		try {
			chain.doFilter(request, response);
		}
		finally {
			LIMIT.remove();
		}
	}

	@Override
	public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
		Duration limit = LIMIT.get();
		if (limit == null || !(context.request() instanceof AwsRequest request)) {
			return context.request();
		}
		AwsRequestOverrideConfiguration.Builder override = request.overrideConfiguration()
			.map(AwsRequestOverrideConfiguration::toBuilder)
			.orElseGet(AwsRequestOverrideConfiguration::builder);
		return request.toBuilder().overrideConfiguration(override.apiCallTimeout(limit).build()).build();
	}

}
