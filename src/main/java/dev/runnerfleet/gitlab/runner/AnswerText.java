package dev.runnerfleet.gitlab.runner;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import dev.runnerfleet.gitlab.DisplayText;
import tools.jackson.databind.JsonNode;

/**
 * The words in an answer, which GitLab puts as a string, a map of fields, a nested error
 * or a list.
 *
 * @param code the error code, such as {@code insufficient_scope}, blank for none
 * @param sentence all of it as one sentence, blank for none
 * @param fields messages by the name of our form's field
 */
record AnswerText(String code, String sentence, Map<String, String> fields) {

	private static final Map<String, String> FIELDS = fieldNames();

	static AnswerText of(JsonNode json) {
		Map<String, String> fields = new LinkedHashMap<>();
		String sentence = sentence(json, fields);
		String code = json.path("error").asString("");
		return new AnswerText(code, DisplayText.sentence(DisplayText.quote(sentence)), fields);
	}

	private static String sentence(JsonNode json, Map<String, String> fields) {
		for (String name : new String[] { "message", "error_description", "error", "errors" }) {
			JsonNode node = json.path(name);
			if (!node.isMissingNode() && !node.isNull()) {
				return text(node, fields);
			}
		}
		return json.isArray() ? text(json, fields) : "";
	}

	private static String text(JsonNode node, Map<String, String> fields) {
		if (node.isObject()) {
			return node.propertyStream()
				.map((entry) -> field(entry.getKey(), text(entry.getValue(), new LinkedHashMap<>()), fields))
				.collect(Collectors.joining("; "));
		}
		if (node.isArray()) {
			return node.valueStream().map((each) -> text(each, fields)).collect(Collectors.joining(", "));
		}
		String plain = node.asString("").replaceFirst("^\\d{3} [A-Za-z ]+ - ", "");
		for (String part : plain.split(", | and ")) {
			String start = part.toLowerCase(Locale.ROOT).replace(' ', '_');
			FIELDS.keySet()
				.stream()
				.filter((name) -> start.startsWith(name + "_"))
				.findFirst()
				.ifPresent((name) -> fields.merge(FIELDS.get(name), DisplayText.sentence(DisplayText.quote(part)),
						(first, second) -> first + " " + second));
		}
		return plain;
	}

	private static String field(String name, String text, Map<String, String> fields) {
		if (name.equals("error") || name.equals("base")) {
			return text;
		}
		String words = name.replace('_', ' ') + " " + text;
		if (FIELDS.containsKey(name)) {
			fields.put(FIELDS.get(name), DisplayText.sentence(DisplayText.quote(words)));
		}
		return words;
	}

	private static Map<String, String> fieldNames() {
		Map<String, String> names = new LinkedHashMap<>();
		names.put("tags_list", "tags");
		names.put("tag_list", "tags");
		names.put("tags", "tags");
		names.put("description", "description");
		names.put("maximum_timeout", "maximumTimeout");
		names.put("access_level", "protectedOnly");
		names.put("run_untagged", "runUntagged");
		names.put("locked", "locked");
		names.put("paused", "paused");
		names.put("runner_type", "scope");
		names.put("group_id", "target");
		names.put("project_id", "target");
		names.put("group", "target");
		names.put("project", "target");
		names.put("token", "token");
		return names;
	}

}
