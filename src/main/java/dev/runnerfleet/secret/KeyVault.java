package dev.runnerfleet.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what the portal has to keep and nobody else may read, each thing for its owner
 * alone, so that a copy of the database opens nothing: the authenticators' keys, the
 * addresses that are told what happens, and the tokens that read a GitLab.
 */
public class KeyVault {

	private static final int KEY = 32;

	private static final int NONCE = 12;

	private static final int TAG_BITS = 128;

	private final SecureRandom random = new SecureRandom();

	private final Supplier<byte[]> key;

	/**
	 * Reads the key when it is needed first.
	 * @param key 32 bytes
	 */
	public KeyVault(Supplier<byte[]> key) {
		this.key = key;
	}

	/**
	 * A key as settings hold it.
	 * @param text 32 bytes in Base64
	 * @return the key, empty where the text is none
	 */
	public static Optional<byte[]> key(Secret text) {
		try {
			return Optional.of(Base64.getDecoder().decode(text.reveal())).filter((key) -> key.length == KEY);
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/**
	 * One whose key follows from this one's and serves one purpose alone, so that no key
	 * has two.
	 * @param purpose what is sealed with it, the same words each time
	 */
	public KeyVault derived(String purpose) {
		return new KeyVault(() -> {
			try {
				Mac mac = Mac.getInstance("HmacSHA256");
				mac.init(new SecretKeySpec(this.key.get(), "HmacSHA256"));
				return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	/**
	 * Seals something.
	 * @param plain what nobody may read
	 * @param owner whose it is: a user's name, or the kind of thing and its id with a
	 * colon between them
	 * @return what may be stored, in Base64
	 */
	public String seal(byte[] plain, String owner) {
		byte[] nonce = new byte[NONCE];
		this.random.nextBytes(nonce);
		byte[] sealed = apply(Cipher.ENCRYPT_MODE, nonce, plain, owner);
		return Base64.getEncoder()
			.encodeToString(ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array());
	}

	/**
	 * Opens what {@link #seal} made.
	 * @throws LostKey if it was sealed with another key, or for another owner
	 */
	public byte[] open(String text, String owner) {
		ByteBuffer sealed = ByteBuffer.wrap(Base64.getDecoder().decode(text));
		byte[] nonce = new byte[NONCE];
		sealed.get(nonce);
		byte[] rest = new byte[sealed.remaining()];
		sealed.get(rest);
		return apply(Cipher.DECRYPT_MODE, nonce, rest, owner);
	}

	private byte[] apply(int mode, byte[] nonce, byte[] input, String owner) {
		try {
			Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
			cipher.init(mode, new SecretKeySpec(this.key.get(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
			cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
			return cipher.doFinal(input);
		}
		catch (GeneralSecurityException ex) {
			throw new LostKey(ex);
		}
	}

	/** The key in use is not the one that something was sealed with. */
	public static final class LostKey extends RuntimeException {

		LostKey(Throwable cause) {
			super("The key in use is another one than when this was sealed", cause);
		}

	}

}
