package dev.runnerfleet.fleet.schedule;

import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The names of the time zone database, which the runner reads: Java has some of its own
 * beside them, and lacks a few.
 */
public final class TimeZones {

	private static final Set<String> NOT_IN_JAVA = Set.of("America/Coyhaique", "EST", "GMT+0", "GMT-0", "HST", "MST",
			"ROC");

	private static final SortedSet<String> NAMES = names();

	private TimeZones() {
	}

	/**
	 * What is wrong with the name of a time zone.
	 * @return a sentence for whoever wrote it, empty if nothing is
	 */
	public static Optional<String> objection(String name) {
		if (NAMES.contains(name)) {
			return Optional.empty();
		}
		String hint = similar(name).map((similar) -> " Did you mean %s?".formatted(similar))
			.orElse(" Use one such as Europe/Zurich or Etc/UTC.");
		return Optional.of("The time zone database has no such name." + hint);
	}

	/** The name in another spelling, or the one of a city that was named alone. */
	private static Optional<String> similar(String name) {
		String wanted = name.replace(' ', '_');
		return NAMES.stream()
			.filter((known) -> known.equalsIgnoreCase(wanted))
			.findFirst()
			.or(() -> NAMES.stream()
				.filter((known) -> known.substring(known.lastIndexOf('/') + 1).equalsIgnoreCase(wanted))
				.findFirst());
	}

	private static SortedSet<String> names() {
		SortedSet<String> names = new TreeSet<>(ZoneId.getAvailableZoneIds());
		names.removeIf((name) -> name.startsWith("SystemV/"));
		names.addAll(NOT_IN_JAVA);
		return names;
	}

}
