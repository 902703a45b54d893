package dev.runnerfleet.fleet.blueprint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.runnerfleet.stack.template.ParameterGroup;
import dev.runnerfleet.stack.template.Template;
import dev.runnerfleet.stack.template.TemplateParameter;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * An embedded template and what it says of itself to people.
 *
 * @param name how it is chosen, such as {@code docker-autoscaler}
 * @param title how it is shown
 * @param summary when to choose it
 * @param version grows with every change of the template
 * @param deprecated until when it can be used, {@code null} if there is no end in sight
 * @param template the template as people read it
 * @param body the same as AWS gets it, in fewer words
 * @param presets ready-made choices of its parameters, the usual one first
 */
public record Blueprint(String name, String title, String summary, int version, @Nullable String deprecated,
		Template template, String body, List<Preset> presets) {

	static Blueprint of(String name, String text, String words, String presets) {
		FormWords form = FormWords.parse(words);
		Template template = form.in(text);
		Map<?, ?> own = (Map<?, ?>) Objects.requireNonNull(template.metadata().get("RunnerFleetPortal"), name);
		Object deprecated = own.get("Deprecated");
		return new Blueprint(name, String.valueOf(own.get("Title")), form.summary(),
				Integer.parseInt(String.valueOf(own.get("Version"))),
				(deprecated != null) ? String.valueOf(deprecated) : null, template, template.compact(),
				Preset.parse(presets));
	}

	/** The preset of that name, the usual one where there is none. */
	public Preset preset(String name) {
		return this.presets.stream().filter((each) -> each.name().equals(name)).findFirst().orElse(this.presets.get(0));
	}

	/** The parameters' values where nobody touches them. */
	public Map<String, String> defaults() {
		Map<String, String> defaults = new LinkedHashMap<>();
		this.template.parameters()
			.stream()
			.filter((parameter) -> parameter.defaultValue() != null)
			.forEach((parameter) -> defaults.put(parameter.name(), parameter.defaultValue()));
		return defaults;
	}

	/** Where the machines of a stack write what they do, whichever blueprint it has. */
	public static String logGroup(String stackName) {
		return "/runner-fleet/" + stackName;
	}

	/** The parameters that every launch asks for. */
	public List<TemplateParameter> essentials() {
		return parameters(this.template.groups().get(0));
	}

	/** The parameter that takes the runner token. */
	public TemplateParameter secret() {
		return this.template.parameters().stream().filter(TemplateParameter::noEcho).findFirst().orElseThrow();
	}

	/** The groups of parameters that have a working default. */
	public List<ParameterGroup> advanced() {
		return this.template.groups().subList(1, this.template.groups().size());
	}

	public List<TemplateParameter> parameters(ParameterGroup group) {
		return group.parameters().stream().map(this::parameter).toList();
	}

	/**
	 * Whether the manager starts its workers by itself through docker-machine, in the
	 * first subnet only.
	 */
	public boolean machines() {
		return this.name.equals("docker-machine");
	}

	/** How many resources a stack with these values has. */
	public int resources(Map<String, String> values, String region) {
		return this.template.evaluate(values, Map.of("AWS::Region", region)).resources().size();
	}

	/**
	 * A ready-made choice for people who would rather not know each parameter.
	 *
	 * @param name how it is chosen, such as {@code team}
	 * @param title how it is shown
	 * @param sentence when to choose it
	 * @param icon its picture, by its bootstrap-icons name
	 * @param parameters the values that differ from the blueprint's defaults
	 */
	public record Preset(String name, String title, String sentence, String icon, Map<String, String> parameters) {

		private static List<Preset> parse(String text) {
			List<?> entries = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
			return entries.stream().map((entry) -> of((Map<?, ?>) entry)).toList();
		}

		private static Preset of(Map<?, ?> entry) {
			Map<String, String> parameters = new LinkedHashMap<>();
			((Map<?, ?>) Objects.requireNonNull(entry.get("Parameters")))
				.forEach((name, value) -> parameters.put(String.valueOf(name), String.valueOf(value)));
			return new Preset(String.valueOf(entry.get("Name")), String.valueOf(entry.get("Title")),
					String.valueOf(entry.get("Sentence")), String.valueOf(entry.get("Icon")), parameters);
		}

	}

	private TemplateParameter parameter(String name) {
		return this.template.parameters()
			.stream()
			.filter((parameter) -> parameter.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

}
