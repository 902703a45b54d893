package dev.runnerfleet.stack.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a template in the fewest bytes: AWS limits what is sent, and a template that
 * people read spends half of it on indentation, forms, explanations and the bounds that
 * values were held against before they are sent.
 */
final class CompactTemplate {

	private static final String FORM = "AWS::CloudFormation::Interface";

	/** What a parameter is for AWS; whoever sends it has held values against the rest. */
	private static final List<String> NEEDED = List.of("Type", "Default", "NoEcho");

	private CompactTemplate() {
	}

	static String of(Map<String, Object> root) {
		Map<String, Object> compact = ShortConditions.in(root);
		compact.computeIfPresent("Metadata", (name, metadata) -> without(FORM, metadata));
		compact.computeIfPresent("Parameters", (name, parameters) -> needed(parameters));
		compact.computeIfPresent("Rules", (name, rules) -> forAws(rules));
		StringBuilder text = new StringBuilder();
		compact.forEach((name, section) -> text.append(name).append(':').append(lines(section)).append('\n'));
		return text.toString();
	}

	/**
	 * A line for each parameter or resource, so that AWS can name the place of a mistake.
	 */
	private static String lines(Object section) {
		if (!(section instanceof Map<?, ?> entries) || entries.isEmpty()) {
			return " " + FlowStyle.of(section);
		}
		return TemplateReader.map(section)
			.entrySet()
			.stream()
			.map((entry) -> "\n " + FlowStyle.of(entry.getKey()) + ": " + FlowStyle.of(entry.getValue()))
			.collect(Collectors.joining());
	}

	private static Map<String, Object> needed(Object parameters) {
		Map<String, Object> needed = new LinkedHashMap<>();
		TemplateReader.map(parameters).forEach((name, declared) -> {
			Map<String, Object> parameter = new LinkedHashMap<>(TemplateReader.map(declared));
			parameter.keySet().retainAll(NEEDED);
			needed.put(name, parameter);
		});
		return needed;
	}

	private static Map<String, Object> forAws(Object rules) {
		Map<String, Object> forAws = new LinkedHashMap<>(TemplateReader.map(rules));
		forAws.values().removeIf((rule) -> !Evaluation.asksAccount(rule));
		return forAws;
	}

	private static Map<String, Object> without(String key, Object section) {
		Map<String, Object> rest = new LinkedHashMap<>(TemplateReader.map(section));
		rest.remove(key);
		return rest;
	}

}
