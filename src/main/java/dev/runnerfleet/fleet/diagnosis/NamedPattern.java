package dev.runnerfleet.fleet.diagnosis;

import java.util.Map;
import java.util.Set;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * A pattern of the catalogue. Its time grows with the text alone, whatever the text is:
 * the words that it looks through are anybody's, and anybody may add to the catalogue.
 */
record NamedPattern(Pattern pattern) {

	/**
	 * Reads one.
	 * @throws com.google.re2j.PatternSyntaxException if it is none
	 */
	static NamedPattern of(String text) {
		return new NamedPattern(Pattern.compile(text, Pattern.CASE_INSENSITIVE));
	}

	/**
	 * Looks for itself.
	 * @param values gets what its named groups have found
	 */
	boolean in(String text, Map<String, String> values) {
		Matcher matcher = this.pattern.matcher(text);
		if (!matcher.find()) {
			return false;
		}
		for (String name : names()) {
			String value = matcher.group(name);
			if (value != null && !value.isBlank()) {
				values.put(name, value);
			}
		}
		return true;
	}

	Set<String> names() {
		return this.pattern.namedGroups().keySet();
	}

}
