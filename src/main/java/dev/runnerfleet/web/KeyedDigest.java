package dev.runnerfleet.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Recognises credentials without keeping them: under a key of this process alone, so that
 * what it makes of them is worth nothing elsewhere.
 */
public final class KeyedDigest {

	private static final String ALGORITHM = "HmacSHA256";

	private final SecretKeySpec key;

	/** Begins with a key of its own. */
	public KeyedDigest() {
		byte[] random = new byte[32];
		new SecureRandom().nextBytes(random);
		this.key = new SecretKeySpec(random, ALGORITHM);
	}

	/**
	 * The same for the same parts, and for no others.
	 * @param parts what belongs together, such as a name and a password
	 */
	public String of(String... parts) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			for (String part : parts) {
				// The length tells where each ends.
				mac.update((part.length() + ":" + part).getBytes(StandardCharsets.UTF_8));
			}
			return HexFormat.of().formatHex(mac.doFinal());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
