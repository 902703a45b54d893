package dev.runnerfleet.stack;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Hides values that may be secret: AWS shows what it finds, and people put tokens
 * anywhere.
 */
final class Discretion {

	static final String HIDDEN = "(hidden)";

	private static final Pattern SECRET_PLACE = Pattern
		.compile("(?i)secret|password|token|credential|private|userdata|key(material|value)");

	private static final Pattern SECRET_VALUE = Pattern
		.compile("\\bgl[a-z]{2,8}-[\\w.-]{8,}|\\bGR1348941|\\bA(KIA|SIA)[A-Z0-9]{12,}|-----BEGIN"
				+ "|(?i:(password|secret|token)\\w*\"?\\s*[:=])");

	private Discretion() {
	}

	/**
	 * A value as it may be stored and shown.
	 * @param type the type of the resource that it was found in
	 * @param path where in the resource
	 */
	static @Nullable String of(String type, String path, @Nullable String value) {
		if (value == null) {
			return null;
		}
		boolean secret = type.startsWith("AWS::SecretsManager::") || SECRET_PLACE.matcher(path).find()
				|| SECRET_VALUE.matcher(value).find();
		return secret ? HIDDEN : value;
	}

}
