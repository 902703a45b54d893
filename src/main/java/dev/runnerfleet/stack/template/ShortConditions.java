package dev.runnerfleet.stack.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Names conditions C0, C1 and so on: their names mean nothing outside a template, and the
 * long ones take as much of it as a resource does.
 */
final class ShortConditions {

	private static final String CONDITIONS = "Conditions";

	private static final int DIGITS = 36;

	private final Map<String, String> names = new LinkedHashMap<>();

	private ShortConditions(List<String> conditions) {
		IntStream.range(0, conditions.size())
			.forEach((index) -> this.names.put(conditions.get(index), "C" + Integer.toString(index, DIGITS)));
	}

	static Map<String, Object> in(Map<String, Object> root) {
		Map<String, Object> conditions = TemplateReader.map(root.getOrDefault(CONDITIONS, Map.of()));
		ShortConditions ours = new ShortConditions(List.copyOf(conditions.keySet()));
		Map<String, Object> renamed = new LinkedHashMap<>(root);
		renamed.computeIfPresent(CONDITIONS, (name, section) -> {
			Map<String, Object> shorter = new LinkedHashMap<>();
			conditions.forEach((condition, rule) -> shorter.put(ours.name(condition), ours.of(rule)));
			return shorter;
		});
		for (String section : List.of("Rules", "Resources", "Outputs")) {
			renamed.computeIfPresent(section, (name, value) -> ours.of(value));
		}
		return renamed;
	}

	private @Nullable Object of(@Nullable Object value) {
		if (value instanceof List<?> list) {
			return list.stream().map(this::of).toList();
		}
		if (!(value instanceof Map<?, ?> map)) {
			return value;
		}
		Map<Object, @Nullable Object> renamed = new LinkedHashMap<>();
		map.forEach((key, inner) -> {
			if (key.equals("Condition") && inner instanceof String condition) {
				renamed.put(key, name(condition));
			}
			else if (key.equals("Fn::If") && inner instanceof List<?> branches) {
				renamed.put(key, chosen(branches));
			}
			else {
				renamed.put(key, of(inner));
			}
		});
		return renamed;
	}

	/** The condition by its new name, before what it decides between. */
	private List<@Nullable Object> chosen(List<?> branches) {
		List<@Nullable Object> chosen = new ArrayList<>();
		branches.forEach((branch) -> chosen.add(chosen.isEmpty() ? name(String.valueOf(branch)) : of(branch)));
		return chosen;
	}

	/** What is no condition of the template keeps its name, for AWS to refuse. */
	private String name(String condition) {
		return this.names.getOrDefault(condition, condition);
	}

}
