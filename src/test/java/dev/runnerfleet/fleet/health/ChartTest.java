package dev.runnerfleet.fleet.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.pulse.Pulses.Point;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChartTest {

	private static final Instant NOW = Instant.parse("2026-11-26T12:04:05Z");

	@Test
	void whatWasNotHeardIsAGapAndNoZero() {
		Instant begin = Instant.parse("2026-11-25T12:05:00Z");
		Chart chart = Chart.of(Chart.Span.DAY,
				List.of(point(begin, 10, 5, null), point(begin.plus(Duration.ofMinutes(5)), 10, 10, null),
						point(begin.plus(Duration.ofHours(12)), 5, 5, 30)),
				NOW);
		assertThat(chart.jobs()).isEqualTo("M0 100V0H6V100ZM500 100V50H503V100Z");
		assertThat(chart.workers()).isEqualTo("M0 50H3V0H6M500 50H503");
		assertThat(chart.waited()).isEqualTo("M500 100V0H503V100Z");
		assertThat(chart.label())
			.isEqualTo("The last 24 hours: at most 10 jobs at once on 10 workers, the longest wait "
					+ "30 s. Nothing was heard for 24 h of it.");
	}

	@Test
	void theHighestOfEachSlotIsDrawnAndTold() {
		List<Point> points = new ArrayList<>();
		for (int minutes = 0; minutes < 60; minutes += 5) {
			points.add(point(Instant.parse("2026-11-26T11:00:00Z").plus(Duration.ofMinutes(minutes)), minutes / 5, 12,
					minutes * 10));
		}
		Chart chart = Chart.of(Chart.Span.FORTNIGHT, points, NOW);
		assertThat(chart.most()).isEqualTo(12);
		assertThat(chart.longest()).isEqualTo("9 min");
		assertThat(chart.jobs()).isEqualTo("M994 100V8H997V100Z");
		assertThat(chart.ticks()).containsExactly("12 Nov", "19 Nov", "now");
		assertThat(chart.rows()).hasSize(14);
		assertThat(chart.rows().get(0)).isEqualTo(new Chart.Row("25 Nov, 13:00", 11, 12, "9 min"));
		assertThat(chart.rows().get(1).heard()).isFalse();
	}

	@Test
	void aWorkerThatStartedAndThenWorkedIsOne() {
		Instant begin = NOW.minus(Duration.ofHours(1));
		assertThat(Chart.of(Chart.Span.DAY, List.of(new Point(begin, 3, 20, 0, 0, 5, 5, 9, 11, 2, 20, Map.of())), NOW)
			.most()).isEqualTo(20);
	}

	@Test
	void whatIsOlderOrNeverCameIsNotDrawn() {
		Chart chart = Chart.of(Chart.Span.DAY, List.of(point(NOW.minus(Duration.ofDays(3)), 20, 20, 60)), NOW);
		assertThat(chart.ticks()).containsExactly("12:05", "18:05", "00:05", "06:05", "now");
		assertThat(chart.jobs() + chart.workers() + chart.waited()).isEmpty();
		assertThat(chart.label())
			.isEqualTo("The last 24 hours: at most 0 jobs at once on 0 workers, no job was seen to wait. "
					+ "Nothing was heard.");
	}

	private static Point point(Instant at, int jobs, int workers, @Nullable Integer waited) {
		return new Point(at, jobs, 20, 0, 0, waited, waited, 0, workers, 0, 20, Map.of());
	}

}
