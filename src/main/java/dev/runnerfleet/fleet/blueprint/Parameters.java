package dev.runnerfleet.fleet.blueprint;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.stack.template.Template;
import dev.runnerfleet.stack.template.TemplateParameter;

/** Takes out of a stack's parameters what may be kept. */
public final class Parameters {

	private Parameters() {
	}

	/** Plain values of an adopted stack: no secret of its own template or of ours. */
	public static Map<String, String> plain(Map<String, String> values, TemplateOrigin origin) {
		return without(values, Stream.concat(secrets(origin.template()), secrets(origin.blueprint().template()))
			.collect(Collectors.toSet()));
	}

	/** Plain values of a fleet. */
	public static Map<String, String> plain(Map<String, String> values, Blueprint blueprint) {
		return without(values, secrets(blueprint.template()).collect(Collectors.toSet()));
	}

	/** AWS masks secrets, but not everything that speaks its language does. */
	private static Map<String, String> without(Map<String, String> values, Set<String> secrets) {
		Map<String, String> plain = new TreeMap<>(values);
		plain.keySet().removeAll(secrets);
		plain.values().removeIf((value) -> value.matches("\\*{4,}"));
		return plain;
	}

	private static Stream<String> secrets(Template template) {
		return template.parameters().stream().filter(TemplateParameter::noEcho).map(TemplateParameter::name);
	}

}
