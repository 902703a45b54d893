package dev.runnerfleet.stack;

import dev.runnerfleet.secret.TokenShapes;
import org.jspecify.annotations.Nullable;

/** Fits what AWS says into a column: cut short, and without tokens that it repeats. */
final class Texts {

	private Texts() {
	}

	static @Nullable String cut(@Nullable String text, int length) {
		if (text == null) {
			return null;
		}
		String masked = TokenShapes.mask(text);
		return (masked.length() > length) ? masked.substring(0, length - 1) + "…" : masked;
	}

}
