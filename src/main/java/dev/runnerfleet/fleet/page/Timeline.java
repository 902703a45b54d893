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
import dev.runnerfleet.stack.StackEvent;

/**
 * The work on a stack's resources as bars on a common axis, measured out for an SVG: a
 * row for each resource, a bar for each time that it was worked on.
 *
 * @param rows one row a resource, the one that was begun first on top
 * @param height of the picture, in its own units
 * @param ticks marks on the axis
 */
record Timeline(List<Row> rows, int height, List<Tick> ticks) {

	private static final int LEFT = 250;

	private static final int WIDTH = 720;

	private static final int ROW = 24;

	private static final int TOP = 26;

	private static final int THINNEST = 4;

	/**
	 * A resource.
	 *
	 * @param label its name in the template
	 * @param y where the row begins
	 * @param bars its bars
	 */
	record Row(String label, int y, List<Bar> bars) {

	}

	/**
	 * One time that a resource was worked on.
	 *
	 * @param tone its colour's meaning
	 * @param x where the bar begins
	 * @param width how long it is
	 * @param words what a reader without the picture gets
	 */
	record Bar(String tone, int x, int width, String words) {

	}

	/**
	 * A mark on the axis.
	 *
	 * @param x its place
	 * @param label the time since the beginning
	 */
	record Tick(int x, String label) {

	}

	/**
	 * Draws the events of one operation.
	 * @param events the events in the order they happened
	 * @param now how far work goes that has not ended
	 */
	static Timeline of(List<StackEvent> events, Instant now) {
		Map<String, List<Work>> works = works(events);
		if (works.isEmpty()) {
			return new Timeline(List.of(), 0, List.of());
		}
		Instant begin = events.get(0).at();
		Instant end = begin.plusSeconds(1);
		for (Work work : works.values().stream().flatMap(List::stream).toList()) {
			end = later(end, work.end(now));
		}
		long length = Duration.between(begin, end).toMillis();
		List<Row> rows = new ArrayList<>();
		works.forEach((logicalId, parts) -> rows.add(new Row(logicalId, TOP + rows.size() * ROW,
				parts.stream().map((work) -> bar(logicalId, work, begin, length, now)).toList())));
		return new Timeline(rows, TOP + ROW * rows.size() + 6,
				List.of(tick(0, length), tick(1, length), tick(2, length)));
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

	private static Bar bar(String logicalId, Work work, Instant begin, long length, Instant now) {
		Duration took = Duration.between(work.first.at(), work.end(now));
		int x = Math.min(scale(Duration.between(begin, work.first.at()), length), WIDTH - THINNEST);
		int width = Math.min(Math.max(THINNEST, scale(took, length)), WIDTH - x);
		StatusLabel status = StatusLabel.ofResource(work.last.status());
		return new Bar(status.tone(), LEFT + x, width,
				"%s: %s, %s".formatted(logicalId, status.words().toLowerCase(Locale.ROOT), ReadableTime.length(took)));
	}

	private static Tick tick(int half, long length) {
		return new Tick(LEFT + WIDTH * half / 2, ReadableTime.length(Duration.ofMillis(length * half / 2)));
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

	}

}
