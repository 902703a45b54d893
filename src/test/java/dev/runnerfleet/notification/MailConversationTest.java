package dev.runnerfleet.notification;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.SettableClock;
import dev.runnerfleet.notification.Channel.Attempt;
import dev.runnerfleet.notification.Channel.Attempt.Result;
import dev.runnerfleet.notification.occurrence.Notification;
import dev.runnerfleet.notification.occurrence.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/** What a mail server may say, over a socket. */
class MailConversationTest {

	private final SettableClock clock = new SettableClock();

	private final SmtpSink server = new SmtpSink();

	private final JavaMailSenderImpl sender = new JavaMailSenderImpl();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void aMailIsTakenForAllOfThem() {
		assertThat(send()).isEqualTo(Attempt.delivered("The mail server has taken it."));
		assertThat(this.server.commands).contains("MAIL FROM:<ci@example.com>", "RCPT TO:<a@example.com>",
				"RCPT TO:<b@example.com>", "RCPT TO:<c@example.com>");
		assertThat(this.server.mails).singleElement()
			.asString()
			.contains("Subject: blue is ready", "Message-ID: <", "https://ci.example.com/fleets/");
	}

	@Test
	void oneAddressThatIsRefusedKeepsItFromNobodyElse() {
		this.server.answers("RCPT TO:<B@", "550 No such user");
		assertThat(send())
			.isEqualTo(Attempt.delivered("The mail server has taken it for 2 of 3, not for b@example.com."));
		assertThat(this.server.mails).hasSize(1);
	}

	@Test
	void whereAllAreRefusedItIsTheMessageThatIsRefused() {
		this.server.answers("RCPT TO", "550 No such user");
		assertThat(send()).isEqualTo(
				Attempt.refused("The mail server takes no mail for a@example.com, b@example.com, c@example.com."));
		assertThat(this.server.mails).isEmpty();
	}

	@Test
	void whereAllAreToComeBackLaterItIsTriedAgain() {
		this.server.answers("RCPT TO", "450 Greylisted");
		assertThat(send()).returns(Result.AWAY, Attempt::result)
			.returns("The mail server answered 450.", Attempt::words);
	}

	@Test
	void aSenderThatIsRefusedIsSaid() {
		this.server.answers("MAIL FROM", "553 Not you");
		assertThat(send()).returns(Result.AWAY, Attempt::result)
			.extracting(Attempt::words)
			.asString()
			.startsWith("The mail server takes no mail from this sender");
	}

	@Test
	void aPasswordThatIsRefusedIsSaidAndNotRepeated() {
		this.server.offers("AUTH PLAIN");
		this.server.answers("AUTH", "535 Wrong: hunter2");
		this.sender.setUsername("ci@example.com");
		this.sender.setPassword("hunter2");
		this.sender.getJavaMailProperties().setProperty("mail.smtp.auth", "true");
		assertThat(send())
			.isEqualTo(Attempt.away("The mail server does not accept spring.mail.username and spring.mail.password."));
	}

	@Test
	void oneThatOffersNoEncryptionWhereItIsRequiredGetsNothing() {
		this.sender.getJavaMailProperties().setProperty("mail.smtp.starttls.enable", "true");
		this.sender.getJavaMailProperties().setProperty("mail.smtp.starttls.required", "true");
		assertThat(send()).isEqualTo(Attempt.away("The mail server offers no STARTTLS, which is required."));
		assertThat(this.server.mails).isEmpty();
	}

	@Test
	void oneThatHangsIsNotWaitedForForEver() {
		this.server.hangs();
		this.sender.getJavaMailProperties().setProperty("mail.smtp.timeout", "300");
		assertThat(send()).isEqualTo(Attempt.away("The mail server gave no answer in time."));
	}

	@Test
	void oneThatIsNotThereIsSaid() throws IOException {
		try (Socket nobody = new Socket()) {
			// Its port is taken, and nobody listens there.
			nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			assertThat(send(nobody.getLocalPort()))
				.isEqualTo(Attempt.away("The mail server cannot be reached at spring.mail.host and spring.mail.port."));
		}
	}

	@Test
	void whatItSaysOfAMessageIsAStatusAlone() {
		this.server.answers("DATA", "554 Looks like spam: glrt-secret");
		assertThat(send()).returns(Result.AWAY, Attempt::result)
			.returns("The mail server answered 554.", Attempt::words);
	}

	private Attempt send() {
		return send(this.server.port());
	}

	private Attempt send(int port) {
		this.sender.setHost("127.0.0.1");
		this.sender.setPort(port);
		Properties properties = this.sender.getJavaMailProperties();
		properties.putIfAbsent("mail.smtp.timeout", "5000");
		properties.putIfAbsent("mail.smtp.connectiontimeout", "5000");
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		beans.addBean("sender", this.sender);
		MailChannel channel = new MailChannel(beans.getBeanProvider(JavaMailSender.class),
				new MockEnvironment().withProperty("spring.mail.properties.mail.from", "ci@example.com"),
				new PortalLinks("https://ci.example.com"), this.clock);
		Instant now = this.clock.instant();
		return channel.send("a@example.com, b@example.com, c@example.com",
				new Target(new UUID(0, 1), "people", Target.Kind.MAIL, "", "", null, null, Set.copyOf(Topic.choices()),
						true, Set.of(), false, 0, null),
				new Delivery(1, new UUID(0, 1),
						new Notification("operation:1:SUCCEEDED", Topic.READY, "good",
								new Notification.Subject(new UUID(0, 2), "blue", "eu-central-1"), "blue is ready",
								"Asked for by mara.", now),
						Delivery.State.WAITING, 1, now, now, ""));
	}

}
