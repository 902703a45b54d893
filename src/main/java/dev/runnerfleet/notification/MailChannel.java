package dev.runnerfleet.notification;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.net.ssl.SSLException;

import dev.runnerfleet.notification.occurrence.Notification;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Sends plain mail through the server that Spring's own properties name, if they do. */
@Component
class MailChannel implements Channel {

	private static final int MOST_CAUSES = 20;

	/** How a server's answer begins. */
	private static final Pattern STATUS = Pattern.compile("^([45]\\d\\d)\\b");

	private final @Nullable JavaMailSender sender;

	private final String from;

	private final PortalLinks links;

	private final Clock clock;

	MailChannel(ObjectProvider<JavaMailSender> sender, Environment environment, PortalLinks links, Clock clock) {
		this.sender = sender.getIfAvailable();
		if (this.sender instanceof JavaMailSenderImpl smtp) {
			// One address that is wrong is no reason to tell nobody.
			smtp.getJavaMailProperties().putIfAbsent("mail.smtp.sendpartial", "true");
			smtp.getJavaMailProperties().putIfAbsent("mail.smtps.sendpartial", "true");
		}
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
			return failed(ex, address.split(",").length);
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

	private static Attempt failed(MailException ex, int all) {
		List<Throwable> causes = causes(ex);
		for (Throwable cause : causes) {
			if (cause instanceof SendFailedException refused) {
				String nobody = addresses(refused.getInvalidAddresses());
				if (refused.getValidSentAddresses() != null && refused.getValidSentAddresses().length > 0) {
					return Attempt.delivered("The mail server has taken it for %d of %d, not for %s.".formatted(
							refused.getValidSentAddresses().length, all,
							nobody.isEmpty() ? addresses(refused.getValidUnsentAddresses()) : nobody));
				}
				if (!nobody.isEmpty()) {
					return Attempt.refused("The mail server takes no mail for " + nobody + ".");
				}
			}
		}
		return Attempt.away(causes.stream()
			.map(MailChannel::words)
			.filter((words) -> !words.isEmpty())
			.reduce((first, deeper) -> deeper)
			.orElse("The mail server gave no answer that could be used (%s)."
				.formatted(causes.get(causes.size() - 1).getClass().getSimpleName())));
	}

	/** What a cause alone says, blank where it says nothing; never the server's words. */
	private static String words(Throwable cause) {
		// The types of the provider that is there at run time are none to compile
		// against.
		if (cause.getClass().getSimpleName().equals("SMTPSenderFailedException")) {
			return "The mail server takes no mail from this sender: see mail.from and spring.mail.username.";
		}
		Matcher status = STATUS.matcher(String.valueOf(cause.getMessage()));
		if (cause instanceof SendFailedException && status.find()) {
			return "The mail server answered %s.".formatted(status.group(1));
		}
		if (cause instanceof SocketTimeoutException) {
			return "The mail server gave no answer in time.";
		}
		if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
			return "The mail server cannot be reached at spring.mail.host and spring.mail.port.";
		}
		if (cause instanceof SSLException) {
			return "No encrypted connection to the mail server comes about: its certificate is not trusted, or it speaks "
					+ "no TLS at this port.";
		}
		return String.valueOf(cause.getMessage()).contains("STARTTLS is required")
				? "The mail server offers no STARTTLS, which is required." : "";
	}

	/** What lies behind it; Spring keeps what came of a message apart from its cause. */
	private static List<Throwable> causes(MailException ex) {
		List<Throwable> causes = new ArrayList<>();
		Deque<Throwable> next = new ArrayDeque<>(List.of(ex));
		while (!next.isEmpty() && causes.size() < MOST_CAUSES) {
			Throwable cause = next.remove();
			causes.add(cause);
			if (cause instanceof MailSendException sending) {
				next.addAll(List.of(sending.getMessageExceptions()));
			}
			if (cause instanceof MessagingException message && message.getNextException() != null) {
				next.add(message.getNextException());
			}
			else if (cause.getCause() != null) {
				next.add(cause.getCause());
			}
		}
		return causes;
	}

	private static String addresses(Address @Nullable [] addresses) {
		return (addresses != null) ? Arrays.stream(addresses).map(Address::toString).collect(Collectors.joining(", "))
				: "";
	}

	private static String from(Environment environment) {
		String chosen = environment.getProperty("spring.mail.properties.mail.from", "");
		String user = environment.getProperty("spring.mail.username", "");
		return !chosen.isBlank() ? chosen.strip() : user.contains("@") ? user.strip() : "runner-fleets@localhost";
	}

}
