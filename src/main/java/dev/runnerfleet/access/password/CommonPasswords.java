package dev.runnerfleet.access.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

import org.springframework.core.io.ClassPathResource;

/**
 * The passwords that most people use of those that are long enough, some of which look
 * like nothing: words typed on the keys of another alphabet, or the name of a game. The
 * file holds digests, because a list of what people choose is not fit to be shown.
 */
final class CommonPasswords {

	private static final int DIGITS = 16;

	private CommonPasswords() {
	}

	static boolean contain(String password) {
		String digest = digest(password.toLowerCase(Locale.ROOT));
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(
				new ClassPathResource("passwords/common.txt").getInputStream(), StandardCharsets.US_ASCII))) {
			return lines.lines().anyMatch(digest::equals);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String digest(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest).substring(0, DIGITS);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

}
