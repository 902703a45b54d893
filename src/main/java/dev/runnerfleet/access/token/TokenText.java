package dev.runnerfleet.access.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

import dev.runnerfleet.secret.Secret;

/**
 * What a token looks like: a prefix by which people and scanners know it, and 256 bits
 * that nobody can guess.
 */
final class TokenText {

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final String SHAPE = "rfp_[A-Za-z0-9_-]{43}";

	private TokenText() {
	}

	static Secret make() {
		byte[] bits = new byte[32];
		RANDOM.nextBytes(bits);
		return Secret.of("rfp_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
	}

	static boolean isOne(String text) {
		return text.matches(SHAPE);
	}

	static String hash(String text) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

}
