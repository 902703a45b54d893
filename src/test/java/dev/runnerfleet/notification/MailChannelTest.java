package dev.runnerfleet.notification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.SettableClock;
import dev.runnerfleet.notification.Channel.Attempt.Result;
import dev.runnerfleet.notification.Channel.Attempt;
import dev.runnerfleet.notification.occurrence.Notification;
import dev.runnerfleet.notification.occurrence.Topic;
import jakarta.mail.Address;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class MailChannelTest {

	private final SettableClock clock = new SettableClock();

	private final Outbox outbox = new Outbox();

	private final MockEnvironment environment = new MockEnvironment().withProperty("spring.mail.properties.mail.from",
			"ci@example.com");

	@Test
	void aMailIsPlainAndSaysWhatWhyAndWhere() throws Exception {
		assertThat(send("blue is ready")).returns(Result.DELIVERED, Attempt::result);
		MimeMessage mail = this.outbox.sent.get(0);
		assertThat(mail.getSubject()).isEqualTo("blue is ready");
		assertThat(mail.getFrom()).containsExactly(new InternetAddress("ci@example.com"));
		assertThat(mail.getAllRecipients()).containsExactly(new InternetAddress("a@example.com"),
				new InternetAddress("b@example.com"));
		assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
		assertThat(mail.getContentType()).startsWith("text/plain");
		assertThat(mail.getContent().toString()).contains("Asked for by mara.", "Fleet: blue in eu-central-1",
				"https://ci.example.com/fleets/", "among \"people\"");
	}

	@Test
	void noNameBringsAHeaderOfItsOwn() throws Exception {
		send("blue\r\nBcc: thief@example.com\r\n\r\nis ready");
		MimeMessage mail = this.outbox.sent.get(0);
		assertThat(mail.getHeader("Bcc")).isNull();
		assertThat(mail.getAllRecipients()).hasSize(2);
		assertThat(mail.getSubject()).isEqualTo("blue Bcc: thief@example.com is ready");
	}

	@Test
	void aRepeatHasTheSameId() throws Exception {
		send("blue is ready");
		send("blue is ready");
		assertThat(this.outbox.sent.get(0).getHeader("Message-ID"))
			.containsExactly(this.outbox.sent.get(1).getHeader("Message-ID"));
	}

	@Test
	void whatTheServerSaysIsPutIntoWords() throws Exception {
		this.outbox.failure = new MailAuthenticationException("535 secret");
		assertThat(send("blue is ready")).returns(Result.AWAY, Attempt::result)
			.extracting(Attempt::words)
			.asString()
			.contains("spring.mail.password")
			.doesNotContain("secret");
		Address[] nobody = { new InternetAddress("a@example.com") };
		this.outbox.failure = new MailSendException("no",
				new SendFailedException("no", null, new Address[0], new Address[0], nobody));
		assertThat(send("blue is ready").result()).isEqualTo(Result.REFUSED);
	}

	@Test
	void withoutAServerItSaysWhichSettingBringsOne() {
		MailChannel none = new MailChannel(new StaticListableBeanFactory().getBeanProvider(JavaMailSender.class),
				this.environment, new PortalLinks(""), this.clock);
		assertThat(none.available()).isFalse();
		assertThat(none.send("a@example.com", target(), delivery("blue is ready")).words())
			.contains("spring.mail.host");
	}

	private Attempt send(String title) {
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		beans.addBean("sender", this.outbox);
		return new MailChannel(beans.getBeanProvider(JavaMailSender.class), this.environment,
				new PortalLinks("https://ci.example.com"), this.clock)
			.send("a@example.com, b@example.com", target(), delivery(title));
	}

	private Target target() {
		return new Target(new UUID(0, 1), "people", Target.Kind.MAIL, "", "", null, null, Set.copyOf(Topic.choices()),
				true, Set.of(), false, 0, null);
	}

	private Delivery delivery(String title) {
		Instant now = this.clock.instant();
		return new Delivery(1, new UUID(0, 1), new Notification("operation:1:SUCCEEDED", Topic.READY, "good",
				new Notification.Subject(new UUID(0, 2), "blue", "eu-central-1"), title, "Asked for by mara.", now),
				Delivery.State.WAITING, 1, now, now, "");
	}

	/** Keeps what would be sent. */
	private static final class Outbox extends JavaMailSenderImpl {

		private final List<MimeMessage> sent = new ArrayList<>();

		private @Nullable MailException failure;

		@Override
		protected void doSend(MimeMessage[] messages, Object @Nullable [] originals) {
			if (this.failure != null) {
				throw this.failure;
			}
			this.sent.addAll(List.of(messages));
		}

	}

}
