package dev.runnerfleet.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduleGuardTest {

	private final StackFixture portal = new StackFixture();

	private final ScheduleGuard guard = new ScheduleGuard(this.portal.jdbc, StackFixture.CADENCE, this.portal.clock);

	@Test
	void whatWasScheduledBeforeAClockWasSetBackNeedNotWaitForIt() {
		this.portal.launch("blue");
		this.portal.clock.advance(Duration.ofMinutes(-5));
		this.guard.look();
		assertThat(regionIsDueAt()).isEqualTo(this.portal.clock.instant());
	}

	@Test
	void whatIsPutOffForAGoodReasonStaysPutOff() {
		this.portal.launch("blue");
		Instant due = this.portal.clock.instant();
		this.portal.clock.advance(Duration.ofSeconds(-60));
		this.guard.look();
		assertThat(regionIsDueAt()).isEqualTo(due);
	}

	@Test
	void aPreviewWaitsForItsHour() {
		UUID preview = UUID.randomUUID();
		Instant due = this.portal.clock.instant().plus(Preview.LIFETIME);
		this.portal.scheduler.scheduleIfNotExists(PreviewTasks.TASK.instance(preview.toString()).build(), due);
		this.guard.look();
		assertThat(this.portal.nextLookAtPreview(preview)).contains(due);
	}

	private Instant regionIsDueAt() {
		return this.portal.scheduler.getScheduledExecution(Tracking.TASK.instanceId("eu-central-1"))
			.orElseThrow()
			.getExecutionTime();
	}

}
