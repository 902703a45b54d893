package dev.runnerfleet.task;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.stack.StackFixture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduleGuardTest {

	private final StackFixture portal = new StackFixture();

	private final ScheduleGuard guard = new ScheduleGuard(List.of(this.portal.horizon(), this.portal.preview.horizon()),
			this.portal.jdbc, this.portal.clock);

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
		Instant due = this.portal.clock.instant().plus(Duration.ofHours(1));
		StepTask.named(this.portal.preview.horizon().task()).begin(this.portal.scheduler, preview.toString(), due);
		this.guard.look();
		assertThat(this.portal.preview.nextLook(preview)).contains(due);
	}

	private Instant regionIsDueAt() {
		return this.portal.scheduler
			.getScheduledExecution(StepTask.named(this.portal.horizon().task()).id("eu-central-1"))
			.orElseThrow()
			.getExecutionTime();
	}

}
