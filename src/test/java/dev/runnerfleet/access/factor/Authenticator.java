package dev.runnerfleet.access.factor;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An app on a telephone that has been told a key. */
public final class Authenticator {

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	private final byte[] key;

	private Authenticator(byte[] key) {
		this.key = key;
	}

	/** Scans the page that shows a key. */
	public static Authenticator scan(String page) {
		Matcher key = Pattern.compile("secret=([A-Z2-7]{32})").matcher(page);
		if (!key.find()) {
			throw new AssertionError("No key on the page");
		}
		return new Authenticator(decode(key.group(1)));
	}

	/**
	 * The code that it shows.
	 * @param later how many steps from now
	 */
	public String code(Instant now, int later) {
		return Totp.code(this.key, Totp.step(now) + later);
	}

	static byte[] decode(String text) {
		byte[] bytes = new byte[text.length() * 5 / 8];
		for (int i = 0; i < bytes.length * 8; i++) {
			int bit = ALPHABET.indexOf(text.charAt(i / 5)) >> (4 - i % 5) & 1;
			bytes[i / 8] |= (byte) (bit << (7 - i % 8));
		}
		return bytes;
	}

}
