package dev.runnerfleet.access.password;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/**
 * Makes one text of what different keyboards send for the same password, as NIST SP
 * 800-63B asks for.
 */
final class PasswordText {

	private PasswordText() {
	}

	static String normalised(CharSequence typed) {
		return Normalizer.normalize(typed, Form.NFKC);
	}

}
