package dev.runnerfleet.aws;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

import org.springframework.beans.factory.DisposableBean;

/**
 * Clients of the real AWS, built on first use: credentials, endpoint and default region
 * are whatever the SDK's own chains find.
 */
class SdkAws implements Aws, DisposableBean {

	private final AwsProperties properties;

	private final WaitedFor waitedFor;

	private final CallTimes times;

	private volatile @Nullable String region;

	private final Map<String, AutoCloseable> clients = new ConcurrentHashMap<>();

	SdkAws(AwsProperties properties, WaitedFor waitedFor, AwsCalls calls) {
		this.properties = properties;
		this.waitedFor = waitedFor;
		this.times = new CallTimes(calls);
	}

	/** Looked up once: on an instance it is a question to the metadata service. */
	@Override
	public String defaultRegion() {
		String known = this.region;
		if (known != null) {
			return known;
		}
		try {
			String found = DefaultAwsRegionProviderChain.builder().build().getRegion().id();
			this.region = found;
			return found;
		}
		catch (SdkClientException ex) {
			throw AwsFailure.noRegion();
		}
	}

	@Override
	public CloudFormationClient cloudFormation(String region) {
		return shared("cloudformation", region,
				(http) -> built(CloudFormationClient.builder().httpClient(http), region));
	}

	@Override
	public CloudFormationClient polling(String region) {
		return shared("polling", region, (http) -> built(CloudFormationClient.builder().httpClient(http), region,
				AwsRetryStrategy.doNotRetry(), this.properties.attemptTimeout()));
	}

	@Override
	public Ec2Client ec2(String region) {
		return shared("ec2", region, (http) -> built(Ec2Client.builder().httpClient(http), region));
	}

	@Override
	public StsClient sts(String region) {
		return shared("sts", region, (http) -> built(StsClient.builder().httpClient(http), region));
	}

	@Override
	public IamClient iam(String region) {
		return shared("iam", region, (http) -> built(IamClient.builder().httpClient(http), region));
	}

	@Override
	public S3Client s3(String region) {
		return shared("s3", region, (http) -> built(S3Client.builder().httpClient(http), region));
	}

	@Override
	public AutoScalingClient autoScaling(String region) {
		return shared("autoscaling", region, (http) -> built(AutoScalingClient.builder().httpClient(http), region));
	}

	@Override
	public CloudWatchLogsClient logs(String region) {
		return shared("logs", region, (http) -> built(CloudWatchLogsClient.builder().httpClient(http), region));
	}

	@Override
	public void destroy() throws Exception {
		for (AutoCloseable client : this.clients.values()) {
			client.close();
		}
	}

	@SuppressWarnings("unchecked")
	private <C extends AutoCloseable> C shared(String service, String region, Function<SdkHttpClient, C> builder) {
		SdkHttpClient http = (SdkHttpClient) this.clients.computeIfAbsent("http", (key) -> http());
		return (C) this.clients.computeIfAbsent(service + "/" + region, (key) -> builder.apply(http));
	}

	private SdkHttpClient http() {
		return UrlConnectionHttpClient.builder()
			.connectionTimeout(this.properties.attemptTimeout())
			.socketTimeout(this.properties.attemptTimeout())
			.proxyConfiguration(proxy())
			.build();
	}

	/**
	 * For AWS's own addresses the one for https; the SDK would go by {@code HTTP_PROXY}.
	 */
	private static ProxyConfiguration proxy() {
		String endpoint = System.getProperty("aws.endpointUrl",
				System.getenv().getOrDefault("AWS_ENDPOINT_URL", "https://"));
		return ProxyConfiguration.builder().scheme(endpoint.startsWith("http:") ? "http" : "https").build();
	}

	private <B extends AwsClientBuilder<B, C>, C> C built(B builder, String region) {
		return built(builder, region, AwsRetryStrategy.forRetryMode(RetryMode.STANDARD), this.properties.callTimeout());
	}

	private <B extends AwsClientBuilder<B, C>, C> C built(B builder, String region, RetryStrategy retries,
			Duration callTimeout) {
		return builder.region(Region.of(region))
			.overrideConfiguration((override) -> override.retryStrategy(retries)
				.addExecutionInterceptor(new Attempts())
				.addExecutionInterceptor(this.waitedFor)
				.addExecutionInterceptor(this.times)
				.apiCallTimeout(callTimeout)
				.apiCallAttemptTimeout(this.properties.attemptTimeout()))
			.build();
	}

}
