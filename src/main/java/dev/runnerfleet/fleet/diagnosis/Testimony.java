package dev.runnerfleet.fleet.diagnosis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.autopsy.Autopsy;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the machines told of an operation, in the form in which causes are known by it.
 *
 * @param log what they wrote, oldest first, {@code null} where nobody could look
 * @param scaling what their group said, newest first
 */
record Testimony(@Nullable List<String> log, List<String> scaling) {

	private static final JsonMapper JSON = JsonMapper.shared();

	static Testimony of(Autopsy autopsy) {
		List<String> log = new ArrayList<>();
		List<String> scaling = new ArrayList<>();
		for (Autopsy.Line line : autopsy.lines()) {
			(line.stream().equals(Autopsy.SCALING) ? scaling : log).add(text(line));
		}
		Collections.reverse(scaling);
		boolean unread = log.isEmpty() && autopsy.verdict() != Autopsy.Verdict.SILENT;
		return new Testimony(unread ? null : log, scaling);
	}

	private static String text(Autopsy.Line line) {
		Autopsy.Said said = line.said();
		return (said == null) ? line.text() : JSON
			.writeValueAsString(Map.of("step", said.step(), "outcome", said.outcome(), "words", said.words()));
	}

}
