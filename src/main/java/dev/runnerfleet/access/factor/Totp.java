package dev.runnerfleet.access.factor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes as every authenticator makes them: RFC 6238, six digits, a new one every 30 s.
 */
final class Totp {

	private static final int STEP = 30;

	/** Clocks differ, and typing takes time. */
	private static final int WINDOW = 1;

	private Totp() {
	}

	static String code(byte[] key, long step) {
		try {
			Mac mac = Mac.getInstance("HmacSHA1");
			mac.init(new SecretKeySpec(key, "HmacSHA1"));
			byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
			int bits = ByteBuffer.wrap(hash, hash[hash.length - 1] & 0xf, Integer.BYTES).getInt() & Integer.MAX_VALUE;
			return "%06d".formatted(bits % 1_000_000);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java has HmacSHA1", ex);
		}
	}

	static long step(Instant at) {
		return at.getEpochSecond() / STEP;
	}

	/** The step whose code it is, if it is one of about now. */
	static OptionalLong matching(byte[] key, String code, Instant now) {
		long current = step(now);
		return LongStream.rangeClosed(current - WINDOW, current + WINDOW)
			.filter((step) -> MessageDigest.isEqual(code(key, step).getBytes(StandardCharsets.US_ASCII),
					code.getBytes(StandardCharsets.UTF_8)))
			.findFirst();
	}

}
