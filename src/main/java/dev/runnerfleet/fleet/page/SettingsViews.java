package dev.runnerfleet.fleet.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.blueprint.OriginalTemplate;
import dev.runnerfleet.network.NetworkNames;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.template.TemplateParameter;

import org.springframework.stereotype.Component;

/** Puts a fleet's parameters, and what became of them, into the words of the form. */
@Component
class SettingsViews {

	private static final int CHANGES = 50;

	private final Blueprints blueprints;

	private final ParameterHistory history;

	private final NetworkNames names;

	SettingsViews(Blueprints blueprints, ParameterHistory history, NetworkNames names) {
		this.blueprints = blueprints;
		this.history = history;
		this.names = names;
	}

	Settings of(FleetHead head, Stack stack, Fleet fleet, Instant now) {
		Blueprint blueprint = this.blueprints.find(fleet.blueprint()).orElse(null);
		if (blueprint == null) {
			return new Settings(head, OriginalTemplate.isOf(fleet) ? List.of(original(fleet)) : List.of(), List.of());
		}
		List<ParameterHistory.Values> past = this.history.of(fleet.id(), CHANGES + 1);
		Map<String, String> known = this.names.of(stack.place(), ids(blueprint, fleet.parameters()));
		List<Settings.Group> groups = new ArrayList<>(groups(blueprint, fleet.parameters(), known));
		if (!fleet.stackTags().values().isEmpty()) {
			groups.add(tags(fleet));
		}
		return new Settings(head, groups, changes(blueprint, past, now));
	}

	/** Its values under their own names. */
	private static Settings.Group original(Fleet fleet) {
		return new Settings.Group(OriginalTemplate.TITLE,
				fleet.parameters()
					.entrySet()
					.stream()
					.map((value) -> new Settings.Line(value.getKey(), value.getKey(),
							value.getValue().isEmpty() ? List.of() : List.of(new Settings.Part(value.getValue(), ""))))
					.toList());
	}

	private static Settings.Group tags(Fleet fleet) {
		List<Settings.Line> lines = new ArrayList<>();
		fleet.stackTags()
			.values()
			.forEach((key, value) -> lines
				.add(new Settings.Line(key, "tag-" + (lines.size() + 1), List.of(new Settings.Part(value, "")))));
		return new Settings.Group("Tags in AWS", lines);
	}

	private static List<String> ids(Blueprint blueprint, Map<String, String> values) {
		return blueprint.template()
			.parameters()
			.stream()
			.filter((parameter) -> parameter.type().contains("::Id") && !parameter.type().contains("SSM"))
			.flatMap((parameter) -> Arrays.stream(values.getOrDefault(parameter.name(), "").split(",")))
			.toList();
	}

	private static List<Settings.Group> groups(Blueprint blueprint, Map<String, String> values,
			Map<String, String> known) {
		return blueprint.template()
			.groups()
			.stream()
			.map((group) -> new Settings.Group(group.label(),
					blueprint.parameters(group)
						.stream()
						.filter((parameter) -> values.containsKey(parameter.name()))
						.map((parameter) -> line(parameter, values.getOrDefault(parameter.name(), ""), known))
						.toList()))
			.filter((group) -> !group.lines().isEmpty())
			.toList();
	}

	private static Settings.Line line(TemplateParameter parameter, String value, Map<String, String> known) {
		List<Settings.Part> parts = Arrays.stream(parameter.isList() ? value.split(",") : new String[] { value })
			.filter((part) -> !part.isEmpty())
			.map((part) -> new Settings.Part(part, known.getOrDefault(part, "")))
			.toList();
		return new Settings.Line(parameter.label(), parameter.name(), parts);
	}

	private static List<Settings.Change> changes(Blueprint blueprint, List<ParameterHistory.Values> past, Instant now) {
		Map<String, String> labels = labels(blueprint);
		List<Settings.Change> changes = new ArrayList<>();
		for (int index = 0; index + 1 < past.size(); index++) {
			ParameterHistory.Values after = past.get(index);
			List<Settings.Value> values = differences(labels, past.get(index + 1), after);
			if (!values.isEmpty()) {
				changes.add(new Settings.Change(after.operationId(), after.by(), ReadableTime.of(after.since(), now),
						values));
			}
		}
		return changes;
	}

	private static List<Settings.Value> differences(Map<String, String> labels, ParameterHistory.Values before,
			ParameterHistory.Values after) {
		List<Settings.Value> values = new ArrayList<>();
		if (before.blueprintVersion() != after.blueprintVersion()) {
			values.add(new Settings.Value("Blueprint", "version " + before.blueprintVersion(),
					"version " + after.blueprintVersion()));
		}
		TreeSet<String> names = new TreeSet<>(before.parameters().keySet());
		names.addAll(after.parameters().keySet());
		for (String name : names) {
			String was = before.parameters().getOrDefault(name, "");
			String is = after.parameters().getOrDefault(name, "");
			if (!was.equals(is)) {
				values.add(new Settings.Value(labels.getOrDefault(name, name), was, is));
			}
		}
		return values;
	}

	/** With its group, as some labels are there twice. */
	private static Map<String, String> labels(Blueprint blueprint) {
		return blueprint.template()
			.groups()
			.stream()
			.flatMap((group) -> blueprint.parameters(group)
				.stream()
				.map((parameter) -> Map.entry(parameter.name(), group.label() + ": " + parameter.label())))
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, second) -> first,
					LinkedHashMap::new));
	}

}
