package dev.runnerfleet.fleet.preflight.network;

import java.util.List;
import java.util.Map;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Plans;
import dev.runnerfleet.network.FakeVpc;
import dev.runnerfleet.network.TestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class VpcCheckTest {

	private static final String ALL_OUT = "out 100 allow -1 all 0.0.0.0/0";

	private static final String ALL_IN = "in 100 allow -1 all 0.0.0.0/0";

	@Test
	void whatAwsMakesNeedsNoWord() {
		assertThat(findings(
				FakeVpc.with(ALL_OUT, ALL_IN, "out 32767 deny -1 all 0.0.0.0/0", "in 32767 deny -1 all 0.0.0.0/0")))
			.isEmpty();
	}

	@Test
	void aVpcThatResolvesNoNamesStops() {
		assertThat(findings(FakeVpc.withoutDns("AmazonProvidedDNS"))).singleElement().satisfies((finding) -> {
			assertThat(finding.stops()).isTrue();
			assertThat(finding.message()).contains("vpc-2 resolves no names");
		});
		assertThat(findings(FakeVpc.withoutDns("10.0.0.2"))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "out 100 deny -1 all 0.0.0.0/0", "out 100 allow 6 22-22 0.0.0.0/0",
			"out 90 deny 6 0-65535 0.0.0.0/0", "out 100 allow 17 443-443 0.0.0.0/0" })
	void anAclThatLetsNothingOutIsNamed(String rule) {
		assertThat(findings(FakeVpc.with(rule, ALL_IN))).hasSize(2).allSatisfy((finding) -> {
			assertThat(finding.stops()).isTrue();
			assertThat(finding.message()).contains("acl-1", "lets nothing out to port 443");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "in 100 allow 6 443-443 0.0.0.0/0", "in 100 deny -1 all 0.0.0.0/0",
			"in 100 allow 6 0-1023 0.0.0.0/0" })
	void oneThatLetsNoAnswersInIsNamed(String rule) {
		assertThat(findings(FakeVpc.with(ALL_OUT, rule))).extracting(Finding::message)
			.hasSize(2)
			.allSatisfy((message) -> assertThat(message).contains("lets no answers in"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "in 100 allow 6 1024-65535 0.0.0.0/0", "in 100 allow 6 49152-65535 0.0.0.0/0",
			"in 100 allow 6 32768-60999 10.0.0.0/8", "in 100 allow -1 all 0.0.0.0/0" })
	void inDoubtItCountsAsOpen(String rule) {
		assertThat(findings(
				FakeVpc.with("out 100 allow 6 443-443 0.0.0.0/0", "out 50 deny 6 443-443 203.0.113.0/24", rule)))
			.isEmpty();
	}

	private static List<Finding> findings(FakeVpc vpc) {
		return new VpcCheck(TestNetwork.rules(vpc)).findings(Plans.launch("docker-autoscaler", Map.of()));
	}

}
