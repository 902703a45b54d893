package dev.runnerfleet.access.password;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words that somebody who guesses would begin with: the user's name and the portal's,
 * forwards and backwards.
 *
 * @param words in lower case, none shorter than three characters
 */
record Names(List<String> words) {

	private static final int SHORTEST = 3;

	static Names of(String name) {
		Stream<String> own = Stream.concat(Stream.of(name), Stream.of(name.split("[._@-]")));
		Stream<String> portal = Stream.of("runnerfleet", "runner", "fleet", "portal", "gitlab");
		return new Names(Stream.concat(own, portal)
			.map((word) -> word.toLowerCase(Locale.ROOT))
			.filter((word) -> word.length() >= SHORTEST)
			.flatMap((word) -> Stream.of(word, new StringBuilder(word).reverse().toString()))
			.distinct()
			.toList());
	}

	/** What is left of a password without them. */
	String takenOutOf(String password) {
		String rest = password;
		for (String word : this.words) {
			rest = Pattern.compile(Pattern.quote(word), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
				.matcher(rest)
				.replaceAll("");
		}
		return rest;
	}

}
