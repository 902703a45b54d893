package dev.runnerfleet.notification;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.runnerfleet.SettableClock;
import dev.runnerfleet.gitlab.connection.ConnectionFixture;
import dev.runnerfleet.gitlab.connection.GuardedPosts;
import dev.runnerfleet.notification.Channel.Attempt.Result;
import dev.runnerfleet.notification.Channel.Attempt;
import dev.runnerfleet.notification.occurrence.Notification;
import dev.runnerfleet.notification.occurrence.Topic;
import dev.runnerfleet.secret.KeyVault;
import dev.runnerfleet.secret.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;

class WebhookChannelTest {

	private static final UUID FLEET = UUID.randomUUID();

	private final SettableClock clock = new SettableClock();

	private final Seals seals = new Seals(new KeyVault(() -> new byte[32]));

	private final Secret secret = this.seals.newSecret();

	private Target.Former former;

	private final Sink sink = new Sink();

	@AfterEach
	void close() {
		this.sink.close();
	}

	@Test
	void aMessageIsSignedAsStandardWebhooksSays() throws Exception {
		assertThat(send()).returns(Result.DELIVERED, Attempt::result).returns("Answered 200.", Attempt::words);
		Sink.Received received = this.sink.received.get(0);
		assertThat(received.path()).isEqualTo("/services/T0/secret-part?key=hidden");
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(Base64.getDecoder().decode(this.secret.reveal().substring("whsec_".length())),
				"HmacSHA256"));
		String signed = received.id() + "." + received.headers().get("webhook-timestamp") + "." + received.body();
		assertThat(received.headers().get("webhook-signature")).isEqualTo(
				"v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
		assertThat(received.headers()).containsEntry("webhook-timestamp",
				Long.toString(this.clock.instant().getEpochSecond()));
		assertThat(received.attempt()).isOne();
		assertThat(received.json().path("id").stringValue()).isEqualTo(received.id());
	}

	@Test
	void chatsShowItsTextAndNobodyIsCalledByWhatAwsSays() {
		send();
		assertThat(this.sink.received.get(0).json().path("text").stringValue())
			.isEqualTo("The launch of blue failed\nNo &lt;!channel&gt; &amp; no capacity\n"
					+ "https://ci.example.com/fleets/" + FLEET);
		assertThat(this.sink.received.get(0).json().path("event").stringValue()).isEqualTo("failed");
		assertThat(this.sink.received.get(0).json().path("fleet").path("name").stringValue()).isEqualTo("blue");
	}

	@ParameterizedTest
	@CsvSource({ "204, DELIVERED", "400, REFUSED", "422, REFUSED", "404, AWAY", "410, AWAY", "429, AWAY", "500, AWAY",
			"503, AWAY" })
	void anAnswerSaysWhoseFaultItIs(int status, Result result) {
		this.sink.answers(status, "X-Nothing: here");
		assertThat(send().result()).isEqualTo(result);
	}

	@ParameterizedTest(quoteTextArguments = false)
	@CsvSource(delimiter = '|', textBlock = """
			429 | 120 | 120
			503 | 120 | 120
			500 | 120 | 0
			429 | Fri, 15 Jan 2027 08:10:00 GMT | 600
			429 | Fri, 15 Jan 2027 07:00:00 GMT | 0
			429 | soon | 0
			429 | -5 | 0
			429 | 99999999999999 | 0
			""")
	void whoeverAsksToBeLeftAloneIsAsked(int status, String retryAfter, long seconds) {
		this.sink.answers(status, "Retry-After: " + retryAfter);
		assertThat(send().pause()).isEqualTo(Duration.ofSeconds(seconds));
	}

	@Test
	void aFormerSecretSignsBesideTheNewOneForAWhile() {
		Secret before = this.seals.newSecret();
		UUID id = UUID.randomUUID();
		this.former = new Target.Former(this.seals.seal(id, before), this.clock.instant().plusSeconds(60));
		send(id);
		this.clock.advance(Duration.ofSeconds(61));
		send(id);
		assertThat(this.sink.received).extracting((each) -> each.headers().get("webhook-signature"))
			.satisfies((both) -> assertThat(both.split(" ")).hasSize(2)
				.doesNotHaveDuplicates()
				.allSatisfy((each) -> assertThat(each).startsWith("v1,")), atIndex(0))
			.satisfies((one) -> assertThat(one).startsWith("v1,").doesNotContain(" "), atIndex(1));
	}

	@Test
	void aRedirectIsNotFollowedWhereverItLeads() {
		try (Sink elsewhere = new Sink()) {
			this.sink.answers(302, "Location: " + elsewhere.address());
			assertThat(send()).returns(Result.AWAY, Attempt::result)
				.returns("Answered 302, which leads elsewhere. The portal does not follow: enter the address that it "
						+ "leads to.", Attempt::words);
			this.sink.answers(307, "Location: http://169.254.169.254/latest/meta-data/");
			assertThat(send().result()).isEqualTo(Result.AWAY);
			assertThat(elsewhere.received).isEmpty();
		}
	}

	@Test
	void oneThatHangsBreaksOffOrIsGoneIsNotWaitedForAndItsAddressNotTold() {
		this.sink.hangs();
		assertThat(send().words()).contains("127.0.0.1").contains("gave no complete answer within");
		this.sink.breaksOff();
		assertThat(send().words()).isEqualTo("127.0.0.1 ended the connection before its answer was complete.");
		this.sink.close();
		assertThat(send()).returns(Result.AWAY, Attempt::result)
			.returns("127.0.0.1 refused the connection or cannot be reached from here.", Attempt::words);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://169.254.169.254/latest/", "https://127.0.0.1/x", "https://10.0.0.7/x",
			"https://[::1]/x", "https://[fd00:ec2::254]/x", "http://hooks.example.com/x", "https://2130706433/x",
			"https://user:pass@hooks.example.com/x", "https://hooks.example.com:22/x", "ftp://hooks.example.com/x",
			"https://localhost/x", "https://LOCALHOST./x", "https://127.1/x", "https://0x7f000001/x",
			"https://0.0.0.0/x", "https://[::]/x", "https://[::ffff:127.0.0.1]/x", "https://[fe80::1]/x",
			"https://[64:ff9b::a9fe:a9fe]/x", "https://[::ffff:a9fe:a9fe]/x", "https://hooks.example.com@127.0.0.1/x",
			"https://hooks.example.com/x#part", "https:/hooks", "hooks.example.com", "https://hooks.example.com/a b" })
	void whatTheGuardOfGitLabsRefusesIsRefusedHereToo(String address) {
		GuardedPosts strict = ConnectionFixture.strictPosts();
		assertThat(strict.problem(address)).isPresent().get().asString().doesNotContain("GitLab");
		assertThat(channel(strict).send(address, target(), delivery()).result()).isEqualTo(Result.AWAY);
	}

	private Attempt send() {
		return send(UUID.randomUUID());
	}

	private Attempt send(UUID id) {
		return channel(ConnectionFixture.localPosts(Duration.ofSeconds(3))).send(this.sink.address(), target(id),
				delivery());
	}

	private WebhookChannel channel(GuardedPosts posts) {
		return new WebhookChannel(posts, this.seals, new PortalLinks("https://ci.example.com/"), this.clock);
	}

	private Target target() {
		return target(UUID.randomUUID());
	}

	private Target target(UUID id) {
		return new Target(id, "chat", Target.Kind.WEBHOOK, "", "", this.seals.seal(id, this.secret), this.former,
				Set.copyOf(Topic.choices()), true, Set.of(), false, 0, null);
	}

	private Delivery delivery() {
		Instant now = this.clock.instant();
		Notification notification = new Notification("operation:1:FAILED", Topic.FAILED, "bad",
				new Notification.Subject(FLEET, "blue", "eu-central-1"), "The launch of blue failed",
				"No <!channel> & no capacity", now);
		return new Delivery(1, UUID.randomUUID(), notification, Delivery.State.WAITING, 1, now, now, "");
	}

}
