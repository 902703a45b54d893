package dev.runnerfleet.fleet.preflight.machine;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.fleet.preflight.Plans;
import dev.runnerfleet.network.TestNetwork;
import dev.runnerfleet.price.PriceList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SpotPriceCheckTest {

	/** On demand a t3.medium costs 0.048 there, an m6i.xlarge 0.23. */
	private static final Map<String, Double> TODAY = Map.of("t3.medium", 0.0144, "m6i.xlarge", 0.085);

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					docker-autoscaler |        |
					docker-autoscaler | 0.048  |
					docker-autoscaler | 0.0144 |
					docker-autoscaler | 0.4    |
					docker-autoscaler | 0.0143 | stops: No worker would start: AWS asks $0.0144 an hour for a spot t3.medium in eu-central-1a now, and the limit is $0.0143.
					docker-autoscaler | 0      | stops: No worker would start: AWS asks $0.0144 an hour for a spot t3.medium in eu-central-1a now, and the limit is $0.00.
					docker-autoscaler | 50     | warns: The limit of $50.00 an hour limits nothing: on demand the machine costs $0.048.
					docker-autoscaler | 999    | warns: The limit of $999.00 an hour limits nothing: on demand the machine costs $0.048.
					docker-machine    |        |
					docker-machine    | 0.08   |
					docker-machine    | 0.01   | stops: No worker would start: AWS asks $0.0144 an hour for a spot t3.medium in eu-central-1a now, and the limit is $0.01.
					docker-machine    | 8      | warns: The limit of $8.00 an hour limits nothing: on demand the machine costs $0.048.
					""")
	void aLimitIsComparedWithThePriceOfTheDay(String blueprint, @Nullable String limit, @Nullable String words) {
		assertThat(findings(spot(blueprint, limit), TODAY)).isEqualTo((words != null) ? List.of(words) : List.of());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					0.048  |
					0.0049 |
					0.0047 | warns: No worker would start: the limit is $0.0047 an hour, the machine costs $0.048 on demand, and AWS takes off nine tenths at most.
					50     | warns: The limit of $50.00 an hour limits nothing: on demand the machine costs $0.048.
					""")
	void whereAwsTellsNoPriceTheOneOnDemandCounts(String limit, @Nullable String words) {
		List<String> expected = (words != null) ? List.of(words) : List.of();
		assertThat(findings(spot("docker-autoscaler", limit), Map.of())).isEqualTo(expected);
		assertThat(findings(spot("docker-autoscaler", limit), null)).as("AWS refuses").isEqualTo(expected);
	}

	@Test
	void ofSeveralTypesOneIsEnough() {
		Map<String, String> values = new HashMap<>(Map.of("OnDemandPercentage", "0", "WorkerInstanceType", "m6i.xlarge",
				"WorkerInstanceType2", "t3.medium", "SpotMaxPrice", "0.05"));
		assertThat(findings(Plans.launch("docker-autoscaler", values), TODAY)).singleElement()
			.asString()
			.startsWith("warns: The limit of $0.05 an hour is below AWS's spot price of m6i.xlarge now");
		values.put("SpotMaxPrice", "0.09");
		assertThat(findings(Plans.launch("docker-autoscaler", values), TODAY)).isEmpty();
	}

	@Test
	void whoWantsNoSpotWorkersHasNoUseForALimit() {
		assertThat(findings(Plans.launch("docker-autoscaler", Map.of("SpotMaxPrice", "0.001")), TODAY)).isEmpty();
		assertThat(findings(Plans.launch("docker-machine", Map.of("SpotInstancePrice", "0.001")), TODAY)).isEmpty();
	}

	/** Nobody knows which of them AWS would take. */
	@Test
	void typesThatAreNotNamedHaveNoPriceToCompareWith() {
		assertThat(findings(Plans.launch("docker-autoscaler",
				Map.of("OnDemandPercentage", "0", "SpotMaxPrice", "0.0001", "WorkerVcpus", "2-4")), TODAY))
			.isEmpty();
	}

	private static Plan spot(String blueprint, @Nullable String limit) {
		String price = (limit != null) ? limit : "";
		return Plans.launch(blueprint,
				blueprint.equals("docker-machine")
						? Map.of("SpotInstance", "true", "SpotInstancePrice", price, "WorkerInstanceType", "t3.medium")
						: Map.of("OnDemandPercentage", "0", "SpotMaxPrice", price, "WorkerInstanceType", "t3.medium"));
	}

	private static List<String> findings(Plan plan, @Nullable Map<String, Double> prices) {
		return new SpotPriceCheck(TestNetwork.spotMarket(prices), new PriceList(),
				Clock.fixed(Instant.parse("2026-06-15T12:00:00Z"), ZoneOffset.UTC))
			.findings(plan)
			.stream()
			.map((finding) -> (finding.stops() ? "stops: " : finding.warns() ? "warns: " : "notes: ")
					+ finding.message())
			.toList();
	}

}
