package dev.runnerfleet.sandbox.logs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * CloudWatch's filter patterns, as far as they are needed here: words that must be there,
 * one of several ({@code ?}) or not ({@code -}), and comparisons of texts in JSON, joined
 * by {@code &&} or {@code ||}.
 */
final class LogPattern {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Pattern TERM = Pattern.compile("([?-]?)(?:\"([^\"]*)\"|([^\\s\"]+))");

	private static final Pattern COMPARISON = Pattern
		.compile("\\s*\\(?\\s*\\$\\.(\\w+)\\s*(!?=)\\s*\"?([^\")]*?)\"?\\s*\\)?\\s*");

	private LogPattern() {
	}

	/**
	 * What a pattern lets through.
	 * @throws IllegalArgumentException if the pattern is of another kind
	 */
	static Predicate<String> of(String pattern) {
		String text = pattern.strip();
		return text.startsWith("{") ? json(text.substring(1, text.length() - 1)) : terms(text);
	}

	private static Predicate<String> terms(String text) {
		List<Predicate<String>> all = new ArrayList<>();
		List<String> any = new ArrayList<>();
		Matcher term = TERM.matcher(text);
		while (term.find()) {
			String word = (term.group(2) != null) ? term.group(2) : term.group(3);
			switch (term.group(1)) {
				case "?" -> any.add(word);
				case "-" -> all.add((line) -> !line.contains(word));
				default -> all.add((line) -> line.contains(word));
			}
		}
		return (line) -> all.stream().allMatch((each) -> each.test(line))
				&& (any.isEmpty() || any.stream().anyMatch(line::contains));
	}

	private static Predicate<String> json(String text) {
		List<List<Predicate<JsonNode>>> alternatives = Arrays.stream(text.split("\\|\\|"))
			.map((part) -> Arrays.stream(part.split("&&")).map(LogPattern::comparison).toList())
			.toList();
		return (line) -> {
			try {
				JsonNode node = JSON.readTree(line);
				return alternatives.stream().anyMatch((all) -> all.stream().allMatch((each) -> each.test(node)));
			}
			catch (JacksonException ex) {
				return false;
			}
		};
	}

	private static Predicate<JsonNode> comparison(String text) {
		Matcher matcher = COMPARISON.matcher(text);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("Invalid filter pattern: " + text);
		}
		boolean equal = matcher.group(2).equals("=");
		return (node) -> node.path(matcher.group(1)).asString("").equals(matcher.group(3)) == equal;
	}

}
