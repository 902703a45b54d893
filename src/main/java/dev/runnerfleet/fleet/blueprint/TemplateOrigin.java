package dev.runnerfleet.fleet.blueprint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.runnerfleet.stack.template.Template;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which blueprint a stack's template comes from, whatever version of it, and whether it
 * was sent as YAML or as JSON.
 *
 * @param blueprint the blueprint as this portal has it
 * @param version the version that the template names
 * @param template the stack's own template
 */
public record TemplateOrigin(Blueprint blueprint, int version, Template template) {

	private static final Pattern VERSION = Pattern.compile("[1-9]\\d{0,8}");

	/**
	 * Recognises a template by what it says of itself and by its resources: a copy that
	 * does something else is not ours to change.
	 * @return its origin, empty if it is none of the blueprints
	 */
	public static Optional<TemplateOrigin> of(String body, List<Blueprint> blueprints) {
		Template template;
		try {
			template = Template.parse(plain(body));
		}
		catch (IllegalArgumentException | ClassCastException | JacksonException ex) {
			return Optional.empty();
		}
		if (!(template.metadata().get("RunnerFleetPortal") instanceof Map<?, ?> own)) {
			return Optional.empty();
		}
		String version = String.valueOf(own.get("Version"));
		return blueprints.stream()
			.filter((blueprint) -> blueprint.title().equals(own.get("Title")))
			.filter((blueprint) -> VERSION.matcher(version).matches() && resembles(blueprint, template))
			.findFirst()
			.map((blueprint) -> new TemplateOrigin(blueprint, Integer.parseInt(version), template));
	}

	/** JSON may be indented with tabs, which YAML does not take. */
	private static String plain(String body) {
		return body.stripLeading().startsWith("{")
				? JsonMapper.shared().writeValueAsString(JsonMapper.shared().readTree(body)) : body;
	}

	private static boolean resembles(Blueprint blueprint, Template template) {
		boolean takesToken = template.parameters()
			.stream()
			.anyMatch((parameter) -> parameter.noEcho() && parameter.name().equals(blueprint.secret().name()));
		Map<String, Object> ours = blueprint.template().section("Resources");
		Map<String, Object> theirs = template.section("Resources");
		List<String> shared = ours.keySet().stream().filter(theirs::containsKey).toList();
		return takesToken && hasManager(ours, theirs) && 2 * shared.size() > ours.size()
				&& shared.stream().allMatch((name) -> type(ours.get(name)).equals(type(theirs.get(name))));
	}

	/** An instance, as in versions before there was a group of one. */
	private static boolean hasManager(Map<String, Object> ours, Map<String, Object> theirs) {
		return type(theirs.get("Manager")).equals("AWS::EC2::Instance")
				|| ours.containsKey("ManagerGroup") && theirs.containsKey("ManagerGroup");
	}

	private static String type(@Nullable Object resource) {
		return (resource instanceof Map<?, ?> map) ? String.valueOf(map.get("Type")) : "";
	}

}
