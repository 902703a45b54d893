package dev.runnerfleet.fleet.health;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.runnerfleet.pulse.Pulses.Point;
import org.jspecify.annotations.Nullable;

/**
 * Jobs, workers and waiting over a while, drawn as steps on a plane of {@value #WIDTH} by
 * {@value #HEIGHT}: the highest of each slot, and nothing where nothing was heard.
 *
 * @param id names it on its page
 * @param title the while
 * @param label all that one sees, in a sentence
 * @param jobs the path of an area
 * @param workers the path of a line
 * @param waited the path of an area of its own plane
 * @param most what the top of the first plane stands for
 * @param longest what the top of the second stands for, in words; blank where no job
 * waited
 * @param ticks what is written below, from left to right
 * @param rows the same as figures
 */
record Chart(String id, String title, String label, String jobs, String workers, String waited, int most,
		String longest, List<String> ticks, List<Row> rows) {

	static final int WIDTH = 1000;

	static final int HEIGHT = 100;

	private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	/** What is drawn in one go. */
	enum Span {

		DAY("The last 24 hours", Duration.ofMinutes(5), 288, 12, 4, "HH:mm"),
		FORTNIGHT("The last 14 days", Duration.ofHours(1), 336, 24, 2, "d MMM");

		private final String title;

		private final Duration slot;

		private final int slots;

		private final int slotsInRow;

		private final int parts;

		private final DateTimeFormatter tick;

		Span(String title, Duration slot, int slots, int slotsInRow, int parts, String tick) {
			this.title = title;
			this.slot = slot;
			this.slots = slots;
			this.slotsInRow = slotsInRow;
			this.parts = parts;
			this.tick = DateTimeFormatter.ofPattern(tick, Locale.ENGLISH).withZone(ZoneOffset.UTC);
		}

		/** When each part of it begins in UTC, and that it ends now. */
		private List<String> ticks(Instant begin) {
			Duration part = this.slot.multipliedBy(this.slots / this.parts);
			return Stream
				.concat(IntStream.range(0, this.parts)
					.mapToObj((index) -> this.tick.format(begin.plus(part.multipliedBy(index)))), Stream.of("now"))
				.toList();
		}

	}

	/**
	 * The highest figures of a time; what was not heard is {@code null}.
	 *
	 * @param from its begin in words
	 * @param jobs how many ran at once
	 * @param workers how many there were
	 * @param waited how long a job had waited, in words
	 */
	record Row(String from, @Nullable Integer jobs, @Nullable Integer workers, @Nullable String waited) {

		/** Whether anything was heard. */
		public boolean heard() {
			return this.jobs != null || this.workers != null || this.waited != null;
		}

	}

	/**
	 * Draws what was heard.
	 * @param points the earliest first; what is older than the span is left out
	 */
	static Chart of(Span span, List<Point> points, Instant now) {
		long length = span.slot.toSeconds();
		long end = Math.floorDiv(now.getEpochSecond(), length) * length + length;
		Instant begin = Instant.ofEpochSecond(end - span.slots * length);
		Slot[] slots = new Slot[span.slots];
		for (Point point : points) {
			long index = Math.floorDiv(Duration.between(begin, point.at()).toSeconds(), length);
			if (index >= 0 && index < slots.length) {
				slots[(int) index] = Slot.of(point).over(slots[(int) index]);
			}
		}
		List<@Nullable Slot> all = Arrays.asList(slots);
		int jobs = most(all, Slot::jobs);
		int workers = most(all, Slot::workers);
		int wait = most(all, Slot::waited);
		int top = Math.max(1, Math.max(jobs, workers));
		String longest = (wait > 0) ? WaitingReasons.length(Duration.ofSeconds(wait)) : "";
		return new Chart("fleet-chart-" + span.name().toLowerCase(Locale.ROOT), span.title,
				label(span, all, jobs, workers, longest), area(all, Slot::jobs, top), line(all, Slot::workers, top),
				area(all, Slot::waited, Math.max(1, wait)), top, longest, span.ticks(begin), rows(span, all, begin));
	}

	private static int most(List<@Nullable Slot> slots, Function<Slot, @Nullable Integer> figure) {
		return slots.stream()
			.filter(Objects::nonNull)
			.map(figure)
			.filter(Objects::nonNull)
			.mapToInt(Integer::intValue)
			.max()
			.orElse(0);
	}

	private static String label(Span span, List<@Nullable Slot> slots, int jobs, int workers, String longest) {
		long silent = slots.stream().filter(Objects::isNull).count();
		String gaps = (silent == 0) ? "" : (silent == slots.size()) ? " Nothing was heard."
				: " Nothing was heard for %s of it.".formatted(WaitingReasons.length(span.slot.multipliedBy(silent)));
		return "%s: at most %d %s at once on %d %s, %s.%s".formatted(span.title, jobs, (jobs == 1) ? "job" : "jobs",
				workers, (workers == 1) ? "worker" : "workers",
				longest.isEmpty() ? "no job was seen to wait" : "the longest wait " + longest, gaps);
	}

	/** Steps down to the ground where something is not known. */
	private static String area(List<@Nullable Slot> slots, Function<Slot, @Nullable Integer> figure, int top) {
		return path(slots, figure, top, true);
	}

	private static String line(List<@Nullable Slot> slots, Function<Slot, @Nullable Integer> figure, int top) {
		return path(slots, figure, top, false);
	}

	private static String path(List<@Nullable Slot> slots, Function<Slot, @Nullable Integer> figure, int top,
			boolean area) {
		StringBuilder path = new StringBuilder();
		Integer before = null;
		for (int index = 0; index <= slots.size(); index++) {
			Slot slot = (index < slots.size()) ? slots.get(index) : null;
			Integer value = (slot != null) ? figure.apply(slot) : null;
			int x = index * WIDTH / slots.size();
			if (Objects.equals(value, before)) {
				continue;
			}
			if (before == null) {
				path.append(
						area ? "M%d %dV%d".formatted(x, HEIGHT, y(value, top)) : "M%d %d".formatted(x, y(value, top)));
			}
			else {
				path.append("H").append(x);
				path.append((value != null) ? "V" + y(value, top) : area ? "V" + HEIGHT + "Z" : "");
			}
			before = value;
		}
		return path.toString();
	}

	private static int y(@Nullable Integer value, int top) {
		return HEIGHT - Math.round((value != null) ? value * (float) HEIGHT / top : 0);
	}

	/** The latest on top, as one looks for what was just now. */
	private static List<Row> rows(Span span, List<@Nullable Slot> slots, Instant begin) {
		List<Row> rows = new ArrayList<>();
		for (int index = 0; index < slots.size(); index += span.slotsInRow) {
			Slot sum = null;
			for (Slot slot : slots.subList(index, index + span.slotsInRow)) {
				sum = (slot != null) ? slot.over(sum) : sum;
			}
			String from = HOUR.format(begin.plus(span.slot.multipliedBy(index)));
			rows.add(0, (sum == null) ? new Row(from, null, null, null) : new Row(from, sum.jobs, sum.workers,
					(sum.waited != null) ? WaitingReasons.length(Duration.ofSeconds(sum.waited)) : null));
		}
		return rows;
	}

	/** The highest that was seen in a piece of time. */
	private record Slot(@Nullable Integer jobs, @Nullable Integer workers, @Nullable Integer waited) {

		static Slot of(Point point) {
			return new Slot(point.running(), workers(point), point.waitLongest());
		}

		/**
		 * One worker may start, wait and work within five minutes, and is no more than
		 * one.
		 */
		private static @Nullable Integer workers(Point point) {
			Integer sum = sum(sum(point.ready(), point.busy()), point.starting());
			Integer most = higher(higher(point.ready(), point.busy()), higher(point.starting(), point.maxWorkers()));
			return (sum == null || most == null || point.maxWorkers() == null) ? sum
					: Integer.valueOf(Math.min(sum, most));
		}

		Slot over(@Nullable Slot other) {
			return (other == null) ? this : new Slot(higher(this.jobs, other.jobs), higher(this.workers, other.workers),
					higher(this.waited, other.waited));
		}

		private static @Nullable Integer sum(@Nullable Integer left, @Nullable Integer right) {
			return (left == null) ? right : (right == null) ? left : Integer.valueOf(left + right);
		}

		private static @Nullable Integer higher(@Nullable Integer left, @Nullable Integer right) {
			return (left == null) ? right : (right == null) ? left : Integer.valueOf(Math.max(left, right));
		}

	}

}
