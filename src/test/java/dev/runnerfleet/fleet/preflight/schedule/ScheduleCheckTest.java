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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduleCheckTest {

	private final ScheduleCheck check = new ScheduleCheck(
			Clock.fixed(Instant.parse("2026-06-15T12:00:00Z"), ZoneOffset.UTC));

	@Test
	void ordinaryWorkingHoursAreOnlyPutIntoWords() {
		for (Blueprint blueprint : new Blueprints().all()) {
			assertThat(this.check.findings(Plans.launch(blueprint.name(), Map.of()))).as(blueprint.name())
				.allMatch((finding) -> !finding.stops() && !finding.warns());
		}
		assertThat(findings("")).isEmpty();
		assertThat(findings("* * 8-17 * * mon-fri 2026-2030")).singleElement()
			.extracting(Finding::message)
			.isEqualTo(
					"Working hours are Mon to Fri, 8:00 to 18:00, in Etc/UTC. Next they end Mon 15 Jun 18:00, begin Tue 16 Jun 08:00, end Tue 16 Jun 18:00.");
	}

	@Test
	void theNextChangesAreInLocalTime() {
		assertThat(this.check.findings(Plans.launch("docker-autoscaler",
				Map.of("WorkingHours", "* 6-21 * * mon-sat", "Timezone", "America/New_York"))))
			.singleElement()
			.extracting(Finding::message)
			.isEqualTo(
					"Working hours are Mon to Sat, 6:00 to 22:00, in America/New York. Next they end Mon 15 Jun 22:00, begin Tue 16 Jun 06:00, end Tue 16 Jun 22:00.");
	}

	/** The runner knows some zones that Java does not, or knows by another name. */
	@Test
	void aZoneKeepsItsName() {
		assertThat(inZone("EST")).contains("in EST. Next they");
		assertThat(inZone("ROC")).endsWith(", in ROC.");
	}

	private String inZone(String zone) {
		return this.check
			.findings(Plans.launch("docker-autoscaler", Map.of("WorkingHours", "* 6-21 * * mon-sat", "Timezone", zone)))
			.get(0)
			.message();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "* * * * *|every day, all day", "* 0-5,22-23 * * *|every day, 0:00 to 6:00 and 22:00 to 24:00",
					"* 8-17 * nov-feb sun|Sun, in Jan, Feb, Nov, Dec, 8:00 to 18:00",
					"* 9 1,15 * *|on the days 1, 15 of the month, 9:00 to 10:00",
					"0-30 13,16 * * mon,wed|Mon, Wed, in the minutes 0 to 30 of the hours 13, 16" })
	void whatItMeansIsPutIntoWords(String schedule, String words) {
		assertThat(this.check.findings(Plans.launch("docker-autoscaler", Map.of("WorkingHours", schedule)))).last()
			.extracting(Finding::message)
			.asString()
			.startsWith("Working hours are " + words + ", in ");
	}

	@Test
	void singleSecondsAndPastYearsStop() {
		assertThat(findings("0 * 8-17 * * mon-fri *")).singleElement().extracting(Finding::stops).isEqualTo(true);
		assertThat(findings("* * * * * * 2020-2025")).singleElement().extracting(Finding::stops).isEqualTo(true);
	}

	@Test
	void daysOfBothKindsAreExplained() {
		assertThat(findings("* * 8-17 1 * mon *")).first().extracting(Finding::warns).isEqualTo(true);
	}

	private List<Finding> findings(String schedule) {
		return this.check.findings(Plans.launch("docker-machine", Map.of("WorkingHours", schedule)));
	}

}
