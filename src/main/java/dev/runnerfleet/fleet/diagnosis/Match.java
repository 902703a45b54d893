package dev.runnerfleet.fleet.diagnosis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
record Match(List<String> types, List<Pattern> reason, List<String> steps, List<String> outcomes, List<Pattern> log,
		List<Pattern> scaling, boolean mute) {

	private static final Pattern NAME = Pattern.compile("\\(\\?<([A-Za-z]\\w*)>");

	/**
	 * Looks for it.
	 * @return the values that it names, empty if it is something else
	 */
	Optional<Map<String, String>> in(Evidence evidence) {
		Map<String, String> values = new HashMap<>();
		boolean there = (this.types.isEmpty() || this.types.contains(String.valueOf(evidence.type())))
				&& (this.reason.isEmpty() || any(this.reason, evidence.reason(), values))
				&& (!heard() || evidence.silent() && inLog(evidence.log(), values))
				&& (this.scaling.isEmpty() || evidence.silent()
						&& evidence.scaling().stream().anyMatch((words) -> any(this.scaling, words, values)));
		return there ? Optional.of(values) : Optional.empty();
	}

	/** The names of the values that it may find. */
	Stream<String> names() {
		return Stream.of(this.reason, this.log, this.scaling)
			.flatMap(List::stream)
			.flatMap((pattern) -> NAME.matcher(pattern.pattern()).results().map((found) -> found.group(1)));
	}

	private boolean heard() {
		return this.mute || !this.steps.isEmpty() || !this.outcomes.isEmpty() || !this.log.isEmpty();
	}

	private boolean inLog(@Nullable List<String> log, Map<String, String> values) {
		if (log == null || this.mute) {
			return log != null && log.isEmpty();
		}
		List<ManagerLine> lines = ManagerLine.open(log);
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

	private static boolean any(List<Pattern> patterns, String text, Map<String, String> values) {
		for (Pattern pattern : patterns) {
			Matcher found = pattern.matcher(text);
			if (found.find()) {
				NAME.matcher(pattern.pattern())
					.results()
					.map((name) -> name.group(1))
					.filter((name) -> found.group(name) != null)
					.forEach((name) -> values.put(name, Objects.requireNonNull(found.group(name))));
				return true;
			}
		}
		return false;
	}

}
