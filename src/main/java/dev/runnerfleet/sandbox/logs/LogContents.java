package dev.runnerfleet.sandbox.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.runnerfleet.sandbox.manager.LogLine;

import org.springframework.util.function.SingletonSupplier;

/**
 * What a log group holds: lines that were written once, and streams whose lines are
 * written when somebody reads them.
 *
 * @param lines the former, oldest first
 * @param derived the latter
 */
record LogContents(List<LogLine> lines, List<DerivedStream> derived) {

	/**
	 * A line that may not have been written yet.
	 *
	 * @param stream the stream's name
	 * @param at when it was logged
	 * @param writing gives the line
	 */
	record Entry(String stream, Instant at, Supplier<String> writing) {

		String text() {
			return this.writing.get();
		}

	}

	/** The lines of some streams within a time, oldest first, the end exclusive. */
	List<Entry> entries(Predicate<String> streams, Instant from, Instant to) {
		List<Entry> entries = new ArrayList<>();
		this.lines.stream()
			.filter((line) -> streams.test(line.stream()))
			.filter((line) -> !line.at().isBefore(from) && line.at().isBefore(to))
			.forEach((line) -> entries.add(new Entry(line.stream(), line.at(), line::text)));
		this.derived.stream()
			.filter((stream) -> streams.test(stream.name()))
			.forEach((stream) -> stream.times(from, to)
				.forEach((at) -> entries
					.add(new Entry(stream.name(), at, SingletonSupplier.of(() -> stream.text(at))))));
		entries.sort(Comparator.comparing(Entry::at));
		return entries;
	}

	/** The first and the last time of each stream, by its name. */
	Map<String, DerivedStream.Reach> streams() {
		Map<String, DerivedStream.Reach> streams = new LinkedHashMap<>();
		this.lines.forEach((line) -> streams.merge(line.stream(), new DerivedStream.Reach(line.at(), line.at()),
				(reach, more) -> new DerivedStream.Reach(reach.first(), more.last())));
		this.derived.forEach((stream) -> stream.reach()
			.ifPresent((reach) -> streams.merge(stream.name(), reach,
					(before, more) -> new DerivedStream.Reach(before.first(), more.last()))));
		return streams;
	}

}
