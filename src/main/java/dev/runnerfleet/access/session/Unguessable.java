package dev.runnerfleet.access.session;

import java.util.Base64;

import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.security.crypto.keygen.StringKeyGenerator;

/**
 * Makes what a browser is recognised by. A UUID, which would be at hand, has 122 random
 * bits, and at least 128 are asked for.
 */
public final class Unguessable {

	/** As many as fill the column of a session's id. */
	private static final int BYTES = 27;

	private static final StringKeyGenerator TEXTS = new Base64StringKeyGenerator(
			Base64.getUrlEncoder().withoutPadding(), BYTES);

	private Unguessable() {
	}

	/** 216 random bits in 36 letters, digits, hyphens and underscores. */
	public static String text() {
		return TEXTS.generateKey();
	}

}
