package dev.runnerfleet.fleet.preflight.machine;

import java.util.List;
import java.util.Map;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.preflight.Plans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FitnessCheckTest {

	private final FitnessCheck check = new FitnessCheck();

	@Test
	void theDefaultsOfEveryBlueprintAreFit() {
		for (Blueprint blueprint : new Blueprints().all()) {
			assertThat(findings(blueprint.name(), Map.of())).as(blueprint.name()).isEmpty();
		}
	}

	@Test
	void aSmallManagerOfManyJobsIsSaidToBeSmall() {
		assertThat(findings("docker-autoscaler", Map.of("MaxConcurrentBuilds", "200"))).singleElement()
			.satisfies((finding) -> {
				assertThat(finding.stops()).isFalse();
				assertThat(finding.message()).contains("t3.nano", "200");
			});
		assertThat(
				findings("docker-autoscaler", Map.of("MaxConcurrentBuilds", "200", "ManagerInstanceType", "m6i.large")))
			.isEmpty();
	}

	@Test
	void aKeyOfAnotherRegionStops() {
		String key = "arn:aws:kms:%s:123456789012:key/0123abcd-4567-89ab-cdef-0123456789ab";
		assertThat(findings("docker-autoscaler", Map.of("KmsKeyArn", key.formatted("us-east-1")))).singleElement()
			.satisfies((finding) -> {
				assertThat(finding.stops()).isTrue();
				assertThat(finding.field()).isEqualTo("parameters[KmsKeyArn]");
				assertThat(finding.words()).contains("another region", "a key in eu-central-1");
			});
		assertThat(findings("docker-autoscaler", Map.of("KmsKeyArn", key.formatted("eu-central-1")))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "17.0.1", "16.11.4", "17.4.9", "15.0.0" })
	void anOldRunnerCannotTalkToTodaysDocker(String version) {
		assertThat(findings("docker-machine", Map.of("RunnerVersion", version))).singleElement()
			.satisfies((finding) -> assertThat(finding.stops()).isTrue());
	}

	@ParameterizedTest
	@ValueSource(strings = { "latest", "17.5.0", "18.5.1", "19.4.0" })
	void aNewerOneCan(String version) {
		assertThat(findings("docker-machine", Map.of("RunnerVersion", version))).isEmpty();
	}

	@Test
	void anotherDockerMachineNeedsItsChecksum() {
		assertThat(findings("docker-machine", Map.of("DockerMachineVersion", "v0.16.2-gitlab.1"))).singleElement()
			.extracting(Finding::field)
			.isEqualTo("parameters[DockerMachineChecksum]");
		assertThat(findings("docker-machine",
				Map.of("DockerMachineVersion", "v0.16.2-gitlab.1", "DockerMachineChecksum", "0".repeat(64))))
			.isEmpty();
		assertThat(findings("docker-machine", Map.of("ManagerInstanceType", "t4g.nano"))).isEmpty();
	}

	@Test
	void anotherUserNeedsAnImageThatHasIt() {
		assertThat(findings("docker-autoscaler", Map.of("WorkerUser", "ubuntu"))).singleElement()
			.extracting(Finding::message)
			.asString()
			.contains("ec2-user");
		assertThat(findings("docker-autoscaler", Map.of("WorkerUser", "ubuntu", "WorkerImageId", "ami-01234567")))
			.isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "WorkerVolumeIops,15001", "WorkerVolumeThroughput,751" })
	void aDiskIsAsFastAsItIsLarge(String parameter, String value) {
		assertThat(findings("docker-autoscaler", Map.of(parameter, value))).singleElement()
			.extracting(Finding::field)
			.isEqualTo("parameters[" + parameter + "]");
		assertThat(findings("docker-autoscaler",
				Map.of("WorkerVolumeIops", "15000", "WorkerVolumeThroughput", "1000", "WorkerVolumeSize", "30")))
			.isEmpty();
	}

	private List<Finding> findings(String blueprint, Map<String, String> parameters) {
		return this.check.findings(Plans.launch(blueprint, parameters));
	}

}
