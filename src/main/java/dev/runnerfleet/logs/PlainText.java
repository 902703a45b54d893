package dev.runnerfleet.logs;

/**
 * Spells out characters that a terminal or an editor would act upon, so that what came
 * from outside can neither begin a line of its own nor hide in one.
 */
final class PlainText {

	private PlainText() {
	}

	/** A text on one line. */
	static String of(String text) {
		return text.codePoints().allMatch(PlainText::isPlain) ? text : spelled(text, false);
	}

	/** A text on the lines that it has. */
	static String lines(String text) {
		return spelled(text, true);
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
