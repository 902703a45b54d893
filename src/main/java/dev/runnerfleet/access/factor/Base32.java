package dev.runnerfleet.access.factor;

/** Writes bytes as authenticators and people take them: RFC 4648, without padding. */
final class Base32 {

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	private Base32() {
	}

	static String encode(byte[] bytes) {
		StringBuilder text = new StringBuilder();
		int buffer = 0;
		int bits = 0;
		for (byte next : bytes) {
			buffer = (buffer << 8) | (next & 0xff);
			bits += 8;
			while (bits >= 5) {
				bits -= 5;
				text.append(ALPHABET.charAt((buffer >> bits) & 31));
			}
			buffer &= (1 << bits) - 1;
		}
		return (bits == 0) ? text.toString() : text.append(ALPHABET.charAt((buffer << (5 - bits)) & 31)).toString();
	}

}
