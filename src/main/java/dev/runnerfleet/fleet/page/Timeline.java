package dev.runnerfleet.fleet.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.fleet.StatusLabel;
import dev.runnerfleet.fleet.blueprint.ResourceWords;
import dev.runnerfleet.stack.StackEvent;

/**
 * The work of an operation, a line for each resource with a bar for each time that it was
 * worked on, all on one axis: how long each took, and what waited for what.
 *
 * @param rows the one that was begun first on top
 */
record Timeline(List<Row> rows) {

	/** How long the axis is, in the bars' own units. */
	static final int WIDTH = 1000;

	private static final int THINNEST = 8;

	/**
	 * A resource.
	 *
	 * @param logicalId its name in the template
	 * @param name what people call it
	 * @param status how it stands at the end, or so far
	 * @param length how long it was worked on in all
	 * @param reason AWS's own words where it failed, blank otherwise
	 * @param bars its bars
	 */
	record Row(String logicalId, String name, StatusLabel status, String length, String reason, List<Bar> bars) {

	}

	/**
	 * One time that a resource was worked on.
	 *
	 * @param tone its colour's meaning
	 * @param x where the bar begins
	 * @param width how long it is
	 * @param words what the pointer gets to read
	 */
	record Bar(String tone, int x, int width, String words) {

	}

	/**
	 * Draws the events of one operation.
	 * @param events the events in the order they happened
	 * @param now how far work goes that has not ended
	 */
	static Timeline of(List<StackEvent> events, Instant now) {
		Map<String, List<Work>> works = works(events);
		if (works.isEmpty()) {
			return new Timeline(List.of());
		}
		Instant begin = events.get(0).at();
		Instant end = begin.plusSeconds(1);
		for (Work work : works.values().stream().flatMap(List::stream).toList()) {
			end = later(end, work.end(now));
		}
		long length = Duration.between(begin, end).toMillis();
		return new Timeline(works.entrySet()
			.stream()
			.map((work) -> row(work.getKey(), work.getValue(), begin, length, now))
			.toList());
	}

	private static Row row(String logicalId, List<Work> works, Instant begin, long length, Instant now) {
		StackEvent last = works.get(works.size() - 1).last;
		Duration took = works.stream().map((work) -> work.length(now)).reduce(Duration.ZERO, Duration::plus);
		return new Row(logicalId, ResourceWords.name(logicalId), StatusLabel.ofResource(last.status()),
				ReadableTime.length(took), reason(works),
				works.stream().map((work) -> bar(work, begin, length, now)).toList());
	}

	/** Why it failed, also where it is cleared away by now. */
	private static String reason(List<Work> works) {
		return works.stream()
			.map((work) -> work.last)
			.filter((event) -> event.status().endsWith("FAILED") && event.reason() != null)
			.map(StackEvent::reason)
			.findFirst()
			.orElse("");
	}

	private static Map<String, List<Work>> works(List<StackEvent> events) {
		Map<String, List<Work>> works = new LinkedHashMap<>();
		for (StackEvent event : events) {
			if (event.type().equals(StackEvent.STACK_TYPE)) {
				continue;
			}
			List<Work> parts = works.computeIfAbsent(event.logicalId(), (id) -> new ArrayList<>());
			Work last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
			if (last == null || last.ended()) {
				parts.add(new Work(event, event));
			}
			else {
				parts.set(parts.size() - 1, new Work(last.first, event));
			}
		}
		return works;
	}

	private static Bar bar(Work work, Instant begin, long length, Instant now) {
		Duration took = work.length(now);
		int x = Math.min(scale(Duration.between(begin, work.first.at()), length), WIDTH - THINNEST);
		int width = Math.min(Math.max(THINNEST, scale(took, length)), WIDTH - x);
		StatusLabel status = StatusLabel.ofResource(work.last.status());
		return new Bar(status.tone(), x, width,
				"%s, %s".formatted(status.words().toLowerCase(Locale.ROOT), ReadableTime.length(took)));
	}

	private static int scale(Duration part, long length) {
		return (int) (Math.max(0, part.toMillis()) * WIDTH / length);
	}

	private static Instant later(Instant left, Instant right) {
		return left.isAfter(right) ? left : right;
	}

	/** From the first event of a piece of work to its latest one. */
	private record Work(StackEvent first, StackEvent last) {

		boolean ended() {
			return !this.last.status().endsWith("_IN_PROGRESS");
		}

		Instant end(Instant now) {
			return later(this.first.at(), ended() ? this.last.at() : now);
		}

		Duration length(Instant now) {
			return Duration.between(this.first.at(), end(now));
		}

	}

}
