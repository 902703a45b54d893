package dev.runnerfleet.stack.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;

/** Turns the text of a template into its parameters, groups and sections. */
final class TemplateReader {

	private TemplateReader() {
	}

	static Template read(String body, Map<String, Object> bounds) {
		Map<String, Object> root = root(body);
		if (!root.containsKey("Resources")) {
			throw new IllegalArgumentException("A CloudFormation template needs a Resources section");
		}
		Map<String, Object> metadata = map(root.get("Metadata"));
		Map<String, Object> form = map(metadata.get("AWS::CloudFormation::Interface"));
		Map<String, Map<String, Object>> sections = new LinkedHashMap<>();
		root.forEach((name, section) -> {
			if (section instanceof Map) {
				sections.put(name, map(section));
			}
		});
		return new Template(body, text(root.get("Description"), ""), metadata, parameters(root, form, bounds),
				groups(form.get("ParameterGroups")), sections);
	}

	/** Everything the text says, with intrinsic functions in their long form. */
	static Map<String, Object> root(String body) {
		try {
			return map(new Yaml(new IntrinsicConstructor(new LoaderOptions())).load(body));
		}
		catch (YAMLException ex) {
			throw new IllegalArgumentException("The template is not valid YAML", ex);
		}
	}

	private static List<TemplateParameter> parameters(Map<String, Object> root, Map<String, Object> form,
			Map<String, Object> bounds) {
		Map<String, Object> labels = map(form.get("ParameterLabels"));
		List<TemplateParameter> parameters = new ArrayList<>();
		map(root.get("Parameters")).forEach((name, declared) -> parameters
			.add(parameter(name, bounded(map(declared), map(bounds.get(name))), map(labels.get(name)))));
		return List.copyOf(parameters);
	}

	private static Map<String, Object> bounded(Map<String, Object> declared, Map<String, Object> bounds) {
		Map<String, Object> bounded = new HashMap<>(declared);
		bounded.putAll(bounds);
		return bounded;
	}

	private static TemplateParameter parameter(String name, Map<String, Object> declared, Map<String, Object> label) {
		String pattern = text(declared.get("AllowedPattern"));
		return new TemplateParameter(name, text(label.get("default"), name), text(declared.get("Type"), "String"),
				text(declared.get("Default")), text(declared.get("Description"), ""),
				list(declared.get("AllowedValues")).stream().map(String::valueOf).toList(),
				(pattern != null) ? Pattern.compile(pattern) : null, number(declared.get("MinValue")),
				number(declared.get("MaxValue")), length(declared.get("MinLength")), length(declared.get("MaxLength")),
				text(declared.get("ConstraintDescription")), "true".equals(text(declared.get("NoEcho"))));
	}

	static List<ParameterGroup> groups(@Nullable Object declared) {
		List<ParameterGroup> groups = new ArrayList<>();
		for (Object group : list(declared)) {
			List<String> names = list(map(group).get("Parameters")).stream().map(String::valueOf).toList();
			groups.add(new ParameterGroup(label(map(group).get("Label")), names));
		}
		return List.copyOf(groups);
	}

	private static String label(@Nullable Object label) {
		return text((label instanceof Map<?, ?> map) ? map.get("default") : label, "");
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> map(@Nullable Object value) {
		return (value instanceof Map) ? (Map<String, Object>) value : Map.of();
	}

	@SuppressWarnings("unchecked")
	static List<Object> list(@Nullable Object value) {
		return (value instanceof List) ? (List<Object>) value : List.of();
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value != null) ? String.valueOf(value) : null;
	}

	private static String text(@Nullable Object value, String fallback) {
		return (value != null) ? String.valueOf(value) : fallback;
	}

	private static @Nullable BigDecimal number(@Nullable Object value) {
		return (value != null) ? new BigDecimal(String.valueOf(value)) : null;
	}

	private static @Nullable Integer length(@Nullable Object value) {
		return (value != null) ? Integer.valueOf(String.valueOf(value)) : null;
	}

}
