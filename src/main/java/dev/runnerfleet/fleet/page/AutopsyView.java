package dev.runnerfleet.fleet.page;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.runnerfleet.autopsy.Autopsy;
import dev.runnerfleet.fleet.ReadableTime;
import org.jspecify.annotations.Nullable;

/**
 * What the machines told of an operation, in words.
 *
 * @param operationId the operation
 * @param step what the manager was at, blank where it is not known
 * @param answer what it was told there, blank where nothing was
 * @param lack why there is no more, blank where nothing lacks
 * @param lines its last lines, the earliest first
 * @param text the same in one piece, to be taken elsewhere
 */
record AutopsyView(UUID operationId, String step, String answer, String lack, List<Line> lines, String text) {

	/**
	 * A line of a log.
	 *
	 * @param at when it was written
	 * @param stream the part of the log that it is of
	 * @param text the line
	 */
	record Line(ReadableTime at, String stream, String text) {

	}

	/** Empty is {@code null}: where nothing was asked, nothing is missing. */
	static @Nullable AutopsyView of(@Nullable Autopsy autopsy, Instant now) {
		if (autopsy == null || !worthWords(autopsy)) {
			return null;
		}
		List<Line> lines = autopsy.lines()
			.stream()
			.map((line) -> new Line(ReadableTime.of(line.at(), now), line.stream(), line.text()))
			.toList();
		return new AutopsyView(autopsy.operationId(), autopsy.words(), autopsy.answer(), autopsy.lack(), lines,
				autopsy.lines()
					.stream()
					.map((line) -> "%s %s %s".formatted(line.at(), line.stream(), line.text()))
					.collect(Collectors.joining("\n")));
	}

	/** What is as it should be needs no words of a machine. */
	private static boolean worthWords(Autopsy autopsy) {
		if (autopsy.purpose() == Autopsy.Purpose.BOOT && autopsy.over()) {
			return false;
		}
		return switch (autopsy.verdict()) {
			case FOUND, SILENT, NO_MACHINE, NOT_IN_FORCE, UNPROVEN, NOT_SCALING, UNHEARD -> true;
			case AWAITED -> autopsy.purpose() == Autopsy.Purpose.FAILURE || !autopsy.words().isEmpty()
					|| autopsy.trouble() != null && autopsy.purpose() != Autopsy.Purpose.WORKERS;
			case UNTOUCHED, IN_FORCE, PROVEN, UNKNOWN -> false;
		};
	}

}
