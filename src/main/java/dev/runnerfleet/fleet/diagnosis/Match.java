package dev.runnerfleet.fleet.diagnosis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What a cause is known by. All that is given must be there, of several of a kind one;
 * what machines and groups say counts only where AWS does not know why itself.
 *
 * @param types types of the resource that failed
 * @param reason AWS's own words
 * @param steps steps of the manager
 * @param outcomes what became of such a step
 * @param log words of the machines, in a line of these steps and outcomes
 * @param scaling words of the Auto Scaling group
 * @param mute whether the machines must have written nothing, though somebody has looked
 */
record Match(List<String> types, List<NamedPattern> reason, List<String> steps, List<String> outcomes,
		List<NamedPattern> log, List<NamedPattern> scaling, boolean mute) {

	/**
	 * Looks for it.
	 * @param lines what the machines wrote and did not take back, {@code null} where
	 * nobody has looked
	 * @return the values that it names, empty if it is something else
	 */
	Optional<Map<String, String>> in(Evidence evidence, @Nullable List<ManagerLine> lines) {
		Map<String, String> values = new HashMap<>();
		boolean there = (this.types.isEmpty() || this.types.contains(String.valueOf(evidence.type())))
				&& (this.reason.isEmpty() || any(this.reason, evidence.reason(), values))
				&& (!heard() || evidence.silent() && inLog(lines, values))
				&& (this.scaling.isEmpty() || evidence.silent()
						&& evidence.scaling().stream().anyMatch((words) -> any(this.scaling, words, values)));
		return there ? Optional.of(values) : Optional.empty();
	}

	/** The names of the values that it may find. */
	Stream<String> names() {
		return Stream.of(this.reason, this.log, this.scaling)
			.flatMap(List::stream)
			.flatMap((pattern) -> pattern.names().stream());
	}

	private boolean heard() {
		return this.mute || !this.steps.isEmpty() || !this.outcomes.isEmpty() || !this.log.isEmpty();
	}

	private boolean inLog(@Nullable List<ManagerLine> lines, Map<String, String> values) {
		if (lines == null || this.mute) {
			return lines != null && lines.isEmpty();
		}
		for (int i = lines.size() - 1; i >= 0; i--) {
			ManagerLine line = lines.get(i);
			if ((this.steps.isEmpty() || this.steps.contains(String.valueOf(line.step())))
					&& (this.outcomes.isEmpty() || this.outcomes.contains(String.valueOf(line.outcome())))
					&& (this.log.isEmpty() || any(this.log, line.words(), values))) {
				values.putIfAbsent("words", line.words());
				return true;
			}
		}
		return false;
	}

	private static boolean any(List<NamedPattern> patterns, String text, Map<String, String> values) {
		return patterns.stream().anyMatch((pattern) -> pattern.in(text, values));
	}

}
