package dev.runnerfleet.aws;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What reaches AWS, over HTTP and through the SDK. */
class ServiceRoleTest {

	private static final String ROLE = "arn:aws:iam::111122223333:role/ci/runner-fleet-portal-cloudformation";

	private static final Map<String, String> IDENTITY = Map.of("aws.accessKeyId", "made-up", "aws.secretAccessKey",
			"made-up-too", "aws.region", "eu-central-1");

	/** The body of the latest call of each kind. */
	private final Map<String, String> bodies = new ConcurrentHashMap<>();

	private HttpServer server;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", (exchange) -> {
			try (exchange) {
				String body = URLDecoder.decode(
						new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
						StandardCharsets.UTF_8);
				String action = body.replaceFirst("(?s).*?Action=(\\w+).*", "$1");
				this.bodies.put(action, body);
				byte[] answer = "<%sResponse><%sResult/></%sResponse>".formatted(action, action, action)
					.getBytes(StandardCharsets.UTF_8);
				exchange.getResponseHeaders().set("Content-Type", "text/xml");
				exchange.sendResponseHeaders(200, answer.length);
				exchange.getResponseBody().write(answer);
			}
		});
		this.server.start();
		IDENTITY.forEach(System::setProperty);
		System.setProperty("aws.endpointUrl", "http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
		IDENTITY.keySet().forEach(System::clearProperty);
		System.clearProperty("aws.endpointUrl");
	}

	@Test
	void everyCallThatTakesARoleCarriesIt() throws Exception {
		call(ROLE);
		assertThat(this.bodies.keySet()).containsAll(callsThatTakeARole());
		assertThat(callsThatTakeARole())
			.contains("CreateStack", "CreateChangeSet", "DeleteStack", "ContinueUpdateRollback")
			.allSatisfy((action) -> assertThat(this.bodies.get(action)).contains("RoleARN=" + ROLE));
		assertThat(this.bodies.get("ExecuteChangeSet")).doesNotContain("RoleARN");
	}

	@Test
	void withoutOneCloudFormationWorksWithThePortalsIdentity() throws Exception {
		call(" ");
		assertThat(this.bodies.values()).hasSizeGreaterThan(6).noneMatch((body) -> body.contains("RoleARN"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "runner-fleet-portal-cloudformation", "arn:aws:iam::111122223333:user/ada",
			"arn:aws:sts::111122223333:assumed-role/ci/ada", "arn:aws:iam::1:role/ci" })
	void whatIsNoRoleEndsTheStart(String arn) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new AwsProperties(Duration.ofSeconds(20), Duration.ofSeconds(8), arn))
			.withMessageContaining("portal.aws.service-role-arn");
	}

	private void call(String role) throws Exception {
		SdkAws aws = new SdkAws(new AwsProperties(Duration.ofSeconds(20), Duration.ofSeconds(8), role),
				new WaitedFor(Duration.ofSeconds(20)), new AwsCalls(new SimpleMeterRegistry()), Clock.systemUTC());
		CloudFormationClient client = aws.cloudFormation(Place.in("eu-central-1"));
		client.createStack((request) -> request.stackName("blue"));
		client.createChangeSet((request) -> request.stackName("blue").changeSetName("one"));
		client.executeChangeSet((request) -> request.stackName("blue").changeSetName("one"));
		client.deleteStack((request) -> request.stackName("blue"));
		client.continueUpdateRollback((request) -> request.stackName("blue"));
		client.updateStack((request) -> request.stackName("blue"));
		client.rollbackStack((request) -> request.stackName("blue"));
		aws.destroy();
	}

	/** As the SDK's own model says, so that a call that is new there is not forgotten. */
	private static List<String> callsThatTakeARole() {
		return Stream.of(CloudFormationClient.class.getMethods())
			.flatMap((method) -> Stream.of(method.getParameterTypes()))
			.filter(CloudFormationRequest.class::isAssignableFrom)
			.filter((type) -> type != CloudFormationRequest.class)
			.distinct()
			.filter(ServiceRoleTest::takesARole)
			.map((type) -> type.getSimpleName().replaceFirst("Request$", ""))
			.toList();
	}

	private static boolean takesARole(Class<?> type) {
		try {
			SdkPojo builder = (SdkPojo) type.getMethod("builder").invoke(null);
			return builder.sdkFields().stream().map(SdkField::locationName).anyMatch("RoleARN"::equals);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
