package dev.runnerfleet.notification;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.runnerfleet.notification.occurrence.Notification;
import dev.runnerfleet.secret.Secret;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a webhook gets: JSON with a {@code text} that chats show, and headers as Standard
 * Webhooks has them, by which a receiver knows who sent it and whether it had it before.
 *
 * @param body the JSON
 * @param headers the headers by name
 */
record WebhookMessage(byte[] body, Map<String, String> headers) {

	static final String SECRET_PREFIX = "whsec_";

	/** A chat cuts a longer text short. */
	private static final int MOST_LINES = 50;

	private static final JsonMapper JSON = new JsonMapper();

	/**
	 * Writes and signs it.
	 * @param secrets what it is signed with, each as the receiver has it
	 * @param links leads to what it tells of
	 * @param now the moment that the signature holds for
	 */
	static WebhookMessage of(Delivery delivery, List<Secret> secrets, PortalLinks links, Instant now) {
		String id = delivery.notification().messageId().toString();
		byte[] body = JSON.writeValueAsBytes(content(id, delivery.notification(), links));
		String timestamp = Long.toString(now.getEpochSecond());
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("webhook-id", id);
		headers.put("webhook-timestamp", timestamp);
		headers.put("webhook-signature",
				secrets.stream()
					.map((secret) -> "v1," + signature(secret, id, timestamp, body))
					.collect(Collectors.joining(" ")));
		headers.put("X-Runner-Fleet-Attempt", Integer.toString(delivery.attempts()));
		return new WebhookMessage(body, headers);
	}

	private static Map<String, Object> content(String id, Notification notification, PortalLinks links) {
		Map<String, Object> content = new LinkedHashMap<>();
		content.put("text", text(notification, links));
		content.put("id", id);
		content.put("event", notification.topic().code());
		content.put("tone", notification.tone());
		content.put("title", notification.title());
		content.put("words", notification.words());
		content.put("at", notification.at().toString());
		Notification.Subject fleet = notification.fleet();
		if (fleet != null) {
			content.put("fleet", fleet(fleet));
		}
		if (!notification.parts().isEmpty()) {
			content.put("fleets", notification.parts().stream().map((part) -> part(part, links)).toList());
		}
		links.of(notification).ifPresent((link) -> content.put("link", link));
		return content;
	}

	private static Map<String, Object> part(Notification part, PortalLinks links) {
		Map<String, Object> content = new LinkedHashMap<>();
		Optional.ofNullable(part.fleet()).ifPresent((fleet) -> content.putAll(fleet(fleet)));
		content.put("title", part.title());
		content.put("words", part.words());
		content.put("at", part.at().toString());
		links.of(part).ifPresent((link) -> content.put("link", link));
		return content;
	}

	private static Map<String, String> fleet(Notification.Subject fleet) {
		Map<String, String> content = new LinkedHashMap<>();
		content.put("id", fleet.id().toString());
		content.put("name", fleet.name());
		content.put("region", fleet.region());
		return content;
	}

	/** What AWS says may look like markup that calls everybody of a channel. */
	private static String text(Notification notification, PortalLinks links) {
		String words = notification.words().isBlank() ? "" : "\n" + notification.words();
		StringBuilder text = new StringBuilder(escaped(notification.title() + words));
		notification.parts().stream().limit(MOST_LINES).forEach((part) -> {
			text.append('\n').append(escaped(part.title()));
			links.of(part).ifPresent((link) -> text.append(' ').append(link));
		});
		int more = notification.parts().size() - MOST_LINES;
		if (more > 0) {
			text.append("\nand ").append(more).append(" more");
		}
		links.of(notification).ifPresent((link) -> text.append('\n').append(link));
		return text.toString();
	}

	private static String escaped(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
	}

	private static String signature(Secret secret, String id, String timestamp, byte[] body) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.reveal().substring(SECRET_PREFIX.length())),
					"HmacSHA256"));
			mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
			return Base64.getEncoder().encodeToString(mac.doFinal(body));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
