package dev.runnerfleet.access.factor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the authenticators' keys, each for its user alone, so that a copy of the
 * database is not enough to make codes.
 */
class KeyVault {

	private static final int NONCE = 12;

	private static final int TAG_BITS = 128;

	private final SecureRandom random = new SecureRandom();

	private final Supplier<byte[]> key;

	/**
	 * Reads the key when it is needed first.
	 * @param key 32 bytes
	 */
	KeyVault(Supplier<byte[]> key) {
		this.key = key;
	}

	String seal(byte[] plain, String user) {
		byte[] nonce = new byte[NONCE];
		this.random.nextBytes(nonce);
		byte[] sealed = apply(Cipher.ENCRYPT_MODE, nonce, plain, user);
		return Base64.getEncoder()
			.encodeToString(ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array());
	}

	/**
	 * Opens what {@link #seal} made.
	 * @throws LostKey if it was sealed with another key, or for another user
	 */
	byte[] open(String text, String user) {
		ByteBuffer sealed = ByteBuffer.wrap(Base64.getDecoder().decode(text));
		byte[] nonce = new byte[NONCE];
		sealed.get(nonce);
		byte[] rest = new byte[sealed.remaining()];
		sealed.get(rest);
		return apply(Cipher.DECRYPT_MODE, nonce, rest, user);
	}

	private byte[] apply(int mode, byte[] nonce, byte[] input, String user) {
		try {
			Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
			cipher.init(mode, new SecretKeySpec(this.key.get(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
			cipher.updateAAD(user.getBytes(StandardCharsets.UTF_8));
			return cipher.doFinal(input);
		}
		catch (GeneralSecurityException ex) {
			throw new LostKey(ex);
		}
	}

	/** The key in use is not the one that a factor was set up with. */
	static final class LostKey extends RuntimeException {

		LostKey(Throwable cause) {
			super("The key of second factors is another one than when this factor was set up", cause);
		}

	}

}
