package dev.runnerfleet.fleet.form;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.runnerfleet.fleet.blueprint.Blueprint;

/**
 * What the forms call their fields: a sentence about one may stand far from it, and has
 * to name it.
 */
final class FieldLabels {

	private FieldLabels() {
	}

	/** The labels of all fields of a blueprint's forms, by the path of the field. */
	static Map<String, String> of(Blueprint blueprint) {
		Map<String, String> labels = new LinkedHashMap<>(Map.of("name", "Fleet name", "region", "Region", "blueprint",
				"Blueprint", "source.accessToken", "Access token", "source.registrationToken", "Registration token",
				"source.target", "Group or project", "source.tags", "Tags", "stackTags", "Tags in AWS"));
		blueprint.template()
			.parameters()
			.forEach((parameter) -> labels.put(LaunchForm.field(parameter), parameter.label()));
		return labels;
	}

}
