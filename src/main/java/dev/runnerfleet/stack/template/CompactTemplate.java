package dev.runnerfleet.stack.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a template in the fewest bytes: AWS limits what is sent, and a template that
 * people read spends half of it on indentation, forms and explanations.
 */
final class CompactTemplate {

	private static final String FORM = "AWS::CloudFormation::Interface";

	/**
	 * What a parameter says to people, and the choices that whoever sends it has checked.
	 * Patterns stay: they keep what could do harm out of scripts, whoever changes the
	 * stack next.
	 */
	private static final List<String> FOR_PEOPLE = List.of("Description", "ConstraintDescription", "AllowedValues",
			"MinValue", "MaxValue", "MinLength", "MaxLength");

	private CompactTemplate() {
	}

	static String of(Map<String, Object> root) {
		Map<String, Object> compact = new LinkedHashMap<>(root);
		compact.computeIfPresent("Metadata", (name, metadata) -> without(FORM, metadata));
		compact.computeIfPresent("Parameters", (name, parameters) -> unexplained(parameters));
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

	private static Map<String, Object> unexplained(Object parameters) {
		Map<String, Object> unexplained = new LinkedHashMap<>();
		TemplateReader.map(parameters).forEach((name, declared) -> {
			Map<String, Object> rest = new LinkedHashMap<>(TemplateReader.map(declared));
			rest.keySet().removeAll(FOR_PEOPLE);
			unexplained.put(name, rest);
		});
		return unexplained;
	}

	private static Map<String, Object> without(String key, Object section) {
		Map<String, Object> rest = new LinkedHashMap<>(TemplateReader.map(section));
		rest.remove(key);
		return rest;
	}

}
