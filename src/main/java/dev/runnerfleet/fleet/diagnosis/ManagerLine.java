package dev.runnerfleet.fleet.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a machine wrote: the manager a JSON object for each step, everything else plain
 * text.
 *
 * @param step which step, {@code null} in plain text
 * @param outcome what became of it, {@code null} in plain text
 * @param words the words
 */
record ManagerLine(@Nullable String step, @Nullable String outcome, String words) {

	/** What the manager puts before the reason, as the sentence that quotes it does. */
	private static final String UNPROVEN = "a first job could not run: ";

	private static final JsonMapper JSON = JsonMapper.shared();

	/** What becomes of a step that nothing is wrong with. */
	private static final Set<String> WELL = Set.of("done", "in-force", "proven", "unknown");

	/** Reads lines, without those of steps with which nothing is wrong in the end. */
	static List<ManagerLine> open(List<String> lines) {
		List<ManagerLine> open = new ArrayList<>();
		for (String line : lines) {
			ManagerLine read = of(line);
			if (read.step != null && WELL.contains(String.valueOf(read.outcome))) {
				open.removeIf((earlier) -> read.step.equals(earlier.step));
			}
			else {
				open.add(read);
			}
		}
		return open;
	}

	private static ManagerLine of(String line) {
		int begin = line.startsWith("{") ? 0 : line.indexOf(" {\"");
		if (begin >= 0) {
			try {
				JsonNode node = JSON.readTree(line.substring(begin).strip());
				if (node.path("step").isString()) {
					String words = node.path("words").asString("");
					return new ManagerLine(node.path("step").asString(), node.path("outcome").asString(""),
							words.startsWith(UNPROVEN) ? words.substring(UNPROVEN.length()) : words);
				}
			}
			catch (JacksonException ex) {
				// Cut off, or of another program: then it is text like any other.
			}
		}
		return new ManagerLine(null, null, line);
	}

}
