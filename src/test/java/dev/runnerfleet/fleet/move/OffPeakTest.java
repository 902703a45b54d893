package dev.runnerfleet.fleet.move;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OffPeakTest {

	@Test
	void theOriginalTemplatesOwnPeriodsLeaveWorkingDays() {
		assertThat(OffPeak.workingHours("\"* * 0-8,18-23 * * mon-fri *\", \"* * * * * sat,sun *\""))
			.contains("* 9-17 * * mon-fri");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"* * 0-7,20-23 * * * *"                           | * 8-19 * * *
			"* * * * * sat,sun *"                             | * * * * mon-fri
			"* * 12 * * 0-6 *"                                | * 0-11,13-23 * * *
			"* * * * * Sun *", "* * 0-5 * * MON-SAT *"        | * 6-23 * * mon-sat
			"* * * * * 0,2,4,6 *"                             | * * * * mon,wed,fri""", quoteCharacter = '\0')
	void whatIsNotOffPeakIsWorking(String periods, String hours) {
		assertThat(OffPeak.workingHours(periods)).contains(hours);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "nothing", "\"* * * * * * *\"", "\"* 30 8 * * mon *\"", "\"* * 8 * * mon\"",
			"\"* * 25 * * mon *\"", "\"* * 9-5 * * mon *\"", "\"* * 8 1 * mon *\"", "\"* * */2 * * mon *\"",
			"\"* * 0-8 * * mon *\", \"* * 0-9 * * tue *\"" })
	void whatFiveFieldsCannotSayIsLeftToPeople(String periods) {
		assertThat(OffPeak.workingHours(periods)).isEmpty();
	}

}
