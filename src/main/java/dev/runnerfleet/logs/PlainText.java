package dev.runnerfleet.logs;

import dev.runnerfleet.secret.TokenShapes;

/**
 * Spells out characters that a terminal or an editor would act upon, so that what came
 * from outside can neither begin a line of its own nor hide in one, and takes out what
 * could be a token.
 */
final class PlainText {

	private PlainText() {
	}

	/** A text on one line. */
	static String of(String text) {
		String masked = TokenShapes.mask(text);
		return masked.codePoints().allMatch(PlainText::isPlain) ? masked : spelled(masked, false);
	}

	/** A text on the lines that it has. */
	static String lines(String text) {
		return spelled(TokenShapes.mask(text), true);
	}

	private static String spelled(String text, boolean lines) {
		StringBuilder spelled = new StringBuilder(text.length() + 16);
		text.codePoints().forEach((character) -> {
			if (isPlain(character) || lines && character == '\n') {
				spelled.appendCodePoint(character);
			}
			else {
				spelled.append(switch (character) {
					case '\n' -> "\\n";
					case '\r' -> "\\r";
					default -> "\\u%04X".formatted(character);
				});
			}
		});
		return spelled.toString();
	}

	/** Also what writes from right to left, or cannot be seen. */
	private static boolean isPlain(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL -> character == '\t';
			case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
				false;
			default -> true;
		};
	}

}
