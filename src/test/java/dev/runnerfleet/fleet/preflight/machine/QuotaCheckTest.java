package dev.runnerfleet.fleet.preflight.machine;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.runnerfleet.account.Allowances.Market;
import dev.runnerfleet.account.FakeAccount;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.fleet.preflight.Plans;
import dev.runnerfleet.network.TestNetwork;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class QuotaCheckTest {

	private final FakeAccount account = new FakeAccount();

	@Test
	void aQuotaThatIsEnoughNeedsNoWord() {
		assertThat(findings("docker-autoscaler", Map.of())).isEmpty();
		assertThat(findings("docker-machine", Map.of())).isEmpty();
	}

	@Test
	void aNewAccountRunsSomeOfTheWorkers() {
		this.account.quotas.put(Market.ON_DEMAND, 5);
		assertThat(findings("docker-autoscaler", Map.of("MaxConcurrentBuilds", "10"))).singleElement()
			.satisfies((finding) -> {
				assertThat(finding.warns()).isTrue();
				assertThat(finding.message()).contains("5 virtual processors", "22 at its peak", "1 of 10 workers");
				assertThat(finding.remedy()).contains("higher quota");
				assertThat(finding.link().url()).contains("L-1216C47A");
			});
	}

	@Test
	void workersOfSeveralJobsAreFewer() {
		this.account.quotas.put(Market.ON_DEMAND, 8);
		assertThat(findings("docker-autoscaler", Map.of("MaxConcurrentBuilds", "10", "CapacityPerWorker", "4")))
			.noneMatch((finding) -> finding.warns() || finding.stops());
	}

	@Test
	void aManagerThatTakesOverRunsBesideTheOldOne() {
		this.account.quotas.put(Market.ON_DEMAND, 22);
		assertThat(findings("docker-autoscaler", Map.of("MaxConcurrentBuilds", "10"))).singleElement()
			.satisfies((finding) -> {
				assertThat(finding.warns() || finding.stops()).isFalse();
				assertThat(finding.message()).contains("While a change replaces the manager", "has 24 then");
			});
		this.account.quotas.put(Market.ON_DEMAND, 24);
		assertThat(findings("docker-autoscaler", Map.of("MaxConcurrentBuilds", "10"))).isEmpty();
		this.account.quotas.put(Market.ON_DEMAND, 22);
		assertThat(findings("docker-machine", Map.of("MaxConcurrentBuilds", "10"))).isEmpty();
	}

	@Test
	void oneThatHasNoRoomForAnyWorkerStops() {
		this.account.quotas.put(Market.ON_DEMAND, 3);
		assertThat(findings("docker-autoscaler", Map.of())).singleElement()
			.satisfies((finding) -> assertThat(finding.stops()).isTrue());
	}

	@Test
	void spotHasAQuotaOfItsOwn() {
		this.account.quotas.put(Market.SPOT, 0);
		assertThat(findings("docker-autoscaler", Map.of())).isEmpty();
		assertThat(findings("docker-autoscaler", Map.of("OnDemandPercentage", "0"))).singleElement()
			.satisfies((finding) -> {
				assertThat(finding.stops()).isTrue();
				assertThat(finding.message()).contains("spot");
			});
		assertThat(findings("docker-machine", Map.of("SpotInstance", "true"))).hasSize(1);
	}

	@Test
	void aManagerOfSpotWorkersIsCountedAlone() {
		this.account.quotas.put(Market.ON_DEMAND, 1);
		assertThat(findings("docker-autoscaler", Map.of("OnDemandPercentage", "0"))).singleElement()
			.satisfies((finding) -> assertThat(finding.message()).endsWith("are needed for the manager."));
	}

	@Test
	void typesThatItDoesNotCountAreLeftOut() {
		this.account.quotas.put(Market.ON_DEMAND, 5);
		assertThat(findings("docker-autoscaler", Map.of("WorkerInstanceType", "g5.xlarge"))).isEmpty();
	}

	@Test
	void ofTypesThatAreNotNamedTheSmallestCounts() {
		this.account.quotas.put(Market.ON_DEMAND, 32);
		assertThat(findings("docker-autoscaler", Map.of("WorkerVcpus", "4-8"))).singleElement()
			.satisfies((finding) -> assertThat(finding.message()).contains("42 at its peak", "7 of 10 workers"));
		assertThat(findings("docker-autoscaler", Map.of("WorkerVcpus", "2-8"))).isEmpty();
	}

	@Test
	void aChangeIsHeldAgainstItOnlyWhereItAddsWorkers() {
		this.account.quotas.put(Market.ON_DEMAND, 5);
		Plan plan = Plans.launch("docker-autoscaler", Map.of("MaxConcurrentBuilds", "10"));
		assertThat(check().findings(Plans.change(plan, Map.of("MaxConcurrentBuilds", "10")))).isEmpty();
		assertThat(check().findings(Plans.change(plan, Map.of("MaxConcurrentBuilds", "4")))).hasSize(1);
	}

	private List<Finding> findings(String blueprint, Map<String, String> parameters) {
		return check().findings(Plans.launch(blueprint, parameters));
	}

	private QuotaCheck check() {
		return new QuotaCheck(this.account.allowances(), TestNetwork
			.offering(Map.of("t3.nano", Set.of(), "t3.micro", Set.of(), "t3.medium", Set.of(), "g5.xlarge", Set.of())));
	}

}
