package dev.runnerfleet.fleet.preflight.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.preflight.Plans;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduleCheckTest {

	private final ScheduleCheck check = new ScheduleCheck(
			Clock.fixed(Instant.parse("2026-06-15T12:00:00Z"), ZoneOffset.UTC));

	@Test
	void ordinaryWorkingHoursNeedNoWord() {
		for (Blueprint blueprint : new Blueprints().all()) {
			assertThat(this.check.findings(Plans.launch(blueprint.name(), Map.of()))).isEmpty();
		}
		assertThat(findings("")).isEmpty();
		assertThat(findings("* * 8-17 * * mon-fri 2026-2030")).isEmpty();
	}

	@Test
	void singleSecondsAndPastYearsStop() {
		assertThat(findings("0 * 8-17 * * mon-fri *")).singleElement().extracting(Finding::stops).isEqualTo(true);
		assertThat(findings("* * * * * * 2020-2025")).singleElement().extracting(Finding::stops).isEqualTo(true);
	}

	@Test
	void daysOfBothKindsAreExplained() {
		assertThat(findings("* * 8-17 1 * mon *")).singleElement().extracting(Finding::stops).isEqualTo(false);
	}

	private List<Finding> findings(String schedule) {
		return this.check.findings(Plans.launch("docker-machine", Map.of("WorkingHours", schedule)));
	}

}
