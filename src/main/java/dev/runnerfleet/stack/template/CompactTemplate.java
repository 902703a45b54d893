package dev.runnerfleet.stack.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a template in the fewest bytes: AWS limits what is sent, and a template that
 * people read spends half of it on indentation, forms and explanations.
 */
final class CompactTemplate {

	private static final String FORM = "AWS::CloudFormation::Interface";

	private static final List<String> EXPLANATIONS = List.of("Description", "ConstraintDescription");

	private CompactTemplate() {
	}

	static String of(Map<String, Object> root) {
		Map<String, Object> compact = new LinkedHashMap<>(root);
		compact.computeIfPresent("Metadata", (name, metadata) -> without(FORM, metadata));
		compact.computeIfPresent("Parameters", (name, parameters) -> unexplained(parameters));
		return JsonMapper.shared().writeValueAsString(compact);
	}

	private static Map<String, Object> unexplained(Object parameters) {
		Map<String, Object> unexplained = new LinkedHashMap<>();
		TemplateReader.map(parameters).forEach((name, declared) -> {
			Map<String, Object> rest = new LinkedHashMap<>(TemplateReader.map(declared));
			rest.keySet().removeAll(EXPLANATIONS);
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
