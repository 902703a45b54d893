package dev.runnerfleet.fleet.cost;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.cost.FleetCosts.Cost;
import dev.runnerfleet.fleet.cost.FleetCosts.Figures;
import dev.runnerfleet.fleet.cost.FleetCosts.Range;
import dev.runnerfleet.price.PriceList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

class FleetCostsTest {

	private static final String AUTOSCALER = "docker-autoscaler";

	private static final String MACHINE = "docker-machine";

	private final FleetCosts costs = new FleetCosts(new PriceList());

	private final Blueprints blueprints = new Blueprints();

	/** Ten fleets whose sums were written out by hand, in USD. */
	static Stream<Sum> sums() {
		return Stream.of(
				// Base: manager 730 h x 0.0052 = 3.796, disk 10 x 0.08 = 0.80, address
				// 730 h
				// x 0.005 = 3.65, secret 0.40; together 8.646. Worker: 730 h x 0.0104 =
				// 7.592,
				// disk 30 x 0.08 = 2.40, address 3.65; 13.642 a month, 0.018688 an hour.
				// Warm:
				// one for 50 of 168 hours a week, 13.642 x 50 / 168 = 4.060. Worst: 8.646
				// + 10
				// x 13.642.
				new Sum("as the blueprint has it", AUTOSCALER, "us-east-1", Map.of()).idle(12.706)
					.jobHour(0.018688)
					.worst(145.066),
				// Base: 730 x 0.0048 = 3.504, 8 x 0.0952 = 0.7616, no address, 0.40;
				// 4.6656.
				// Worker: 730 x 0.048 = 35.04, 50 x 0.0952 = 4.76; 39.80. Worst: 4.6656 +
				// 5 x
				// 39.80.
				new Sum("small and private, nothing warm", AUTOSCALER, "eu-central-1",
						Map.of("ManagerInstanceType", "t4g.nano", "ManagerVolumeSize", "8", "PublicAddresses", "no",
								"WorkerInstanceType", "t3.medium", "WorkerVolumeSize", "50", "MaxConcurrentBuilds", "5",
								"IdleCount", "0"))
					.idle(4.6656)
					.jobHour(0.054521)
					.worst(203.6656),
				// Base: 730 x 0.0057 = 4.161, 10 x 0.088 = 0.88, 3.65, 0.40; 9.091.
				// Worker: 730
				// x 0.107 = 78.11, 30 x 0.088 = 2.64, 3.65; 84.40. Warm: 2 x 84.40
				// always.
				// Worst: 9.091 + 10 x 84.40.
				new Sum("workers of several jobs", AUTOSCALER, "us-east-1",
						Map.of("CapacityPerWorker", "4", "IdleCount", "1"))
					.idle(12.706)
					.jobHour(0.018688)
					.worst(49.572),
				new Sum("two always warm", AUTOSCALER, "eu-west-1",
						Map.of("WorkerInstanceType", "m5.large", "WorkingHours", "", "IdleCount", "2"))
					.idle(177.891)
					.jobHour(0.115616)
					.worst(853.091),
				// Base: 8.646. Worker: 730 x 0.0832 = 60.736, 2.40, 3.65; 66.786. Warm: 3
				// for 60
				// of 168 hours, else 1: (3 x 60 + 108) / 168 = 1.714286; x 66.786 =
				// 114.490.
				new Sum("a team with one warm at night", AUTOSCALER, "us-west-2",
						Map.of("WorkerInstanceType", "t3.large", "WorkingHours", "* 7-18 * * mon-fri", "IdleCount", "3",
								"OffPeakIdleCount", "1"))
					.idle(123.136)
					.jobHour(0.091488)
					.worst(676.506),
				// Base: 8.646. Spot: 0.3 and 0.7 of 0.17 are 0.051 and 0.119; disk 100 x
				// 0.08 /
				// 730 = 0.010959, address 0.005; 0.066959 to 0.134959 an hour. Worst:
				// 8.646 + 50
				// x 730 x these.
				new Sum("fifty on spot", AUTOSCALER, "us-east-1",
						Map.of("WorkerInstanceType", "c5.xlarge", "WorkerVolumeSize", "100", "MaxConcurrentBuilds",
								"50", "IdleCount", "0", "OnDemandPercentage", "0"))
					.idle(8.646)
					.jobHour(0.066959, 0.134959)
					.worst(2452.646, 4934.646),
				// Of ten workers 2 + half of 8 = 6 are on demand, 4 are spot. On demand
				// 0.085 to
				// 0.096, spot 0.0255 to 0.0672, disk and address 0.0032877 + 0.005 =
				// 0.0082877.
				// Worst: 8.646 + 730 x (6 x 0.085 + 4 x 0.0255 + 10 x 0.0082877), and
				// with the
				// dearer ones 8.646 + 730 x (6 x 0.096 + 4 x 0.0672 + 10 x 0.0082877).
				new Sum("two types, on demand and spot", AUTOSCALER, "us-east-1",
						Map.of("WorkerInstanceType", "m6i.large", "WorkerInstanceType2", "c6i.large", "IdleCount", "0",
								"OnDemandBase", "2", "OnDemandPercentage", "50"))
					.idle(8.646)
					.jobHour(0.033788, 0.104288)
					.worst(515.906, 685.850),
				// Base: 730 x 0.0118 = 8.614, 10 x 0.0928 = 0.928, 0.40; 9.942. Spot: 0.3
				// x
				// 0.0472 = 0.01416 up to the limit of 0.02; disk 20 x 0.0928 / 730 =
				// 0.002542.
				// Worst: 9.942 + 4 x 730 x 0.016702, and x 0.022542.
				new Sum("spot with a limit", AUTOSCALER, "eu-west-2",
						Map.of("ManagerInstanceType", "t3.micro", "PublicAddresses", "no", "WorkerInstanceType",
								"t3.medium", "WorkerVolumeSize", "20", "MaxConcurrentBuilds", "4", "IdleCount", "0",
								"OnDemandPercentage", "0", "SpotMaxPrice", "0.02"))
					.idle(9.942)
					.jobHour(0.016702, 0.022542)
					.worst(58.713, 75.766),
				// Base: 730 x 0.0066 = 4.818, 10 x 0.096 = 0.96, 3.65, 0.40; 9.828.
				// Worker: 730
				// x 0.0264 = 19.272, 30 x 0.096 = 2.88, 3.65; 25.802. Warm: one for 45 of
				// 168
				// hours, 6.911. Worst: 9.828 + 10 x 25.802.
				new Sum("docker-machine in office hours", MACHINE, "ap-southeast-2",
						Map.of("ManagerInstanceType", "t3.nano", "ManagerVolumeSize", "10", "WorkerInstanceType",
								"t3.small", "WorkerVolumeSize", "30", "MaxConcurrentBuilds", "10", "WorkingHours",
								"* * 9-17 * * mon-fri *", "IdleCount", "1", "OffPeakIdleCount", "0"))
					.idle(16.739)
					.jobHour(0.035345)
					.worst(267.848),
				// Base: 3.796, 0.80, 0.40; 4.996. Spot: 0.0255 to 0.0595 of 0.085, below
				// the
				// limit of 0.08; disk 0.0032877; a month 21.015 to 45.835. Warm: one
				// always.
				new Sum("docker-machine on spot", MACHINE, "us-east-1",
						Map.of("ManagerInstanceType", "t3.nano", "ManagerVolumeSize", "10", "PublicAddresses", "no",
								"WorkerInstanceType", "c5.large", "WorkerVolumeSize", "30", "MaxConcurrentBuilds", "20",
								"WorkingHours", "", "IdleCount", "1", "SpotInstance", "true", "SpotInstancePrice",
								"0.08"))
					.idle(26.011, 50.831)
					.jobHour(0.028788, 0.062788)
					.worst(425.296, 921.696),
				// Base: 730 x 0.0208 = 15.184, 20 x 0.08 = 1.60, 3.65, 0.40; 20.834.
				// Worker: 730
				// x 0.526 = 383.98, 200 x 0.08 = 16.00, 3.65; 403.63. Warm: one for half
				// of each
				// day, 201.815. Worst: 20.834 + 3 x 403.63.
				new Sum("graphics cards by day", AUTOSCALER, "us-east-1",
						Map.of("ManagerInstanceType", "t3.small", "ManagerVolumeSize", "20", "ManagerElasticIp", "true",
								"WorkerInstanceType", "g4dn.xlarge", "WorkerVolumeSize", "200", "MaxConcurrentBuilds",
								"3", "WorkingHours", "* 8-19 * * *", "IdleCount", "1"))
					.idle(222.649)
					.jobHour(0.552918)
					.worst(1231.724));
	}

	@ParameterizedTest
	@MethodSource("sums")
	void whatWasAddedUpByHandComesOut(Sum sum) {
		Figures figures = figures(sum.blueprint, sum.region, sum.parameters);
		near(figures.idleMonth(), sum.idle);
		near(figures.jobHour(), sum.jobHour);
		near(figures.worstMonth(), sum.worst);
		assertThat(figures.parts().stream().mapToDouble((part) -> part.month().from()).sum())
			.isCloseTo(figures.idleMonth().from(), withinPercentage(0.001));
	}

	@Test
	void whatHasNoPriceIsNamedAndNotGuessed() {
		assertThat(cost("mars-north-1", Map.of())).satisfies((cost) -> {
			assertThat(cost.figures()).isNull();
			assertThat(cost.obstacles())
				.containsExactly("The price list of 19 January 2026 has no prices for mars-north-1.");
		});
		assertThat(cost("", Map.of()).obstacles()).containsExactly("Choose a region.");
		assertThat(cost("eu-west-1", Map.of("WorkerInstanceType2", "m9z.large"))).satisfies((cost) -> {
			assertThat(cost.figures()).isNull();
			assertThat(cost.obstacles())
				.containsExactly("The price list of 19 January 2026 has no price for m9z.large in eu-west-1.");
		});
		assertThat(cost("eu-west-1", Map.of("ManagerInstanceType", "x9.nano")).obstacles()).hasSize(1);
	}

	@Test
	void halfTypedValuesAreNamedByTheirLabels() {
		Cost cost = cost("eu-west-1", Map.of("MaxConcurrentBuilds", "1o", "WorkerVolumeSize", ""));
		assertThat(cost.figures()).isNull();
		assertThat(cost.obstacles()).hasSize(2)
			.anyMatch((obstacle) -> obstacle.startsWith("Jobs at once: "))
			.anyMatch((obstacle) -> obstacle.startsWith("Disk (GiB): "));
		assertThat(cost("eu-west-1", Map.of("WorkingHours", "* 8-17 31 2 *")).obstacles()).isNotEmpty();
		assertThat(cost("eu-west-1", Map.of("GitlabUrl", "nonsense", "VpcId", "")).figures()).isNotNull();
	}

	@Test
	void daysThatNoNumberTellsMakeARange() {
		Map<String, String> lastDay = Map.of("WorkingHours", "* * 9-17 L * * *", "IdleCount", "4", "OffPeakIdleCount",
				"1", "WorkerInstanceType", "t3.small", "WorkerVolumeSize", "30");
		Figures figures = figures(MACHINE, "ap-southeast-2", lastDay);
		assertThat(figures.parts()).last().satisfies((warm) -> {
			assertThat(warm.what()).isEqualTo("Warm workers (between 1 and 4)");
			near(warm.month(), new Range(25.802, 4 * 25.802));
		});
	}

	@Test
	void noMoreAreWarmThanThereCanBe() {
		Map<String, String> values = Map.of("IdleCount", "50", "OffPeakIdleCount", "50", "MaxConcurrentBuilds", "2");
		Figures figures = figures(AUTOSCALER, "us-east-1", values);
		near(figures.idleMonth(), figures.worstMonth());
	}

	@Test
	void whatIsUncertainIsSaid() {
		assertThat(figures(AUTOSCALER, "us-east-1", Map.of("PublicAddresses", "yes")).notes()).isEmpty();
		assertThat(figures(AUTOSCALER, "us-east-1", Map.of()).notes()).singleElement()
			.asString()
			.contains("private subnets");
		assertThat(
				figures(AUTOSCALER, "us-east-1", Map.of("OnDemandPercentage", "50", "WorkerInstanceType2", "t3a.micro"))
					.notes())
			.hasSize(3)
			.first()
			.asString()
			.contains("estimate: 30 to 70 %");
	}

	/** No figure rather than a wrong one. */
	@Test
	void whatTypesThatAreNotNamedCostNobodyKnows() {
		Cost cost = cost("us-east-1", Map.of("WorkerVcpus", "2-4", "WorkerInstanceType", "m99.large"));
		assertThat(cost.figures()).isNull();
		assertThat(cost.obstacles())
			.containsExactly("What a worker costs depends on the type that AWS picks by vCPUs and memory.");
	}

	@Test
	void amountsReadAsPeopleWriteThem() {
		assertThat(new Range(8.646, 8.646).words()).isEqualTo("$8.65");
		assertThat(new Range(0.018688, 0.018688).words()).isEqualTo("$0.019");
		assertThat(new Range(2452.6, 4934.6).words()).isEqualTo("$2,453 to $4,935");
		assertThat(new Range(8.646, 8.649).words()).isEqualTo("$8.65");
	}

	private Cost cost(String region, Map<String, String> parameters) {
		return this.costs.of(this.blueprints.first(), region, parameters);
	}

	private Figures figures(String blueprint, String region, Map<String, String> parameters) {
		Cost cost = this.costs.of(this.blueprints.find(blueprint).orElseThrow(), region, new HashMap<>(parameters));
		assertThat(cost.obstacles()).isEmpty();
		return Objects.requireNonNull(cost.figures());
	}

	private static void near(Range actual, Range expected) {
		assertThat(actual.from()).isCloseTo(expected.from(), withinPercentage(0.1));
		assertThat(actual.to()).isCloseTo(expected.to(), withinPercentage(0.1));
	}

	/** A fleet and what it costs by hand. */
	private static final class Sum {

		private final String name;

		private final String blueprint;

		private final String region;

		private final Map<String, String> parameters;

		private Range idle = Range.of(0);

		private Range jobHour = Range.of(0);

		private Range worst = Range.of(0);

		Sum(String name, String blueprint, String region, Map<String, String> parameters) {
			this.name = name;
			this.blueprint = blueprint;
			this.region = region;
			this.parameters = parameters;
		}

		Sum idle(double... bounds) {
			this.idle = range(bounds);
			return this;
		}

		Sum jobHour(double... bounds) {
			this.jobHour = range(bounds);
			return this;
		}

		Sum worst(double... bounds) {
			this.worst = range(bounds);
			return this;
		}

		private static Range range(double... bounds) {
			return new Range(bounds[0], bounds[bounds.length - 1]);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
