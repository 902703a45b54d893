package dev.runnerfleet.stack.template;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A CloudFormation template with its intrinsic functions in their long form.
 *
 * @param body the text as it was written
 * @param description what the template says of itself
 * @param metadata the top-level metadata
 * @param parameters every parameter, in the order of the template
 * @param groups the form's groups, in order
 * @param sections the remaining top-level sections by name, such as {@code Conditions},
 * {@code Mappings}, {@code Resources} and {@code Outputs}
 */
public record Template(String body, String description, Map<String, Object> metadata,
		List<TemplateParameter> parameters, List<ParameterGroup> groups, Map<String, Map<String, Object>> sections) {

	/**
	 * Reads a template in YAML (or JSON, which is YAML).
	 * @param body the template's text
	 * @return the template
	 * @throws IllegalArgumentException if the text is no CloudFormation template
	 */
	public static Template parse(String body) {
		return TemplateReader.read(body, Map.of());
	}

	/**
	 * Reads a template whose parameters have bounds that do not stand in it.
	 * @param body the template's text
	 * @param bounds by parameter what CloudFormation calls {@code AllowedPattern},
	 * {@code AllowedValues}, {@code MinValue} and so on
	 * @return the template
	 * @throws IllegalArgumentException if the text is no CloudFormation template
	 */
	public static Template parse(String body, Map<String, Object> bounds) {
		return TemplateReader.read(body, bounds);
	}

	/**
	 * The same template in the fewest bytes: YAML on few lines, without the form, without
	 * the parameters' explanations and bounds, and with those rules alone that only AWS
	 * can judge.
	 * @return the text, the same for the same template
	 */
	public String compact() {
		return CompactTemplate.of(TemplateReader.root(this.body));
	}

	/**
	 * The template as it is for certain parameter values.
	 * @param values parameter values by name; a missing one takes its default
	 * @param pseudo pseudo parameters by name, such as {@code AWS::Region}
	 * @return conditions, resources and outputs for these values
	 */
	public Evaluation evaluate(Map<String, String> values, Map<String, String> pseudo) {
		return new Evaluation(this, values, pseudo);
	}

	/** The same template with what somebody else has to say of its parameters. */
	public Template withForm(List<TemplateParameter> parameters, List<ParameterGroup> groups) {
		return new Template(this.body, this.description, this.metadata, parameters, groups, this.sections);
	}

	/**
	 * Groups of parameters in the form that {@code AWS::CloudFormation::Interface} has.
	 */
	public static List<ParameterGroup> groups(@Nullable Object declared) {
		return TemplateReader.groups(declared);
	}

	/** A section by name, empty where the template has none. */
	public Map<String, Object> section(String name) {
		return this.sections.getOrDefault(name, Map.of());
	}

}
