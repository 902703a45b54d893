package dev.runnerfleet.fleet;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReadableTimeTest {

	private static final Instant NOW = Instant.parse("2026-03-02T08:05:09Z");

	@ParameterizedTest
	@CsvSource({ "PT0S,just now", "PT59S,just now", "PT1M,1 min ago", "PT59M59S,59 min ago", "PT1H,1 h ago",
			"PT23H59M,23 h ago", "PT24H,1 d ago", "PT49H,2 d ago", "PT-5S,just now" })
	void agesAreForAGlance(Duration age, String words) {
		assertThat(ReadableTime.of(NOW.minus(age), NOW).ago()).isEqualTo(words);
	}

	@Test
	void theExactTimeIsThereForPeopleAndMachines() {
		ReadableTime moment = ReadableTime.of(NOW, NOW);
		assertThat(moment.iso()).isEqualTo("2026-03-02T08:05:09Z");
		assertThat(moment.exact()).isEqualTo("2 Mar 2026, 08:05:09 UTC");
	}

	@ParameterizedTest
	@CsvSource({ "PT-1S,0 s", "PT0S,0 s", "PT59S,59 s", "PT2M5S,2 min 5 s", "PT3H7M9S,3 h 7 min" })
	void lengthsHaveAtMostTwoUnits(Duration length, String words) {
		assertThat(ReadableTime.length(length)).isEqualTo(words);
	}

}
