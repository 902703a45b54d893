package dev.runnerfleet.fleet;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.stack.template.TemplateParameter;

/**
 * A parameter's value under the label of its form field.
 *
 * @param label what people call it
 * @param name what CloudFormation calls it
 * @param value its value, blank where there is none
 */
public record ParameterLine(String label, String name, String value) {

	/** Those parameters that have a value, in the template's order. */
	public static List<ParameterLine> of(Collection<TemplateParameter> parameters, Map<String, String> values) {
		return parameters.stream()
			.filter((parameter) -> values.containsKey(parameter.name()))
			.map((parameter) -> new ParameterLine(parameter.label(), parameter.name(),
					values.getOrDefault(parameter.name(), "")))
			.toList();
	}

}
