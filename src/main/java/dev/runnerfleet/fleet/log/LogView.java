package dev.runnerfleet.fleet.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.autopsy.LogReader.Found;
import dev.runnerfleet.autopsy.LogReader.Level;
import dev.runnerfleet.autopsy.LogReader.Line;
import dev.runnerfleet.fleet.ReadableTime;
import org.jspecify.annotations.Nullable;

/**
 * A log as a page shows it.
 *
 * @param lines the newest first
 * @param older the time before which more is to be found, {@code null} where there is no
 * more
 * @param note what is to be said before the lines, blank if nothing
 * @param trouble why there are none, and what to do; blank where nothing is wrong
 * @param pending whether AWS has not answered yet
 */
public record LogView(List<Row> lines, @Nullable ReadableTime older, String note, String trouble, boolean pending) {

	static final LogView PENDING = new LogView(List.of(), null, "", "", true);

	static LogView troubled(String trouble) {
		return new LogView(List.of(), null, "", trouble, false);
	}

	/**
	 * Shows what was found.
	 * @param none what is to be said where nothing was
	 */
	static LogView of(Found found, String note, String none, Instant now) {
		List<Row> rows = new ArrayList<>(found.lines().stream().map((line) -> Row.of(line, now)).toList());
		Collections.reverse(rows);
		ReadableTime older = (found.older() != null) ? ReadableTime.of(found.older(), now) : null;
		String nothing = (older != null) ? "Nothing was found back to %s.".formatted(older.exact()) : none;
		return new LogView(rows, older, rows.isEmpty() ? (note + " " + nothing).strip() : note, "", false);
	}

	/** How many lines there are, in words. */
	public String count() {
		return (this.lines.size() == 1) ? "1 line" : this.lines.size() + " lines, the newest first";
	}

	/**
	 * A line.
	 *
	 * @param at when it was written
	 * @param stream the part of the log, in a word
	 * @param level {@code Error} or {@code Warning}, blank for any other line
	 * @param text what it says
	 */
	public record Row(ReadableTime at, String stream, String level, String text) {

		private static final Map<String, String> STREAMS = Map.of("gitlab-runner", "runner", "runner-fleet", "manager",
				"cfn-hup", "manager", "scaling", "Auto Scaling");

		private static final Map<Level, String> LEVELS = Map.of(Level.ERROR, "Error", Level.WARNING, "Warning");

		private static Row of(Line line, Instant now) {
			return new Row(ReadableTime.of(line.at(), now), STREAMS.getOrDefault(line.stream(), "boot"),
					LEVELS.getOrDefault(line.level(), ""), line.text());
		}

	}

}
