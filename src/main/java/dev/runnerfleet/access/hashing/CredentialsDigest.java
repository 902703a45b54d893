package dev.runnerfleet.access.hashing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Recognises a name and password without keeping them: under a key of this process alone,
 * so that what it makes of them is worth nothing elsewhere.
 */
class CredentialsDigest {

	private static final String ALGORITHM = "HmacSHA256";

	private final SecretKeySpec key;

	CredentialsDigest() {
		byte[] random = new byte[32];
		new SecureRandom().nextBytes(random);
		this.key = new SecretKeySpec(random, ALGORITHM);
	}

	String of(String name, String password) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			// The length tells where the name ends.
			mac.update((name.length() + ":" + name + password).getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(mac.doFinal());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
