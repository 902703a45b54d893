package dev.runnerfleet.web.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The API's description, in the order and the words of a reader: what can be asked, what
 * to send, what comes back.
 *
 * @param title the API's name
 * @param description what it is for
 * @param groups the calls by what they are about
 * @param types what is sent and answered, by name
 */
record ApiReference(String title, String description, List<Group> groups, List<Type> types) {

	/** Calls that are about the same. */
	record Group(String name, List<Call> calls) {

	}

	/**
	 * One thing that can be asked.
	 *
	 * @param body the type that is sent, {@code null} where none is
	 */
	record Call(String id, String method, String path, String summary, String description, List<Field> parameters,
			@Nullable String body, List<Answer> answers) {

	}

	/** What comes back, with its type where it has one. */
	record Answer(String status, String description, @Nullable String type) {

	}

	/** An object with its fields. */
	record Type(String name, String description, List<Field> fields) {

	}

	/**
	 * A value that is sent or answered.
	 *
	 * @param place where it stands: path, query, header; blank within a type
	 * @param kind what it is, in a word or two
	 * @param type the type that it is or has several of, if any
	 */
	record Field(String name, String place, String kind, @Nullable String type, boolean required, String description,
			List<String> values) {

	}

	private static final String TYPES = "#/components/schemas/";

	/** Reads a document of OpenAPI 3. */
	static ApiReference of(JsonNode document) {
		Map<String, List<Call>> groups = document.path("paths")
			.propertyStream()
			.flatMap((path) -> path.getValue()
				.propertyStream()
				.map((call) -> Map.entry(call.getValue().path("tags").path(0).asString(),
						call(path.getKey(), call.getKey(), call.getValue()))))
			.collect(Collectors.groupingBy(Map.Entry::getKey, TreeMap::new,
					Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
		List<Type> types = document.path("components")
			.path("schemas")
			.propertyStream()
			.map((type) -> new Type(type.getKey(), text(type.getValue(), "description"), fields(type.getValue())))
			.toList();
		return new ApiReference(text(document.path("info"), "title"), text(document.path("info"), "description"),
				groups.entrySet().stream().map((group) -> new Group(group.getKey(), group.getValue())).toList(), types);
	}

	private static Call call(String path, String method, JsonNode call) {
		List<Field> parameters = call.path("parameters")
			.valueStream()
			.map((each) -> field(text(each, "name"), text(each, "in"), each.path("schema"),
					each.path("required").asBoolean(), text(each, "description")))
			.toList();
		List<Answer> answers = call.path("responses")
			.propertyStream()
			.map((each) -> new Answer(each.getKey(), text(each.getValue(), "description"), content(each.getValue())))
			.toList();
		return new Call(text(call, "operationId"), method.toUpperCase(Locale.ROOT), path, text(call, "summary"),
				text(call, "description"), parameters, content(call.path("requestBody")), answers);
	}

	private static @Nullable String content(JsonNode holder) {
		return holder.path("content").valueStream().map((each) -> type(each.path("schema"))).findFirst().orElse(null);
	}

	private static List<Field> fields(JsonNode type) {
		List<String> required = type.path("required").valueStream().map(JsonNode::asString).toList();
		return type.path("properties")
			.propertyStream()
			.map((each) -> field(each.getKey(), "", each.getValue(), required.contains(each.getKey()),
					text(each.getValue(), "description")))
			.toList();
	}

	private static Field field(String name, String place, JsonNode schema, boolean required, String description) {
		List<String> values = schema.path("enum").valueStream().map(JsonNode::asString).toList();
		return new Field(name, place, kind(schema), type(schema), required, description, values);
	}

	private static @Nullable String type(JsonNode schema) {
		for (JsonNode each : List.of(schema, schema.path("items"), schema.path("additionalProperties"))) {
			if (text(each, "$ref").startsWith(TYPES)) {
				return text(each, "$ref").substring(TYPES.length());
			}
		}
		return null;
	}

	private static String kind(JsonNode schema) {
		if (schema.has("items")) {
			return "list of " + kind(schema.path("items"));
		}
		if (schema.has("$ref")) {
			return text(schema, "$ref").substring(TYPES.length());
		}
		List<String> words = new ArrayList<>();
		Stream.of("type", "format")
			.map((key) -> text(schema, key))
			.filter((word) -> !word.isEmpty())
			.forEach(words::add);
		return String.join(", ", words);
	}

	private static String text(JsonNode node, String name) {
		return node.path(name).asString("");
	}

}
