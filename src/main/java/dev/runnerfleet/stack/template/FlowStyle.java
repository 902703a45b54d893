package dev.runnerfleet.stack.template;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a value as YAML on one line, with functions in their short form: half of what
 * JSON spends on quotes and on {@code {"Ref": …}}.
 */
final class FlowStyle {

	private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][\\w./:@$^+=;%-]*(?<!:)");

	/** What YAML takes for a truth or for nothing. */
	private static final Pattern WORD = Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null");

	private static final Pattern ONE_LINE = Pattern.compile("[ -~]*");

	private FlowStyle() {
	}

	static String of(@Nullable Object value) {
		if (value instanceof List<?> list) {
			return list.stream().map(FlowStyle::of).collect(Collectors.joining(",", "[", "]"));
		}
		if (!(value instanceof Map<?, ?> map)) {
			return (value instanceof String text) ? text(text) : String.valueOf(value);
		}
		String tag = tag(map);
		if (tag == null) {
			return map.entrySet()
				.stream()
				.map((entry) -> text(String.valueOf(entry.getKey())) + ": " + of(entry.getValue()))
				.collect(Collectors.joining(",", "{", "}"));
		}
		Object argument = map.values().iterator().next();
		boolean path = tag.equals("!GetAtt") && argument instanceof List<?>;
		return tag + " "
				+ (path ? String.join(".", TemplateReader.list(argument).stream().map(String::valueOf).toList())
						: of(argument));
	}

	/**
	 * The short form of a function; there is none for a function right inside another
	 * one.
	 */
	private static @Nullable String tag(@Nullable Object value) {
		if (!(value instanceof Map<?, ?> map) || map.size() != 1) {
			return null;
		}
		Map.Entry<?, ?> only = map.entrySet().iterator().next();
		String tag = IntrinsicConstructor.tag(String.valueOf(only.getKey()));
		boolean condition = "!Condition".equals(tag) && !(only.getValue() instanceof String);
		return (condition || tag(only.getValue()) != null) ? null : tag;
	}

	private static String text(String text) {
		if (PLAIN.matcher(text).matches() && !WORD.matcher(text).matches()) {
			return text;
		}
		String json = JsonMapper.shared().writeValueAsString(text);
		String quoted = "'" + text.replace("'", "''") + "'";
		return (ONE_LINE.matcher(text).matches() && quoted.length() <= json.length()) ? quoted : json;
	}

}
