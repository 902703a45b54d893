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
		assertThat(Timeline.of(List.of(), NOW)).isEqualTo(new Timeline(List.of()));
	}

	@Test
	void barsLieWhereTheirTimeLies() {
		Timeline timeline = Timeline
			.of(List.of(event(0, "Early", "CREATE_IN_PROGRESS"), event(50, "Early", "CREATE_COMPLETE"),
					event(50, "Late", "CREATE_IN_PROGRESS"), event(100, "Late", "CREATE_COMPLETE")), NOW);
		assertThat(timeline.rows()).extracting(Timeline.Row::logicalId).containsExactly("Early", "Late");
		assertThat(timeline.rows()).extracting(Timeline.Row::length).containsExactly("50 s", "50 s");
		assertThat(timeline.rows().get(0).bars())
			.containsExactly(new Timeline.Bar("good", 0, 500, "create complete, 50 s"));
		assertThat(timeline.rows().get(1).bars())
			.containsExactly(new Timeline.Bar("good", 500, 500, "create complete, 50 s"));
	}

	@Test
	void whatStillRunsReachesUntilNow() {
		Timeline timeline = Timeline.of(List.of(event(0, "Running", "CREATE_IN_PROGRESS")), NOW);
		assertThat(timeline.rows().get(0).bars()).singleElement()
			.returns("create in progress, 1 min 40 s", Timeline.Bar::words)
			.returns("busy", Timeline.Bar::tone);
	}

	@Test
	void workThatIsUndoneHasABarOfItsOwn() {
		Timeline timeline = Timeline
			.of(List.of(event(0, "Cache", "CREATE_IN_PROGRESS"), event(10, "Cache", "CREATE_COMPLETE"),
					event(50, "Cache", "DELETE_IN_PROGRESS"), event(60, "Cache", "DELETE_COMPLETE")), NOW);
		assertThat(timeline.rows()).singleElement()
			.satisfies((row) -> assertThat(row.bars()).extracting(Timeline.Bar::words)
				.containsExactly("create complete, 10 s", "delete complete, 10 s"));
	}

	@Test
	void everyBarCanBeSeenAndStaysInThePicture() {
		Timeline timeline = Timeline
			.of(List.of(event(0, "Whole", "CREATE_IN_PROGRESS"), event(100, "Whole", "CREATE_COMPLETE"),
					event(100, "Blink", "CREATE_COMPLETE"), event(90, "Back", "CREATE_IN_PROGRESS"),
					event(80, "Back", "CREATE_FAILED"), event(200, "Future", "CREATE_IN_PROGRESS")), NOW);
		assertThat(timeline.rows()).hasSize(4).allSatisfy((row) -> {
			assertThat(row.bars()).allSatisfy((bar) -> {
				assertThat(bar.width()).isPositive();
				assertThat(bar.x()).isNotNegative();
				assertThat(bar.x() + bar.width()).isLessThanOrEqualTo(Timeline.WIDTH);
			});
		});
	}

	@Test
	void whyItFailedIsToldAlsoOnceItIsClearedAway() {
		StackEvent failed = new StackEvent(0, "failed", BEGIN.plusSeconds(9), "Manager", null, "AWS::EC2::Instance",
				"CREATE_FAILED", "The moon is full");
		Timeline timeline = Timeline.of(List.of(event(0, "Manager", "CREATE_IN_PROGRESS"), failed,
				event(20, "Manager", "DELETE_IN_PROGRESS"), event(30, "Manager", "DELETE_COMPLETE")), NOW);
		assertThat(timeline.rows()).singleElement()
			.returns("The moon is full", Timeline.Row::reason)
			.returns("19 s", Timeline.Row::length);
	}

	private static StackEvent event(int second, String resource, String status) {
		return new StackEvent(0, resource + second, BEGIN.plusSeconds(second), resource, null, "AWS::S3::Bucket",
				status, null);
	}

}
