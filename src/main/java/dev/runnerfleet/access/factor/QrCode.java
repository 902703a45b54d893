package dev.runnerfleet.access.factor;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;

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
