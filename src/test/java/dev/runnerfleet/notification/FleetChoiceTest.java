package dev.runnerfleet.notification;

import java.util.List;
import java.util.UUID;

import dev.runnerfleet.web.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FleetChoiceTest {

	private final FleetChoice choice = new FleetChoice(List.of(fleet("blue", "eu-central-1"),
			fleet("blue", "us-east-1"), fleet("blue-2", "eu-central-1"), fleet("a.b", "eu-central-1")));

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "blue | 2", "BLUE (us-east-1) | 1", "blue* | 3", "* | 4", "*lu*2 | 1",
			"blue*blue | 0", "b*e | 2", "a.b | 1", "a?b | 0", "a.* , blue-2 | 2", ".* | 0", "'' | 0" })
	void aStarStandsForAnythingAndNothingElseIsAPattern(String text, int fleets) {
		assertThat(this.choice.named(text)).hasSize(fleets);
		assertThat(this.choice.unknown(text)).hasSize((fleets > 0 || text.isEmpty()) ? 0 : 1);
	}

	@Test
	void whereNamesAreThereTwiceTheRegionTellsThemApart() {
		assertThat(this.choice.names()).contains("blue (us-east-1)", "blue-2 (eu-central-1)");
		assertThat(this.choice.named("blue (us-east-1)")).isNotEqualTo(this.choice.named("blue (eu-central-1)"));
	}

	@Test
	void starsWithoutEndAreNoTrouble() {
		FleetChoice long128 = new FleetChoice(List.of(fleet("a".repeat(128), "eu-central-1")));
		assertThat(long128.named("*a".repeat(100) + "!")).isEmpty();
		assertThat(long128.named("*a".repeat(100))).hasSize(1);
	}

	private static Option fleet(String name, String region) {
		return new Option(UUID.nameUUIDFromBytes((name + region).getBytes()).toString(), name, region);
	}

}
