package dev.runnerfleet.fleet.preflight.network;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.account.FakeAccount;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.fleet.preflight.Plans;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FixedAddressCheckTest {

	private static final Map<String, String> FIXED = Map.of("ManagerElasticIp", "true");

	private final FakeAccount account = new FakeAccount();

	private final FixedAddressCheck check = new FixedAddressCheck(this.account.allowances());

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void anAccountWithNoAddressLeftStopsAManagerThatIsToGetOne(String blueprint) {
		this.account.addresses.addAll(Collections.nCopies(5, "amazon"));
		assertThat(findings(blueprint, FIXED)).singleElement().satisfies((finding) -> {
			assertThat(finding.stops()).isTrue();
			assertThat(finding.field()).isEqualTo("parameters[ManagerElasticIp]");
			assertThat(finding.message()).contains("may have 5", "has 5");
			assertThat(finding.remedy()).contains("Release an address");
			assertThat(finding.link().url()).contains("#Addresses:");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void oneThatIsLeftIsEnough(String blueprint) {
		this.account.addresses.addAll(Collections.nCopies(4, "amazon"));
		assertThat(findings(blueprint, FIXED)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void withoutAFixedAddressNothingIsAsked(String blueprint) {
		this.account.fixedAddresses = -1;
		assertThat(findings(blueprint, Map.of())).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void addressesThatTheAccountBroughtAlongAreNotCounted(String blueprint) {
		this.account.addresses.addAll(Collections.nCopies(5, "ipv4pool-ec2-0123456789abcdef0"));
		assertThat(findings(blueprint, FIXED)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void aChangeNeedsOneOnlyWhereItAsksForIt(String blueprint) {
		this.account.addresses.addAll(Collections.nCopies(5, "amazon"));
		Plan plan = Plans.launch(blueprint, FIXED);
		assertThat(this.check.findings(Plans.change(plan, FIXED))).isEmpty();
		assertThat(this.check.findings(Plans.change(plan, Map.of("ManagerElasticIp", "false")))).hasSize(1);
	}

	private List<Finding> findings(String blueprint, Map<String, String> parameters) {
		return this.check.findings(Plans.launch(blueprint, parameters));
	}

}
