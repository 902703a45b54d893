package dev.runnerfleet.fleet.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.preflight.Plan;

/** Leaves out the values that cannot stay, so that the rest can be looked at. */
final class WellFormed {

	private WellFormed() {
	}

	/** Those of some values by parameter that nothing is wrong with. */
	static Map<String, String> of(Map<String, String> values, List<Violation> violations) {
		Set<String> wrong = violations.stream().map(Violation::field).collect(Collectors.toSet());
		Map<String, String> right = new LinkedHashMap<>(values);
		right.keySet().removeIf((parameter) -> wrong.contains(Plan.field(parameter)));
		return right;
	}

}
