package dev.runnerfleet.fleet.preflight.machine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Plans;
import dev.runnerfleet.network.Subnet;
import dev.runnerfleet.network.TestNetwork;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OfferingCheckTest {

	private static final Subnet A = subnet("subnet-a", "eu-central-1a");

	private static final Subnet B = subnet("subnet-b", "eu-central-1b");

	private final Map<String, Set<String>> zones = new HashMap<>();

	OfferingCheckTest() {
		for (String type : List.of("t3.nano", "t3.micro", "t3.medium", "m7a.large")) {
			this.zones.put(type, Set.of("eu-central-1a", "eu-central-1b"));
		}
	}

	@Test
	void typesThatEveryZoneOffersNeedNoWord() {
		assertThat(findings("docker-autoscaler", Map.of(), A, B)).isEmpty();
		assertThat(findings("docker-machine", Map.of(), A, B)).isEmpty();
	}

	@Test
	void theManagersZoneHasToOfferItsType() {
		this.zones.put("t3.nano", Set.of("eu-central-1b"));
		assertThat(findings("docker-autoscaler", Map.of(), A, B)).singleElement().satisfies((finding) -> {
			assertThat(finding.stops()).isTrue();
			assertThat(finding.words()).contains("t3.nano", "eu-central-1a",
					"subnet in eu-central-1b if the VPC has one");
		});
		assertThat(findings("docker-autoscaler", Map.of(), B, A)).isEmpty();
	}

	@Test
	void aZoneThatOffersNoneOfTheTypesIsNamed() {
		Map<String, String> types = Map.of("WorkerInstanceType", "m7a.large");
		this.zones.put("m7a.large", Set.of("eu-central-1b"));
		assertThat(findings("docker-autoscaler", types, A, B)).singleElement().satisfies((finding) -> {
			assertThat(finding.warns()).isTrue();
			assertThat(finding.message()).contains("eu-central-1a offers none of m7a.large");
		});
		assertThat(findings("docker-autoscaler", types, A)).singleElement()
			.satisfies((finding) -> assertThat(finding.stops()).isTrue());
		assertThat(findings("docker-machine", types, A, B)).singleElement()
			.satisfies((finding) -> assertThat(finding.stops()).isTrue());
	}

	@Test
	void oneTypeOfSeveralWillDo() {
		this.zones.put("m7a.large", Set.of("eu-central-1b"));
		assertThat(findings("docker-autoscaler",
				Map.of("WorkerInstanceType", "m7a.large", "WorkerInstanceType2", "t3.medium"), A, B))
			.isEmpty();
	}

	@Test
	void aTypeThatIsNowhereIsNotToldOfTwice() {
		assertThat(findings("docker-autoscaler", Map.of("WorkerInstanceType", "t3.mikro"), A, B)).isEmpty();
	}

	private List<Finding> findings(String blueprint, Map<String, String> parameters, Subnet... subnets) {
		return new OfferingCheck(TestNetwork.offering(this.zones))
			.findings(Plans.launch(blueprint, List.of(subnets), parameters));
	}

	private static Subnet subnet(String id, String zone) {
		return new Subnet(id, "vpc-2", "", zone, "10.0.0.0/24", Subnet.Egress.PRIVATE, false, 251);
	}

}
