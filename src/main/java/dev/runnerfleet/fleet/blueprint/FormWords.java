package dev.runnerfleet.fleet.blueprint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.runnerfleet.stack.template.ParameterGroup;
import dev.runnerfleet.stack.template.Template;
import dev.runnerfleet.stack.template.TemplateParameter;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What the portal says of a blueprint and its parameters beside or instead of their
 * descriptions, and what it asks of their values, kept apart because AWS limits the size
 * of a template.
 */
record FormWords(String summary, List<ParameterGroup> groups, Map<String, String> labels,
		Map<String, String> descriptions, Map<String, String> changes, Map<String, Object> bounds,
		Map<String, String> refusals) {

	static FormWords parse(String text) {
		Map<String, ?> words = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
		return new FormWords(String.valueOf(words.get("Summary")), Template.groups(words.get("Groups")),
				texts(words.get("Labels")), texts(words.get("Descriptions")), changes(map(words.get("Changes"))),
				map(words.get("Bounds")), texts(words.get("Refusals")));
	}

	private static Map<String, String> changes(Map<String, Object> parameters) {
		Map<String, String> changes = new HashMap<>();
		parameters.forEach((change, names) -> ((List<?>) names)
			.forEach((name) -> changes.put(String.valueOf(name), " Changes %s.".formatted(change))));
		return changes;
	}

	private static Map<String, String> texts(@Nullable Object value) {
		Map<String, String> texts = new HashMap<>();
		map(value).forEach((name, text) -> texts.put(name, String.valueOf(text)));
		return texts;
	}

	/** The blueprint with that text, as the portal shows it and asks for its values. */
	Template in(String text) {
		Template template = Template.parse(text, this.bounds);
		return template.withForm(template.parameters().stream().map(this::of).toList(),
				Stream.concat(template.groups().stream(), this.groups.stream()).toList());
	}

	private TemplateParameter of(TemplateParameter parameter) {
		String name = parameter.name();
		return parameter.described(this.labels.getOrDefault(name, name),
				this.descriptions.getOrDefault(name, parameter.description()) + this.changes.getOrDefault(name, ""),
				this.refusals.getOrDefault(name, parameter.constraintDescription()));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> map(@Nullable Object value) {
		return (value != null) ? (Map<String, Object>) value : Map.of();
	}

}
