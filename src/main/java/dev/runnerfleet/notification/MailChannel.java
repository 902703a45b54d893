package dev.runnerfleet.notification;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.notification.occurrence.Notification;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Sends plain mail through the server that Spring's own properties name, if they do. */
@Component
class MailChannel implements Channel {

	private final @Nullable JavaMailSender sender;

	private final String from;

	private final PortalLinks links;

	private final Clock clock;

	MailChannel(ObjectProvider<JavaMailSender> sender, Environment environment, PortalLinks links, Clock clock) {
		this.sender = sender.getIfAvailable();
		this.from = from(environment);
		this.links = links;
		this.clock = clock;
	}

	/** Whether there is a server to send through. */
	boolean available() {
		return this.sender != null;
	}

	/** Whom mails are from. */
	String from() {
		return this.from;
	}

	@Override
	public Target.Kind kind() {
		return Target.Kind.MAIL;
	}

	@Override
	public Attempt send(String address, Target target, Delivery delivery) {
		if (this.sender == null) {
			return Attempt.away("The portal has no mail server: spring.mail.host is not set.");
		}
		try {
			this.sender.send(message(this.sender.createMimeMessage(), address, target, delivery));
			return Attempt.delivered("The mail server has taken it.");
		}
		catch (MailAuthenticationException ex) {
			return Attempt.away("The mail server does not accept spring.mail.username and spring.mail.password.");
		}
		catch (MailException ex) {
			return failed(ex);
		}
		catch (MessagingException ex) {
			return Attempt.refused("The mail cannot be written: check the address that mails are from.");
		}
	}

	private MimeMessage message(MimeMessage message, String address, Target target, Delivery delivery)
			throws MessagingException {
		Notification notification = delivery.notification();
		MimeMessageHelper mail = new MimeMessageHelper(message, false, StandardCharsets.UTF_8.name());
		mail.setFrom(this.from);
		mail.setTo(InternetAddress.parse(address, true));
		mail.setSubject(line(notification.title()));
		mail.setText(text(notification, target));
		mail.setSentDate(Date.from(this.clock.instant()));
		message.setHeader("Message-ID", "<%s@%s>".formatted(messageId(notification, target), domain()));
		message.setHeader("Auto-Submitted", "auto-generated");
		return message;
	}

	private String text(Notification notification, Target target) {
		StringBuilder text = new StringBuilder(notification.title()).append(".\n");
		if (!notification.words().isBlank()) {
			text.append('\n').append(notification.words()).append('\n');
		}
		Optional.ofNullable(notification.fleet())
			.ifPresent((fleet) -> text.append("\nFleet: ")
				.append(fleet.name())
				.append(" in ")
				.append(fleet.region())
				.append('\n'));
		notification.parts().forEach((part) -> {
			text.append("\n- ").append(part.title()).append('\n');
			this.links.of(part).ifPresent((link) -> text.append("  ").append(link).append('\n'));
		});
		text.append(notification.parts().isEmpty() ? "" : "\n").append("When: ").append(notification.at()).append('\n');
		this.links.of(notification).ifPresent((link) -> text.append(link).append('\n'));
		return text.append("\n-- \nThe Runner Fleet Portal tells you because you are among \"")
			.append(line(target.name()))
			.append("\" of its notifications.\n")
			.toString();
	}

	/** The same at each attempt, so that a mail program shows a repeat once. */
	private static UUID messageId(Notification notification, Target target) {
		return UUID.nameUUIDFromBytes((notification.id() + "/" + target.id()).getBytes(StandardCharsets.UTF_8));
	}

	private String domain() {
		return this.from.substring(this.from.lastIndexOf('@') + 1);
	}

	/** A header is one line, whatever a name brings. */
	static String line(String text) {
		return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
	}

	private static Attempt failed(MailException ex) {
		Throwable cause = ex;
		for (Throwable next = ex; next != null; next = next.getCause()) {
			cause = next;
			if (next instanceof SendFailedException refused && refused.getInvalidAddresses() != null
					&& refused.getInvalidAddresses().length > 0) {
				return Attempt.refused("The mail server does not take mail for this address.");
			}
		}
		return Attempt.away(
				"The mail server gave no answer that could be used (%s).".formatted(cause.getClass().getSimpleName()));
	}

	private static String from(Environment environment) {
		String chosen = environment.getProperty("spring.mail.properties.mail.from", "");
		String user = environment.getProperty("spring.mail.username", "");
		return !chosen.isBlank() ? chosen.strip() : user.contains("@") ? user.strip() : "runner-fleets@localhost";
	}

}
