package dev.runnerfleet.fleet.form;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.preflight.Plans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ContradictionsTest {

	@Test
	void theDefaultsOfEveryBlueprintHoldTogether() {
		for (Blueprint blueprint : new Blueprints().all()) {
			assertThat(in(blueprint.name(), Map.of())).as(blueprint.name()).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "IdleCount,20,10", "IdleCount,11,10", "OffPeakIdleCount,20,10", "OnDemandBase,50,10" })
	void whatIsKeptReadyIsAtMostWhatThereCanBe(String parameter, String value, String jobs) {
		assertThat(in("docker-autoscaler", Map.of(parameter, value, "MaxConcurrentBuilds", jobs))).singleElement()
			.satisfies((violation) -> {
				assertThat(violation.field()).isEqualTo("parameters[" + parameter + "]");
				assertThat(violation.message()).contains(value, jobs);
			});
		assertThat(in("docker-autoscaler", Map.of(parameter, value, "MaxConcurrentBuilds", value))).isEmpty();
	}

	@Test
	void aWorkerRunsNoMoreJobsAtOnceThanInAll() {
		assertThat(in("docker-autoscaler", Map.of("CapacityPerWorker", "4", "MaxBuildsPerWorker", "3"))).singleElement()
			.extracting(Violation::field)
			.isEqualTo("parameters[CapacityPerWorker]");
		assertThat(in("docker-autoscaler", Map.of("CapacityPerWorker", "4", "MaxBuildsPerWorker", "4"))).isEmpty();
	}

	@Test
	void aWorkerWithoutARoleFetchesNoScript() {
		Map<String, String> script = Map.of("WorkerBootScript", "s3://acme-ci/worker.sh");
		assertThat(in("docker-autoscaler", script)).singleElement()
			.extracting(Violation::field)
			.isEqualTo("parameters[WorkerBootScript]");
		Map<String, String> allowed = new HashMap<>(script);
		allowed.put("WorkerInstanceProfile", "build-jobs");
		assertThat(in("docker-autoscaler", allowed)).isEmpty();
		assertThat(in("docker-autoscaler", Map.of("WorkerBootScript", "aws s3 ls s3://acme-ci"))).isEmpty();
	}

	@Test
	void withoutAScheduleNothingIsOffPeak() {
		assertThat(in("docker-machine", Map.of("OffPeakIdleCount", "20", "WorkingHours", ""))).isEmpty();
		assertThat(in("docker-machine", Map.of("OffPeakIdleCount", "20"))).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "Team=a,Team=b", "Name=x,''", "AWS:x=y,''", "runner-fleet=x,''", "runner-fleet-portal:fleet=x,''" })
	void aTagIsThereOnce(String first, String second) {
		assertThat(in("docker-machine", Map.of("WorkerTag", first, "WorkerTag2", second))).hasSize(1);
	}

	@Test
	void tagsOfDifferentKeysGoTogether() {
		assertThat(in("docker-autoscaler", Map.of("WorkerTag", "Team=a", "WorkerTag2", "team=a=b"))).isEmpty();
	}

	@Test
	void aTypeIsThereOnce() {
		assertThat(in("docker-autoscaler",
				Map.of("WorkerInstanceType", "t3.small", "WorkerInstanceType2", "t3.medium", "WorkerInstanceType3",
						"t3.small")))
			.singleElement()
			.extracting(Violation::field)
			.isEqualTo("parameters[WorkerInstanceType3]");
	}

	@ParameterizedTest
	@CsvSource({ "WorkerVcpus,4-2,2-4", "WorkerMemory,16384-4096,4096-4096", "WorkerVcpus,10-9,9" })
	void aRangeGoesUp(String parameter, String wrong, String right) {
		assertThat(in("docker-autoscaler", Map.of(parameter, wrong))).singleElement()
			.extracting(Violation::field)
			.isEqualTo("parameters[" + parameter + "]");
		assertThat(in("docker-autoscaler", Map.of(parameter, right))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "docker-autoscaler,SpotMaxPrice,0", "docker-machine,SpotInstancePrice,0.00" })
	void nobodySellsForNothing(String blueprint, String parameter, String price) {
		assertThat(in(blueprint, Map.of(parameter, price))).hasSize(1);
		assertThat(in(blueprint, Map.of(parameter, "0.01"))).isEmpty();
		assertThat(in(blueprint, Map.of(parameter, ""))).isEmpty();
	}

	private static List<Violation> in(String blueprint, Map<String, String> changed) {
		Map<String, String> values = new HashMap<>(Plans.launch(blueprint, changed).values());
		return new Contradictions(values).violations();
	}

}
