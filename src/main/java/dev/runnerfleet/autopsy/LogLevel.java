package dev.runnerfleet.autopsy;

import java.util.Set;
import java.util.regex.Pattern;

import dev.runnerfleet.autopsy.LogReader.Level;

/**
 * Tells how bad a line is: by what came of a step where the manager says so, else by what
 * programs write before an error.
 */
final class LogLevel {

	private static final Set<String> FAILED = Set.of(ManagerLine.FAILED, "not-in-force", "given-up", "unproven");

	private static final Pattern ERROR = Pattern
		.compile("\\b(?:ERROR|FATAL|PANIC|CRITICAL)\\b|(?i:level\"?[=:] ?\"?(?:error|fatal|panic)\\b)"
				+ "|^(?i:error|fatal|panic):");

	private static final Pattern WARNING = Pattern
		.compile("\\bWARN(?:ING)?\\b|(?i:level\"?[=:] ?\"?warn(?:ing)?\\b)|^(?i:warning):");

	private LogLevel() {
	}

	static Level of(ManagerLog.Entry entry) {
		return of((entry.said() != null) ? entry.said().outcome() : "", entry.text());
	}

	static Level of(Autopsy.Line line) {
		return of((line.said() != null) ? line.said().outcome() : "", line.text());
	}

	private static Level of(String outcome, String text) {
		if (FAILED.contains(outcome) || ERROR.matcher(text).find()) {
			return Level.ERROR;
		}
		return (outcome.equals("again") || WARNING.matcher(text).find()) ? Level.WARNING : Level.INFO;
	}

}
