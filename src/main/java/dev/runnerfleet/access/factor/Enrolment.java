package dev.runnerfleet.access.factor;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What an authenticator has to be told, shown until a first code confirms it.
 *
 * @param key the secret in Base32
 * @param link opens an authenticator on the same device
 * @param square the link as a QR code
 */
public record Enrolment(String key, String link, QrCode square) {

	/** Writes it without the secret. */
	@Override
	public String toString() {
		return "Enrolment";
	}

	/** In groups, as people type it. */
	public String spaced() {
		return this.key.replaceAll("(.{4})(?!$)", "$1 ");
	}

	static Enrolment of(byte[] key, String user) {
		String text = Base32.encode(key);
		String link = "otpauth://totp/Runner%20fleets:" + URLEncoder.encode(user, StandardCharsets.UTF_8) + "?secret="
				+ text + "&issuer=Runner%20fleets";
		return new Enrolment(text, link, QrCode.of(link));
	}

}
