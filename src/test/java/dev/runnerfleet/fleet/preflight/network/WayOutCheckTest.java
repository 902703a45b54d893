package dev.runnerfleet.fleet.preflight.network;

import java.util.List;
import java.util.Map;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Plans;
import dev.runnerfleet.network.Subnet;
import dev.runnerfleet.network.Subnet.Egress;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WayOutCheckTest {

	private static final Subnet PUBLIC = Plans.subnet("subnet-public", Egress.PUBLIC, true);

	private static final Subnet ADDRESSLESS = Plans.subnet("subnet-addressless", Egress.PUBLIC, false);

	private static final Subnet PRIVATE = Plans.subnet("subnet-private", Egress.PRIVATE, false);

	private static final Subnet CLOSED = Plans.subnet("subnet-closed", Egress.NONE, false);

	private static final Subnet UNKNOWN = Plans.subnet("subnet-unknown", Egress.UNKNOWN, false);

	private final WayOutCheck check = new WayOutCheck();

	@Test
	void wherePublicAddressesAreGivenOrNotNeededThereIsNothingToSay() {
		assertThat(autoscaler("subnet", PUBLIC, PRIVATE, UNKNOWN)).isEmpty();
		assertThat(autoscaler("yes", PUBLIC, ADDRESSLESS)).isEmpty();
		assertThat(autoscaler("no", PRIVATE)).isEmpty();
		assertThat(machines("yes", ADDRESSLESS)).isEmpty();
		assertThat(machines("no", PRIVATE)).isEmpty();
	}

	@Test
	void machinesWithoutAPublicAddressDoNotGetThroughAnInternetGateway() {
		assertThat(autoscaler("subnet", PUBLIC, ADDRESSLESS)).singleElement().satisfies((finding) -> {
			assertThat(finding.stops()).isTrue();
			assertThat(finding.field()).isEqualTo("subnetIds");
			assertThat(finding.words())
				.contains("subnet-addressless", "no public address", "“Public addresses” to yes", "NAT gateway")
				.doesNotContain("subnet-public");
		});
		assertThat(autoscaler("no", PUBLIC)).singleElement()
			.satisfies((finding) -> assertThat(finding.stops()).isTrue());
		assertThat(machines("no", PUBLIC)).hasSize(1);
	}

	@Test
	void aSubnetWithoutAWayOutStopsWhateverTheAddresses() {
		for (String addresses : List.of("yes", "no")) {
			assertThat(autoscaler(addresses, PRIVATE, CLOSED)).singleElement().satisfies((finding) -> {
				assertThat(finding.stops()).isTrue();
				assertThat(finding.message()).contains("subnet-closed").doesNotContain("subnet-private");
			});
		}
	}

	@Test
	void eachWayInWhichASubnetIsClosedHasWordsOfItsOwn() {
		List<Finding> findings = autoscaler("subnet", CLOSED, Plans.subnet("subnet-six", Egress.IPV6, false),
				Plans.subnet("subnet-gone", Egress.BLACKHOLE, true));
		assertThat(findings).hasSize(3).allMatch(Finding::stops).allMatch((finding) -> finding.link() != null);
		assertThat(findings).extracting(Finding::words)
			.anyMatch((words) -> words.contains("subnet-closed has no route to the internet"))
			.anyMatch((words) -> words.contains("subnet-six has a way out by IPv6 alone")
					&& words.contains("egress-only"))
			.anyMatch((words) -> words.contains("subnet-gone has a default route to a gateway that is not there")
					&& words.contains("blackhole"));
	}

	@Test
	void dockerMachineUsesTheFirstSubnetOnly() {
		assertThat(machines("yes", PUBLIC, CLOSED)).isEmpty();
		assertThat(machines("yes", CLOSED, PUBLIC)).hasSize(1);
	}

	private List<Finding> autoscaler(String addresses, Subnet... subnets) {
		return this.check
			.findings(Plans.launch("docker-autoscaler", List.of(subnets), Map.of("PublicAddresses", addresses)));
	}

	private List<Finding> machines(String addresses, Subnet... subnets) {
		return this.check
			.findings(Plans.launch("docker-machine", List.of(subnets), Map.of("PublicAddresses", addresses)));
	}

}
