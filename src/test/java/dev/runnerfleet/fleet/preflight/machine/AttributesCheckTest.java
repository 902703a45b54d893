package dev.runnerfleet.fleet.preflight.machine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Plans;
import dev.runnerfleet.network.TestNetwork;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AttributesCheckTest {

	private static final Set<String> HERE = Set.of("eu-central-1a");

	private static final Set<String> ELSEWHERE = Set.of("eu-central-1b");

	private final Map<String, Set<String>> zones = new HashMap<>(
			Map.of("m7a.large", HERE, "m7i.large", HERE, "c7i.xlarge", ELSEWHERE, "m7g.large", ELSEWHERE));

	@Test
	void namedTypesAreForOthersToLookAt() {
		assertThat(findings(Map.of())).isEmpty();
	}

	@Test
	void saysHowManyTypesMatchWhereTheWorkersStart() {
		assertThat(findings(Map.of("WorkerVcpus", "2-4"))).singleElement().satisfies((finding) -> {
			assertThat(finding.severity()).isEqualTo(Finding.Severity.NOTES);
			assertThat(finding.message())
				.isEqualTo("2 instance types match in eu-central-1a: m7a.large, m7i.large. AWS picks among them, "
						+ "and the named types have no part.");
		});
		this.zones.remove("m7i.large");
		assertThat(findings(Map.of("WorkerVcpus", "2"))).singleElement()
			.satisfies((finding) -> assertThat(finding.message()).startsWith("One instance type matches in"));
	}

	@Test
	void onesThatOnlyOtherZonesOfferStop() {
		this.zones.keySet().removeIf((type) -> type.startsWith("m7"));
		assertThat(findings(Map.of("WorkerVcpus", "2-4"))).singleElement().satisfies((finding) -> {
			assertThat(finding.stops()).isTrue();
			assertThat(finding.message())
				.isEqualTo("None of the 1 instance types that match is offered in eu-central-1a.");
		});
	}

	@Test
	void theProcessorIsTheImages() {
		Map<String, String> arm = Map.of("WorkerVcpus", "2-4", "WorkerImage",
				"/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id");
		this.zones.put("m7g.large", HERE);
		assertThat(findings(arm)).singleElement()
			.satisfies((finding) -> assertThat(finding.message()).contains(": m7g.large."));
		this.zones.remove("m7g.large");
		assertThat(findings(arm)).singleElement().satisfies((finding) -> {
			assertThat(finding.stops()).isTrue();
			assertThat(finding.message()).isEqualTo("No instance type in eu-central-1 has 2-4 vCPUs and 4096-16384 MiB "
					+ "of memory and runs the image, which is for arm64.");
		});
	}

	private List<Finding> findings(Map<String, String> parameters) {
		return new AttributesCheck(TestNetwork.offering(this.zones))
			.findings(Plans.launch("docker-autoscaler", parameters));
	}

}
