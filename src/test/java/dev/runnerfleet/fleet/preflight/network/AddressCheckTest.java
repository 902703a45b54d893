package dev.runnerfleet.fleet.preflight.network;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.fleet.preflight.Plans;
import dev.runnerfleet.network.Subnet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AddressCheckTest {

	private final AddressCheck check = new AddressCheck();

	@Test
	void enoughAddressesNeedNoWord() {
		assertThat(findings("docker-autoscaler", 6, 5)).isEmpty();
		assertThat(findings("docker-machine", 11)).isEmpty();
	}

	@Test
	void tooFewForThePeakAreCounted() {
		assertThat(findings("docker-autoscaler", 6, 4)).singleElement().satisfies((finding) -> {
			assertThat(finding.warns()).isTrue();
			assertThat(finding.message()).contains("11 machines", "10 free addresses");
			assertThat(finding.link().url()).contains("subnet-0");
		});
		assertThat(findings("docker-machine", 10, 200)).hasSize(1);
	}

	@Test
	void aFullSubnetHasNoRoomForTheManager() {
		assertThat(findings("docker-autoscaler", 0, 200)).singleElement()
			.satisfies((finding) -> assertThat(finding.stops()).isTrue());
		assertThat(findings("docker-autoscaler", 200, 0)).isEmpty();
	}

	@Test
	void aChangeNeedsAddressesForWhatItAdds() {
		Plan plan = plan("docker-autoscaler", 3);
		assertThat(this.check.findings(Plans.change(plan, Map.of("MaxConcurrentBuilds", "10")))).isEmpty();
		assertThat(this.check.findings(Plans.change(plan, Map.of("MaxConcurrentBuilds", "7")))).isEmpty();
		assertThat(this.check.findings(Plans.change(plan, Map.of("MaxConcurrentBuilds", "6")))).hasSize(1);
		assertThat(this.check.findings(Plans.change(plan("docker-autoscaler", 0), Map.of("MaxConcurrentBuilds", "9"))))
			.singleElement()
			.satisfies((finding) -> assertThat(finding.message()).contains("1 more machine,", "0 free addresses."));
	}

	@Test
	void aChangeOfSubnetsTakesTheManagerAndItsWorkersAlong() {
		Map<String, String> elsewhere = Map.of("SubnetIds", "subnet-8,subnet-9");
		assertThat(this.check.findings(Plans.change(plan("docker-autoscaler", 200), elsewhere))).isEmpty();
		assertThat(this.check.findings(Plans.change(plan("docker-autoscaler", 0, 200), elsewhere))).singleElement()
			.satisfies((finding) -> assertThat(finding.stops()).isTrue());
		assertThat(this.check.findings(Plans.change(plan("docker-autoscaler", 3), elsewhere))).singleElement()
			.satisfies((finding) -> assertThat(finding.message()).contains("11 machines", "3 free addresses"));
		assertThat(this.check
			.findings(Plans.change(plan("docker-autoscaler", 0, 9), Map.of("SubnetIds", "subnet-0,subnet-9"))))
			.as("the manager stays")
			.isEmpty();
	}

	private List<Finding> findings(String blueprint, int... free) {
		return this.check.findings(plan(blueprint, free));
	}

	private static Plan plan(String blueprint, int... free) {
		List<Subnet> subnets = IntStream.range(0, free.length)
			.mapToObj((i) -> new Subnet("subnet-" + i, "vpc-2", "", "eu-central-1a", "10.0.0.0/24",
					Subnet.Egress.PRIVATE, false, free[i]))
			.toList();
		return Plans.launch(blueprint, subnets, Map.of("MaxConcurrentBuilds", "10"));
	}

}
