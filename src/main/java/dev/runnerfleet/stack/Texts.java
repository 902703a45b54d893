package dev.runnerfleet.stack;

import org.jspecify.annotations.Nullable;

/** Fits what AWS says into a column. */
final class Texts {

	private Texts() {
	}

	static @Nullable String cut(@Nullable String text, int length) {
		return (text != null && text.length() > length) ? text.substring(0, length - 1) + "…" : text;
	}

}
