package dev.runnerfleet.stack.drift;

import java.util.regex.Pattern;

import dev.runnerfleet.secret.TokenShapes;
import org.jspecify.annotations.Nullable;

/**
 * Hides values that may be secret: AWS shows what it finds, and people put tokens
 * anywhere.
 */
final class PropertyMask {

	static final String HIDDEN = "(hidden)";

	private static final Pattern SECRET_PLACE = Pattern
		.compile("(?i)secret|password|token|credential|private|userdata|key(material|value)");

	private static final Pattern SECRET_VALUE = Pattern
		.compile("-----BEGIN|(?i:(password|secret|token)\\w*\"?\\s*[:=])");

	private PropertyMask() {
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
				|| SECRET_VALUE.matcher(value).find() || TokenShapes.in(value);
		return secret ? HIDDEN : value;
	}

}
