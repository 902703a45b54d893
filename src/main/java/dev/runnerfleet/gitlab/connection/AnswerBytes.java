package dev.runnerfleet.gitlab.connection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/**
 * Reads the bytes of an answer for what they are, whatever its headers claim: proxies
 * compress what nobody asked them to, and some write JSON in other encodings than UTF-8.
 */
final class AnswerBytes {

	private static final int GZIP_HEAD = 2;

	private AnswerBytes() {
	}

	/**
	 * The body without the compression that nobody asked for.
	 * @param body the body as it comes
	 * @param most how many bytes to read of it at most, once it is unpacked
	 * @return the bytes; what only looks packed is left as it is
	 */
	static byte[] plain(InputStream body, int most) throws IOException {
		byte[] head = body.readNBytes(GZIP_HEAD);
		InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), body);
		return isGzip(head) ? unpacked(whole.readNBytes(most), most) : whole.readNBytes(most);
	}

	private static byte[] unpacked(byte[] packed, int most) {
		if (packed.length >= most) {
			return packed;
		}
		try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
			return in.readNBytes(most);
		}
		catch (IOException ex) {
			return packed;
		}
	}

	private static boolean isGzip(byte[] head) {
		return head.length == GZIP_HEAD && head[0] == 0x1f && head[1] == (byte) 0x8b;
	}

	/**
	 * The text, in UTF-8 unless a byte order mark or the place of its zeros says
	 * otherwise.
	 * @param bytes an unpacked body
	 */
	static String text(byte[] bytes) {
		Charset charset = charset(bytes);
		String text = new String(bytes, charset);
		return text.startsWith("\uFEFF") ? text.substring(1) : text;
	}

	private static Charset charset(byte[] bytes) {
		int first = at(bytes, 0);
		int second = at(bytes, 1);
		if ((first == 0xfe && second == 0xff) || (first == 0 && second > 0)) {
			return StandardCharsets.UTF_16BE;
		}
		if ((first == 0xff && second == 0xfe) || (first > 0 && second == 0)) {
			return StandardCharsets.UTF_16LE;
		}
		return StandardCharsets.UTF_8;
	}

	private static int at(byte[] bytes, int index) {
		return (index < bytes.length) ? bytes[index] & 0xff : -1;
	}

}
