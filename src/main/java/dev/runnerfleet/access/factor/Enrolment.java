package dev.runnerfleet.access.factor;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;

/**
 * What an authenticator has to be told, shown until a first code confirms it.
 *
 * @param key the secret in Base32
 * @param link opens an authenticator on the same device
 * @param square the link as a QR code
 */
record Enrolment(String key, String link, QrCode square) {

	/** Writes it without the secret. */
	@Override
	public String toString() {
		return "Enrolment";
	}

	/** In groups, as people type it. */
	public String spaced() {
		return this.key.replaceAll("(.{4})(?!$)", "$1 ");
	}

	static Enrolment of(byte[] key, String user) {
		String text = Base32.encode(key);
		String link = "otpauth://totp/Runner%20fleets:" + URLEncoder.encode(user, StandardCharsets.UTF_8) + "?secret="
				+ text + "&issuer=Runner%20fleets";
		return new Enrolment(text, link, QrCode.of(link));
	}

	/**
	 * A QR code as a path that an SVG draws, so that no image has to be served.
	 *
	 * @param size how many modules it is wide and high, its quiet zone included
	 * @param path its dark modules, each a square of one
	 */
	public record QrCode(int size, String path) {

		/** Writes it without what it says. */
		@Override
		public String toString() {
			return "QrCode";
		}

		static QrCode of(String text) {
			try {
				BitMatrix dark = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0);
				StringBuilder path = new StringBuilder();
				for (int y = 0; y < dark.getHeight(); y++) {
					for (int x = 0; x < dark.getWidth(); x++) {
						if (dark.get(x, y)) {
							path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
						}
					}
				}
				return new QrCode(dark.getWidth(), path.toString());
			}
			catch (WriterException ex) {
				throw new IllegalArgumentException("Too long for a QR code", ex);
			}
		}

	}

}
