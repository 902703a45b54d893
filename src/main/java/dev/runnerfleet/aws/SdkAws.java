package dev.runnerfleet.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
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
import software.amazon.awssdk.services.kms.KmsClient;
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

	private final ServiceRole serviceRole;

	private final AwsCalls calls;

	private final Clock clock;

	private volatile @Nullable String region;

	private final Map<String, AutoCloseable> clients = new ConcurrentHashMap<>();

	SdkAws(AwsProperties properties, WaitedFor waitedFor, AwsCalls calls, Clock clock) {
		this.clock = clock;
		this.properties = properties;
		this.waitedFor = waitedFor;
		this.times = new CallTimes(calls);
		this.serviceRole = new ServiceRole(properties.serviceRoleArn());
		this.calls = calls;
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
	public Optional<String> serviceRole() {
		return Optional.ofNullable(this.properties.serviceRoleArn());
	}

	@Override
	public CloudFormationClient cloudFormation(Place place) {
		return shared("cloudformation", place, (http) -> built(CloudFormationClient.builder().httpClient(http), place));
	}

	@Override
	public CloudFormationClient polling(Place place) {
		return shared("polling", place, (http) -> built(CloudFormationClient.builder().httpClient(http), place,
				AwsRetryStrategy.doNotRetry(), this.properties.attemptTimeout()));
	}

	@Override
	public Ec2Client ec2(Place place) {
		return shared("ec2", place, (http) -> built(Ec2Client.builder().httpClient(http), place));
	}

	@Override
	public StsClient sts(Place place) {
		return shared("sts", place, (http) -> built(StsClient.builder().httpClient(http), place));
	}

	@Override
	public IamClient iam(Place place) {
		return shared("iam", place, (http) -> built(IamClient.builder().httpClient(http), place));
	}

	@Override
	public S3Client s3(Place place) {
		return shared("s3", place, (http) -> built(S3Client.builder().httpClient(http), place));
	}

	@Override
	public AutoScalingClient autoScaling(Place place) {
		return shared("autoscaling", place, (http) -> built(AutoScalingClient.builder().httpClient(http), place));
	}

	@Override
	public CloudWatchLogsClient logs(Place place) {
		return shared("logs", place, (http) -> built(CloudWatchLogsClient.builder().httpClient(http), place));
	}

	@Override
	public KmsClient kms(Place place) {
		return shared("kms", place, (http) -> built(KmsClient.builder().httpClient(http), place));
	}

	@Override
	public ServiceQuotas quotas(Place place) {
		return new SdkServiceQuotas(http(), credentials(), Region.of(place.region()), this.calls);
	}

	@Override
	public Optional<Instant> credentialsEnd() {
		return CredentialsEnd.of(credentials().resolveCredentials(), System.getenv(), this.clock.instant());
	}

	@Override
	public void destroy() throws Exception {
		for (AutoCloseable client : this.clients.values()) {
			client.close();
		}
	}

	@SuppressWarnings("unchecked")
	private <C extends AutoCloseable> C shared(String service, Place place, Function<SdkHttpClient, C> builder) {
		SdkHttpClient http = http();
		return (C) this.clients.computeIfAbsent(service + "/" + place, (key) -> builder.apply(http));
	}

	private DefaultCredentialsProvider credentials() {
		return (DefaultCredentialsProvider) this.clients.computeIfAbsent("credentials",
				(key) -> DefaultCredentialsProvider.builder().build());
	}

	private SdkHttpClient http() {
		return (SdkHttpClient) this.clients.computeIfAbsent("http", (key) -> newHttp());
	}

	private SdkHttpClient newHttp() {
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

	private <B extends AwsClientBuilder<B, C>, C> C built(B builder, Place place) {
		return built(builder, place, AwsRetryStrategy.forRetryMode(RetryMode.STANDARD), this.properties.callTimeout());
	}

	private <B extends AwsClientBuilder<B, C>, C> C built(B builder, Place place, RetryStrategy retries,
			Duration callTimeout) {
		return builder.region(Region.of(place.region()))
			.overrideConfiguration((override) -> override.retryStrategy(retries)
				.addExecutionInterceptor(new Attempts())
				.addExecutionInterceptor(this.waitedFor)
				.addExecutionInterceptor(this.times)
				.addExecutionInterceptor(this.serviceRole)
				.apiCallTimeout(callTimeout)
				.apiCallAttemptTimeout(this.properties.attemptTimeout()))
			.build();
	}

}
