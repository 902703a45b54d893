package dev.runnerfleet.fleet.page;

import java.time.Instant;
import java.util.List;

import dev.runnerfleet.stack.StackEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TimelineTest {

	private static final Instant BEGIN = Instant.parse("2026-03-02T08:00:00Z");

	private static final Instant NOW = BEGIN.plusSeconds(100);

	@Test
	void nothingIsDrawnOfNothing() {
		assertThat(Timeline.of(List.of(), NOW)).isEqualTo(new Timeline(List.of(), 0, List.of()));
	}

	@Test
	void barsLieWhereTheirTimeLies() {
		Timeline timeline = Timeline
			.of(List.of(event(0, "Early", "CREATE_IN_PROGRESS"), event(50, "Early", "CREATE_COMPLETE"),
					event(50, "Late", "CREATE_IN_PROGRESS"), event(100, "Late", "CREATE_COMPLETE")), NOW);
		assertThat(timeline.rows()).extracting(Timeline.Row::label).containsExactly("Early", "Late");
		Timeline.Bar early = timeline.rows().get(0).bars().get(0);
		Timeline.Bar late = timeline.rows().get(1).bars().get(0);
		assertThat(late.x()).isEqualTo(early.x() + early.width());
		assertThat(late.width()).isEqualTo(early.width());
		assertThat(timeline.ticks()).extracting(Timeline.Tick::label).containsExactly("0 s", "50 s", "1 min 40 s");
		assertThat(timeline.ticks()).extracting(Timeline.Tick::x)
			.containsExactly(early.x(), late.x(), late.x() + late.width());
	}

	@Test
	void whatStillRunsReachesUntilNow() {
		Timeline timeline = Timeline.of(List.of(event(0, "Running", "CREATE_IN_PROGRESS")), NOW);
		assertThat(timeline.rows().get(0).bars()).singleElement()
			.returns("Running: create in progress, 1 min 40 s", Timeline.Bar::words)
			.returns("busy", Timeline.Bar::tone);
	}

	@Test
	void workThatIsUndoneHasABarOfItsOwn() {
		Timeline timeline = Timeline
			.of(List.of(event(0, "Cache", "CREATE_IN_PROGRESS"), event(10, "Cache", "CREATE_COMPLETE"),
					event(50, "Cache", "DELETE_IN_PROGRESS"), event(60, "Cache", "DELETE_COMPLETE")), NOW);
		assertThat(timeline.rows()).singleElement()
			.satisfies((row) -> assertThat(row.bars()).extracting(Timeline.Bar::words)
				.containsExactly("Cache: create complete, 10 s", "Cache: delete complete, 10 s"));
	}

	@Test
	void everyBarCanBeSeenAndStaysInThePicture() {
		Timeline timeline = Timeline
			.of(List.of(event(0, "Whole", "CREATE_IN_PROGRESS"), event(100, "Whole", "CREATE_COMPLETE"),
					event(100, "Blink", "CREATE_COMPLETE"), event(90, "Back", "CREATE_IN_PROGRESS"),
					event(80, "Back", "CREATE_FAILED"), event(200, "Future", "CREATE_IN_PROGRESS")), NOW);
		int left = timeline.ticks().get(0).x();
		int right = timeline.ticks().get(2).x();
		assertThat(timeline.rows()).hasSize(4).allSatisfy((row) -> {
			assertThat(row.y()).isLessThan(timeline.height());
			assertThat(row.bars()).allSatisfy((bar) -> {
				assertThat(bar.width()).isPositive();
				assertThat(bar.x()).isGreaterThanOrEqualTo(left);
				assertThat(bar.x() + bar.width()).isLessThanOrEqualTo(right);
			});
		});
	}

	private static StackEvent event(int second, String resource, String status) {
		return new StackEvent(0, resource + second, BEGIN.plusSeconds(second), resource, null, "AWS::S3::Bucket",
				status, null);
	}

}
