package dev.runnerfleet.sandbox.account;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/**
 * Ids that look random and come out the same each time, so that a restarted sandbox tells
 * the same story.
 */
public final class Ids {

	private Ids() {
	}

	public static String uuid(Object... seed) {
		StringBuilder text = new StringBuilder();
		for (Object part : seed) {
			text.append(part).append('\n');
		}
		return UUID.nameUUIDFromBytes(text.toString().getBytes(StandardCharsets.UTF_8)).toString();
	}

	/** An id of EC2's kind, such as {@code i-0a1b2c3d4e5f60718}. */
	public static String ec2(String prefix, Object... seed) {
		String uuid = uuid(seed).replace("-", "");
		// Left out are the digits that every name-based UUID has in common.
		return prefix + "-0" + uuid.substring(0, 12) + uuid.substring(20, 24);
	}

	/** Up to 24 capital letters and digits, as CloudFormation appends them to names. */
	public static String suffix(int length, Object... seed) {
		String digits = new BigInteger(uuid(seed).replace("-", ""), 16).toString(36);
		return digits.substring(digits.length() - length).toUpperCase(Locale.ROOT);
	}

	/** A number from 0 to the bound, exclusive. */
	public static int number(int bound, Object... seed) {
		return new BigInteger(uuid(seed).substring(0, 8), 16).mod(BigInteger.valueOf(bound)).intValue();
	}

}
