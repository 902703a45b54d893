package dev.runnerfleet.notification;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

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

	private static final JsonMapper JSON = new JsonMapper();

	/**
	 * Writes and signs it.
	 * @param secret what it is signed with, as the receiver has it
	 * @param links leads to what it tells of
	 * @param now the moment that the signature holds for
	 */
	static WebhookMessage of(Delivery delivery, Secret secret, PortalLinks links, Instant now) {
		String id = delivery.notification().messageId().toString();
		byte[] body = JSON.writeValueAsBytes(content(id, delivery.notification(), links));
		String timestamp = Long.toString(now.getEpochSecond());
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("webhook-id", id);
		headers.put("webhook-timestamp", timestamp);
		headers.put("webhook-signature", "v1," + signature(secret, id, timestamp, body));
		headers.put("X-Runner-Fleet-Attempt", Integer.toString(delivery.attempts()));
		return new WebhookMessage(body, headers);
	}

	private static Map<String, Object> content(String id, Notification notification, PortalLinks links) {
		Map<String, Object> content = new LinkedHashMap<>();
		String link = links.of(notification).orElse("");
		content.put("text", text(notification, link));
		content.put("id", id);
		content.put("event", notification.topic().code());
		content.put("tone", notification.tone());
		content.put("title", notification.title());
		content.put("words", notification.words());
		content.put("at", notification.at().toString());
		Notification.Subject fleet = notification.fleet();
		if (fleet != null) {
			content.put("fleet", Map.of("id", fleet.id().toString(), "name", fleet.name(), "region", fleet.region()));
		}
		if (!link.isEmpty()) {
			content.put("link", link);
		}
		return content;
	}

	/** What AWS says may look like markup that calls everybody of a channel. */
	private static String text(Notification notification, String link) {
		String words = notification.words().isBlank() ? "" : "\n" + notification.words();
		String plain = (notification.title() + words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
		return link.isEmpty() ? plain : plain + "\n" + link;
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
