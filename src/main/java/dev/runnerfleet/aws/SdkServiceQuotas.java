package dev.runnerfleet.aws;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the real Service Quotas by a signed call of our own, as there is no client for it
 * among those that the portal is built with.
 */
class SdkServiceQuotas implements ServiceQuotas {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final SdkHttpClient http;

	private final AwsCredentialsProvider credentials;

	private final Region region;

	private final AwsCalls calls;

	SdkServiceQuotas(SdkHttpClient http, AwsCredentialsProvider credentials, Region region, AwsCalls calls) {
		this.http = http;
		this.credentials = credentials;
		this.region = region;
		this.calls = calls;
	}

	@Override
	public double value(String service, String code) {
		long begun = System.nanoTime();
		SdkException failure = null;
		try {
			return read(send(Map.of("ServiceCode", service, "QuotaCode", code)));
		}
		catch (SdkException ex) {
			failure = ex;
			throw ex;
		}
		finally {
			this.calls.record("ServiceQuotas", "GetServiceQuota", Duration.ofNanos(System.nanoTime() - begun), failure);
		}
	}

	private HttpExecuteResponse send(Map<String, String> body) {
		ContentStreamProvider payload = ContentStreamProvider.fromUtf8String(JSON.writeValueAsString(body));
		SdkHttpRequest request = SdkHttpRequest.builder()
			.method(SdkHttpMethod.POST)
			.uri(endpoint())
			.putHeader("Content-Type", "application/x-amz-json-1.1")
			.putHeader("X-Amz-Target", "ServiceQuotasV20190624.GetServiceQuota")
			.build();
		SignedRequest signed = AwsV4HttpSigner.create()
			.sign((sign) -> sign.identity(this.credentials.resolveCredentials())
				.request(request)
				.payload(payload)
				.putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "servicequotas")
				.putProperty(AwsV4HttpSigner.REGION_NAME, this.region.id()));
		try {
			return this.http
				.prepareRequest(HttpExecuteRequest.builder()
					.request(signed.request())
					.contentStreamProvider(signed.payload().orElse(payload))
					.build())
				.call();
		}
		catch (IOException ex) {
			throw SdkClientException.create("Service Quotas did not answer", ex);
		}
	}

	/** Where the SDK's own clients would find it. */
	private URI endpoint() {
		String all = System.getenv().getOrDefault("AWS_ENDPOINT_URL", "");
		String own = System.getenv().getOrDefault("AWS_ENDPOINT_URL_SERVICE_QUOTAS", all);
		String told = System.getProperty("aws.endpointUrl", own);
		String suffix = PartitionMetadata.of(this.region).dnsSuffix();
		return URI.create(told.isEmpty() ? "https://servicequotas.%s.%s/".formatted(this.region.id(), suffix) : told);
	}

	private static double read(HttpExecuteResponse response) {
		int status = response.httpResponse().statusCode();
		JsonNode answer = json(response);
		if (status != 200) {
			throw refusal(status, answer);
		}
		JsonNode value = answer.path("Quota").path("Value");
		if (!value.isNumber()) {
			throw SdkClientException.create(AwsFailureWords.NOT_AWS + status);
		}
		return value.asDouble();
	}

	private static JsonNode json(HttpExecuteResponse response) {
		try (InputStream body = response.responseBody()
			.<InputStream>map((stream) -> stream)
			.orElse(InputStream.nullInputStream())) {
			return JSON.readTree(body);
		}
		catch (IOException ex) {
			throw SdkClientException.create("Service Quotas did not answer", ex);
		}
		catch (JacksonException ex) {
			throw SdkClientException.create(AwsFailureWords.NOT_AWS + response.httpResponse().statusCode());
		}
	}

	private static AwsServiceException refusal(int status, JsonNode answer) {
		String type = text(answer.path("__type"));
		String message = text(answer.has("message") ? answer.path("message") : answer.path("Message"));
		return AwsServiceException.builder()
			.statusCode(status)
			.message(message)
			.awsErrorDetails(AwsErrorDetails.builder()
				.serviceName("ServiceQuotas")
				.errorCode(type.substring(type.indexOf('#') + 1))
				.errorMessage(message)
				.build())
			.build();
	}

	private static String text(@Nullable JsonNode node) {
		return (node != null && node.isString()) ? node.asString() : "";
	}

}
