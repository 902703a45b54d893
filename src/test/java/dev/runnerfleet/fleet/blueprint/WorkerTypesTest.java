package dev.runnerfleet.fleet.blueprint;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.at;
import static org.assertj.core.api.Assertions.assertThat;

/** What the group of workers asks AWS for: types by name, or by what they have. */
class WorkerTypesTest {

	@Test
	void namedTypesAreTakenInTheirOrder() {
		RenderedBlueprint fleet = fleet(Map.of("WorkerInstanceType", "m7i.large", "WorkerInstanceType3", "m7a.large"));
		assertThat(template(fleet)).containsEntry("InstanceType", "m7i.large");
		assertThat(policy(fleet, "InstancesDistribution", "OnDemandAllocationStrategy")).isEqualTo("prioritized");
		assertThat(policy(fleet, "LaunchTemplate", "Overrides"))
			.isEqualTo(List.of(Map.of("InstanceType", "m7i.large"), Map.of("InstanceType", "m7a.large")));
	}

	/**
	 * AWS takes no priorities then, and neither a type in the launch template nor one
	 * beside the attributes.
	 */
	@Test
	void attributesStandInTheirPlace() {
		RenderedBlueprint fleet = fleet(Map.of("WorkerVcpus", "2-4", "WorkerMemory", "8192", "WorkerInstanceType2",
				"m7a.large", "WorkerBurstable", "included"));
		assertThat(template(fleet)).doesNotContainKey("InstanceType");
		assertThat(policy(fleet, "InstancesDistribution", "OnDemandAllocationStrategy")).isEqualTo("lowest-price");
		assertThat(policy(fleet, "LaunchTemplate", "Overrides")).isEqualTo(List.of(Map.of("InstanceRequirements",
				Map.of("VCpuCount", Map.of("Min", "2", "Max", "4"), "MemoryMiB", Map.of("Min", "8192", "Max", "8192"),
						"BurstablePerformance", "included", "InstanceGenerations", List.of("current"),
						"AcceleratorCount", Map.of("Max", 0)))));
	}

	/**
	 * A group keeps a limit that an update no longer names, but not one that is empty.
	 */
	@Test
	void aLimitForThePriceGoesWhenItIsTakenBack() {
		assertThat(policy(fleet(Map.of("SpotMaxPrice", "0.05")), "InstancesDistribution", "SpotMaxPrice"))
			.isEqualTo("0.05");
		assertThat(policy(fleet(Map.of()), "InstancesDistribution", "SpotMaxPrice")).isEqualTo("");
	}

	private static RenderedBlueprint fleet(Map<String, String> values) {
		RenderedBlueprint fleet = RenderedBlueprint.of("docker-autoscaler", values);
		assertThat(fleet.violations()).isEmpty();
		return fleet;
	}

	private static Map<String, Object> template(RenderedBlueprint fleet) {
		return RenderedBlueprint.map(at(fleet.properties("WorkerTemplate"), "LaunchTemplateData"));
	}

	private static Object policy(RenderedBlueprint fleet, String... path) {
		return at(at(fleet.properties("WorkerGroup"), "MixedInstancesPolicy"), path);
	}

}
