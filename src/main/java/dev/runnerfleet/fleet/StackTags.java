package dev.runnerfleet.fleet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tags that CloudFormation puts on a fleet's stack and passes on to what it makes;
 * the portal's own and AWS's are not among them.
 *
 * @param values values by key
 */
public record StackTags(Map<String, String> values) {

	public static final StackTags NONE = new StackTags(Map.of());

	/** AWS takes 50, and the portal adds two. */
	private static final int MOST = 48;

	private static final int LONGEST_KEY = 128;

	private static final int LONGEST_VALUE = 256;

	private static final Pattern LETTERS = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

	private static final Pattern NOT_OURS = Pattern.compile("(?i)(aws|runner-fleet-portal):.*");

	public StackTags {
		values = new TreeMap<>(values);
	}

	/** Those of a stack that people gave it. */
	public static StackTags of(Map<String, String> all) {
		Map<String, String> given = new LinkedHashMap<>(all);
		given.keySet().removeIf((key) -> NOT_OURS.matcher(key).matches());
		return new StackTags(given);
	}

	/**
	 * Reads a text that {@link #objections} has nothing against: a key=value on each
	 * line.
	 */
	public static StackTags read(String text) {
		Map<String, String> values = new LinkedHashMap<>();
		lines(text).forEach((line) -> {
			String[] parts = line.split("=", 2);
			values.put(parts[0].strip(), (parts.length > 1) ? parts[1].strip() : "");
		});
		return new StackTags(values);
	}

	/** What AWS would have against a text, empty if nothing. */
	public static List<String> objections(String text) {
		List<String> objections = new ArrayList<>();
		List<String> lines = lines(text);
		if (lines.size() > MOST) {
			objections
				.add("AWS takes 50 tags, two of which are the portal's: remove %d.".formatted(lines.size() - MOST));
		}
		Set<String> keys = new LinkedHashSet<>();
		for (String line : lines) {
			int middle = line.indexOf('=');
			String key = ((middle < 0) ? line : line.substring(0, middle)).strip();
			String value = (middle < 0) ? "" : line.substring(middle + 1).strip();
			String objection = objection(key, value, middle);
			if (objection.isEmpty() && !keys.add(key.toLowerCase(Locale.ROOT))) {
				objection = "“%s” is there twice. Roles know no difference between capitals and small letters."
					.formatted(key);
			}
			if (!objection.isEmpty()) {
				objections.add(objection);
			}
		}
		return objections;
	}

	/** As people write them, a key=value on each line. */
	public String text() {
		return this.values.entrySet()
			.stream()
			.map((tag) -> tag.getKey() + "=" + tag.getValue())
			.collect(Collectors.joining("\n"));
	}

	private static String objection(String key, String value, int middle) {
		if (middle < 0 || key.isEmpty() || value.isEmpty()) {
			return "Write key=value on each line, such as CostCenter=4711.";
		}
		if (key.length() > LONGEST_KEY || value.length() > LONGEST_VALUE) {
			return "A key has at most %d characters, a value %d.".formatted(LONGEST_KEY, LONGEST_VALUE);
		}
		if (!LETTERS.matcher(key + value).matches()) {
			return "Use letters, digits, spaces and _ . : / = + - @ in tags.";
		}
		return NOT_OURS.matcher(key).matches() ? "Keys that begin with aws: or runner-fleet-portal: are not for people."
				: "";
	}

	private static List<String> lines(String text) {
		return text.lines().map(String::strip).filter((line) -> !line.isEmpty()).toList();
	}

}
