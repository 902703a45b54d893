package dev.runnerfleet.fleet;

import java.util.ArrayList;
import java.util.List;

import dev.runnerfleet.stack.template.ParameterGroup;
import dev.runnerfleet.stack.template.TemplateParameter;

/**
 * A value of the form that a change would set differently.
 *
 * @param name the parameter
 * @param label what people call it, with its group
 * @param before its value today, blank for none
 * @param after its value afterwards, blank for none
 * @param explanation what it is and how a change of it takes effect
 */
record ParameterChange(String name, String label, String before, String after, String explanation) {

	/** What differs between a fleet and what it is to become, in the form's order. */
	static List<ParameterChange> between(Fleet fleet, FleetChange change, Blueprint blueprint) {
		List<ParameterChange> changes = new ArrayList<>();
		for (ParameterGroup group : blueprint.template().groups()) {
			for (TemplateParameter parameter : blueprint.parameters(group)) {
				String fallback = (parameter.defaultValue() != null) ? parameter.defaultValue() : "";
				String before = fleet.parameters().getOrDefault(parameter.name(), fallback);
				String after = change.parameters().getOrDefault(parameter.name(), before);
				if (!parameter.noEcho() && !before.equals(after)) {
					changes.add(new ParameterChange(parameter.name(), group.label() + ": " + parameter.label(), before,
							after, explanation(parameter, before)));
				}
			}
		}
		return changes;
	}

	private static String explanation(TemplateParameter parameter, String before) {
		return (parameter.name().equals(FleetChanger.MANAGER_IMAGE) && before.isEmpty())
				? "The image that the manager runs, so that a newer one does not replace it by the way."
				: parameter.description();
	}

}
