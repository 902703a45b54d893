package dev.runnerfleet.aws;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.runnerfleet.aws.AwsFailure.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Every way in which a call may be answered, over HTTP and through the SDK: what became
 * of it is told right, and so is whether AWS may have acted.
 */
class AwsFailureWordsTest {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final AwsCalls calls = new AwsCalls(this.meters);

	private final WaitedFor waitedFor = new WaitedFor(Duration.ofMillis(200));

	private static final Map<String, String> IDENTITY = Map.of("aws.accessKeyId", "made-up", "aws.secretAccessKey",
			"made-up-too", "aws.region", "eu-central-1");

	private final Queue<Answer> script = new ArrayDeque<>();

	private final CountDownLatch over = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private HttpServer server;

	private SdkAws aws;

	/** Waits for nothing. */
	private SdkAws hasty;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", (exchange) -> {
			try (exchange) {
				exchange.getRequestBody().readAllBytes();
				Answer next = (this.script.size() > 1) ? this.script.poll() : this.script.peek();
				next.to(exchange);
			}
		});
		this.server.start();
		IDENTITY.forEach(System::setProperty);
		System.setProperty("aws.endpointUrl", "http://127.0.0.1:" + this.server.getAddress().getPort());
		this.aws = new SdkAws(new AwsProperties(Duration.ofMinutes(1), Duration.ofSeconds(20), null), this.waitedFor,
				this.calls, Clock.systemUTC());
		this.hasty = new SdkAws(new AwsProperties(Duration.ofMinutes(1), Duration.ofMillis(200), null), this.waitedFor,
				this.calls, Clock.systemUTC());
	}

	@AfterEach
	void stop() throws Exception {
		this.over.countDown();
		this.aws.destroy();
		this.hasty.destroy();
		this.server.stop(0);
		this.threads.shutdownNow();
		IDENTITY.keySet().forEach(System::clearProperty);
		System.clearProperty("aws.endpointUrl");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					400 ValidationError                | INVALID     | true  | AWS refused the request
					400 LimitExceededException         | LIMIT       | true  | A limit of the AWS account is reached
					403 AccessDenied                   | DENIED      | true  | The permission cloudformation:CreateStack is missing
					400 AlreadyExistsException         | EXISTS      | true  | The name is taken
					400 TokenAlreadyExistsException    | INVALID     | false | AWS refused the request
					403 ExpiredToken                   | CREDENTIALS | true  | AWS does not accept the portal’s credentials
					400 RequestExpired                 | CREDENTIALS | true  | AWS does not accept the portal’s credentials
					400 Throttling                     | THROTTLED   | true  | AWS is busy with this account
					500 InternalFailure                | UNKNOWN     | false | AWS had an error of its own
					503 ServiceUnavailable             | UNKNOWN     | false | AWS had an error of its own
					cut                                | UNKNOWN     | false | AWS did not answer
					hang                               | UNKNOWN     | false | AWS did not answer
					200 html                           | UNKNOWN     | false | AWS did not answer
					403 html                           | UNKNOWN     | false | AWS did not answer
					502 html                           | UNKNOWN     | false | AWS had an error of its own
					500 InternalFailure, 400 AlreadyExistsException | EXISTS | false | The name is taken
					cut, 400 ValidationError           | INVALID     | false | AWS refused the request
					400 Throttling, 400 ValidationError | INVALID    | true  | AWS refused the request
					""")
	void anAnswerIsTakenForWhatItIs(String script, Kind kind, boolean certain, String title) {
		AwsFailure failure = failure(script);
		assertThat(this.meters.get("portal.aws.calls")
			.tags("service", "CloudFormation", "operation", "CreateStack", "outcome", kind.name())
			.timer()
			.count()).isEqualTo(1);
		assertThat(failure.kind()).isEqualTo(kind);
		assertThat(failure.certain()).isEqualTo(certain);
		assertThat(failure.title()).isEqualTo(title);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					500 InternalFailure | The call cloudformation:CreateStack was answered with 500 InternalFailure.
					hang                | got no answer in time
					cut                 | The connection ended before cloudformation:CreateStack was answered.
					200 html            | Something between the portal and AWS answered the call cloudformation:CreateStack with status 200
					403 html            | Something between the portal and AWS answered the call cloudformation:CreateStack with status 403
					400 RequestExpired  | The session has expired. Renew it, and the portal goes on by itself.
					400 RequestTimeTooSkewed | The clock of the portal’s machine is wrong.
					400 InvalidClientTokenId | They may be wrong
					""")
	void itSaysWhatHappened(String script, String words) {
		assertThat(failure(script).detail()).contains(words);
	}

	@Test
	void whatNoPermissionCuresIsNotToldAsAMissingOne() {
		String forbidden = "User: x is not authorized to perform: sts:AssumeRole on resource: y ";
		assertThat(denied(forbidden + "with an explicit deny in a service control policy").words())
			.startsWith("AWS forbids sts:AssumeRole. It is denied explicitly in a service control policy");
		assertThat(denied(forbidden + "because no permissions boundary allows the sts:AssumeRole action").words())
			.startsWith("AWS forbids sts:AssumeRole. The permissions boundary that applies");
		assertThat(denied(forbidden + "because no identity-based policy allows the sts:AssumeRole action").words())
			.startsWith("The permission sts:AssumeRole is missing. Allow sts:AssumeRole");
		assertThat(denied("You are not authorized to use launch template: lt-1").words())
			.startsWith("AWS does not let the portal use the launch template.");
		assertThat(denied("No. Encoded authorization failure message: " + "x".repeat(900)).words()).endsWith("No.");
	}

	private AwsFailure denied(String message) {
		this.script.clear();
		this.script.add(Answer.error(403, "AccessDenied", message));
		return failure(this.aws);
	}

	@Test
	void aCallThatSomebodyWaitsForMayTakeNoLongerThanTheyWait() throws Exception {
		this.script.add(Answer.of("hang", this.over));
		this.waitedFor.doFilter(new MockHttpServletRequest(), new MockHttpServletResponse(), (request, response) -> {
			AwsFailure failure = failure(this.aws);
			assertThat(failure.kind()).isEqualTo(AwsFailure.Kind.UNKNOWN);
			assertThat(failure.certain()).isFalse();
		});
	}

	private AwsFailure failure(String script) {
		List.of(script.split(", ")).forEach((answer) -> this.script.add(Answer.of(answer, this.over)));
		return failure(script.equals("hang") ? this.hasty : this.aws);
	}

	private static AwsFailure failure(SdkAws aws) {
		return catchThrowableOfType(AwsFailure.class,
				() -> AwsFailure.guard("cloudformation:CreateStack", () -> aws.cloudFormation(Place.in("eu-central-1"))
					.createStack((request) -> request.stackName("blue"))));
	}

	/** One way to answer a call. */
	private interface Answer {

		void to(HttpExchange exchange) throws IOException;

		static Answer of(String words, CountDownLatch over) {
			return switch (words) {
				case "cut" -> HttpExchange::close;
				case "hang" -> (exchange) -> hang(over);
				default -> words.endsWith(" html")
						? page(Integer.parseInt(words.substring(0, 3)), "text/html; charset=utf-8",
								"<html><body>Sign in</body></html>")
						: error(Integer.parseInt(words.substring(0, 3)), words.substring(4), "");
			};
		}

		static Answer error(int status, String code, String message) {
			return page(status, "text/xml",
					"<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
						.formatted(code, message));
		}

		private static Answer page(int status, String type, String text) {
			byte[] body = text.getBytes(StandardCharsets.UTF_8);
			return (exchange) -> {
				exchange.getResponseHeaders().set("Content-Type", type);
				exchange.sendResponseHeaders(status, body.length);
				exchange.getResponseBody().write(body);
			};
		}

		private static void hang(CountDownLatch over) {
			try {
				over.await(5, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
