package dev.runnerfleet.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import dev.runnerfleet.stack.StackResource;

/**
 * The resources of a stack as bars on a common axis, measured out for an SVG.
 *
 * @param bars one bar a resource, the earliest first
 * @param height of the picture, in its own units
 * @param ticks marks on the axis
 */
record Timeline(List<Bar> bars, int height, List<Tick> ticks) {

	/** Where bars begin and how far they reach, in the picture's units. */
	static final int LEFT = 250;

	static final int WIDTH = 700;

	private static final int ROW = 24;

	private static final int TOP = 26;

	/**
	 * One resource.
	 *
	 * @param label its name in the template
	 * @param tone its colour's meaning
	 * @param x where the bar begins
	 * @param y where the row begins
	 * @param width how long the bar is
	 * @param words what a reader without the picture gets
	 */
	record Bar(String label, String tone, int x, int y, int width, String words) {

	}

	/**
	 * A mark on the axis.
	 *
	 * @param x its place
	 * @param label the time since the beginning
	 */
	record Tick(int x, String label) {

	}

	static Timeline of(List<StackResource> resources, Instant now) {
		if (resources.isEmpty()) {
			return new Timeline(List.of(), 0, List.of());
		}
		Instant begin = resources.stream().map(StackResource::startedAt).min(Comparator.naturalOrder()).orElseThrow();
		Instant end = resources.stream()
			.map((resource) -> end(resource, now))
			.max(Comparator.naturalOrder())
			.orElseThrow();
		long length = Math.max(1000, Duration.between(begin, end).toMillis());
		List<StackResource> ordered = resources.stream()
			.sorted(Comparator.comparing(StackResource::startedAt).thenComparing(StackResource::logicalId))
			.toList();
		List<Bar> bars = IntStream.range(0, ordered.size())
			.mapToObj((row) -> bar(ordered.get(row), row, begin, length, now))
			.toList();
		List<Tick> ticks = List.of(tick(0, length), tick(1, length), tick(2, length));
		return new Timeline(bars, TOP + ROW * bars.size() + 6, ticks);
	}

	private static Bar bar(StackResource resource, int row, Instant begin, long length, Instant now) {
		Duration took = Duration.between(resource.startedAt(), end(resource, now));
		int x = scale(Duration.between(begin, resource.startedAt()).toMillis(), length);
		int width = Math.max(4, scale(took.toMillis(), length));
		Status status = Status.ofResource(resource.status());
		String words = "%s: %s, %s".formatted(resource.logicalId(), status.words().toLowerCase(Locale.ROOT),
				Moment.length(took));
		return new Bar(resource.logicalId(), status.tone(), LEFT + Math.min(x, WIDTH - 4), TOP + row * ROW,
				Math.min(width, WIDTH - Math.min(x, WIDTH - 4)), words);
	}

	private static Tick tick(int half, long length) {
		return new Tick(LEFT + WIDTH * half / 2, Moment.length(Duration.ofMillis(length * half / 2)));
	}

	private static int scale(long part, long length) {
		return (int) (Math.max(0, part) * WIDTH / length);
	}

	private static Instant end(StackResource resource, Instant now) {
		Instant end = (resource.finishedAt() != null) ? resource.finishedAt() : now;
		return end.isBefore(resource.startedAt()) ? resource.startedAt() : end;
	}

}
