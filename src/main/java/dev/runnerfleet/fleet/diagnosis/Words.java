package dev.runnerfleet.fleet.diagnosis;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.runnerfleet.secret.TokenShapes;

/**
 * A sentence of the catalogue with places for what AWS has named. A value is foreign
 * text: it is cut, its tokens are hidden, and it cannot look like a button.
 *
 * @param text such as {@code AWS has no [{type} ]machine free[ in {zone}| there]}: what
 * is in brackets is left out unless all its values are known, or is what follows the bar
 */
record Words(String text) {

	private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]]*)\\]");

	private static final Pattern PLACE = Pattern.compile("\\{(\\w+)\\}");

	private static final Pattern FOREIGN = Pattern.compile("[\\p{Cntrl}\\p{Cf}“”\\[\\]{}<>\\s]+");

	private static final int LONGEST = 160;

	String filled(Map<String, String> values) {
		String whole = OPTIONAL.matcher(this.text).replaceAll((part) -> {
			String[] ways = part.group(1).split("\\|", 2);
			boolean known = new Words(ways[0]).places().allMatch(values::containsKey);
			return Matcher.quoteReplacement(known ? ways[0] : (ways.length > 1) ? ways[1] : "");
		});
		return PLACE.matcher(whole)
			.replaceAll((place) -> Matcher.quoteReplacement(shown(values.getOrDefault(place.group(1), ""))));
	}

	/** What it has places for. */
	Stream<String> places() {
		return PLACE.matcher(this.text).results().map((place) -> place.group(1));
	}

	/** What it has places for and cannot do without. */
	Stream<String> needs() {
		return new Words(OPTIONAL.matcher(this.text).replaceAll("")).places();
	}

	private static String shown(String value) {
		String plain = FOREIGN.matcher(TokenShapes.mask(value)).replaceAll(" ").strip();
		return (plain.length() > LONGEST) ? plain.substring(0, LONGEST) + "…" : plain;
	}

}
