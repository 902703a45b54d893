package dev.runnerfleet.fleet.preflight.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.preflight.Plans;
import dev.runnerfleet.network.InstanceType;
import dev.runnerfleet.network.MachineImage;
import dev.runnerfleet.network.TestNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MachineCheckTest {

	private static final String X86 = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.12-x86_64";

	private static final String ARM = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.12-arm64";

	private static final Set<String> EXISTING = Set.of("t3.nano", "t3.micro", "t3.medium", "m5.large", "t4g.nano",
			"t4g.medium", "c7g.large");

	@Test
	void theDefaultsOfEveryBlueprintGoTogether() {
		for (Blueprint blueprint : new Blueprints().all()) {
			assertThat(findings(blueprint.name(), Map.of())).as(blueprint.name()).isEmpty();
			assertThat(unanswered(blueprint.name(), Map.of())).allMatch((finding) -> !finding.stops());
		}
	}

	@ParameterizedTest
	@CsvSource({ "WorkerInstanceType,t4g.medium,WorkerImage," + X86, "ManagerInstanceType,t4g.nano,ManagerImage," + X86,
			"WorkerInstanceType3,c7g.large,WorkerImage," + X86, "WorkerInstanceType,m5.large,WorkerImage," + ARM,
			"ManagerInstanceType,t3.nano,ManagerImage," + ARM })
	void aTypeThatDoesNotRunTheImageIsNamedWithIt(String parameter, String type, String image, String value) {
		Map<String, String> values = new HashMap<>(Map.of(parameter, type, image, value));
		if (!parameter.equals("WorkerInstanceType") && parameter.startsWith("Worker")) {
			values.put("WorkerInstanceType", "t3.medium");
		}
		for (List<Finding> findings : List.of(findings("docker-autoscaler", values),
				stops(unanswered("docker-autoscaler", values)))) {
			assertThat(findings).filteredOn((finding) -> finding.field().equals("parameters[" + parameter + "]"))
				.singleElement()
				.satisfies((finding) -> {
					assertThat(finding.stops()).isTrue();
					assertThat(finding.message()).contains(type, value);
				});
		}
	}

	@Test
	void typesOfTheImagesArchitectureGo() {
		assertThat(findings("docker-autoscaler", Map.of("WorkerInstanceType", "t4g.medium", "WorkerInstanceType2",
				"c7g.large", "WorkerImage", ARM, "ManagerInstanceType", "t4g.nano", "ManagerImage", ARM)))
			.isEmpty();
	}

	@Test
	void namedTypesThatHaveNoPartAreNotHeldAgainstAnything() {
		assertThat(findings("docker-autoscaler", Map.of("WorkerVcpus", "2-4", "WorkerInstanceType", "t3.mikro")))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "t3.mikro", "m99.large", "t3.huge", "x.y" })
	void aTypeThatDoesNotExistIsSaidToBeNone(String type) {
		assertThat(findings("docker-autoscaler", Map.of("WorkerInstanceType2", type))).singleElement()
			.satisfies((finding) -> {
				assertThat(finding.field()).isEqualTo("parameters[WorkerInstanceType2]");
				assertThat(finding.message()).contains("no instance type " + type);
			});
	}

	@Test
	void whereAwsDoesNotSayItGoesOnWithAWord() {
		assertThat(unanswered("docker-autoscaler", Map.of("WorkerInstanceType", "t3.mikro"))).singleElement()
			.satisfies((finding) -> {
				assertThat(finding.stops()).isFalse();
				assertThat(finding.message()).contains("Not checked");
			});
	}

	@Test
	void anAnswerThatNamesNoTypeAtAllIsNotBelieved() {
		assertThat(new MachineCheck(TestNetwork.machinery()).findings(Plans.launch("docker-autoscaler", Map.of())))
			.singleElement()
			.extracting(Finding::stops)
			.isEqualTo(false);
	}

	@Test
	void anOwnImageIsHeldAgainstTypeDiskAndDevice() {
		Map<String, String> own = Map.of("WorkerImageId", "ami-0123456789abcdef0", "WorkerInstanceType", "t4g.medium",
				"WorkerVolumeSize", "20");
		assertThat(image(own, new MachineImage("ami-0123456789abcdef0", "arm64", "/dev/xvda", 20))).isEmpty();
		assertThat(image(own, new MachineImage("ami-0123456789abcdef0", "x86_64", "/dev/xvda", 8))).singleElement()
			.extracting(Finding::message)
			.asString()
			.contains("t4g.medium", "ami-0123456789abcdef0", "x86_64");
		assertThat(image(own, new MachineImage("ami-0123456789abcdef0", "arm64", "/dev/sda1", 30)))
			.extracting(Finding::field)
			.containsExactly("parameters[WorkerVolumeSize]", "parameters[WorkerVolumeDevice]");
		assertThat(image(own, null)).extracting(Finding::message)
			.singleElement()
			.asString()
			.contains("no image ami-0123456789abcdef0");
	}

	/** Its disk is as large as that of the image, at the same place. */
	@Test
	void theImageWithDockerIsHeldAgainstDiskAndDevice() {
		assertThat(findings("docker-autoscaler", Map.of("WorkerVolumeSize", "20"))).singleElement()
			.extracting(Finding::message)
			.asString()
			.contains("20 GiB", "30 GiB");
		assertThat(findings("docker-autoscaler", Map.of("WorkerVolumeDevice", "/dev/sda1"))).singleElement()
			.extracting(Finding::field)
			.isEqualTo("parameters[WorkerVolumeDevice]");
		assertThat(findings("docker-autoscaler", Map.of("WorkerVolumeSize", "8", "WorkerImage", X86))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "t3.micro,x86_64", "t3a.nano,x86_64", "m5.large,x86_64", "g4dn.xlarge,x86_64", "g6.xlarge,x86_64",
			"m7i-flex.large,x86_64", "p6-b200.48xlarge,x86_64", "u-6tb1.metal,x86_64", "mac1.metal,x86_64",
			"inf2.xlarge,x86_64", "trn1.2xlarge,x86_64", "t4g.nano,arm64", "m6gd.large,arm64", "c7gn.large,arm64",
			"im4gn.large,arm64", "is4gen.large,arm64", "x2gd.large,arm64", "g5g.xlarge,arm64", "hpc7g.4xlarge,arm64",
			"a1.large,arm64", "p6e-gb200.36xlarge,arm64", "mac2-m2.metal,arm64" })
	void aNameTellsTheProcessor(String name, String architecture) {
		assertThat(InstanceType.architectureByName(name)).isEqualTo(architecture);
	}

	private List<Finding> image(Map<String, String> parameters, @Nullable MachineImage image) {
		return new MachineCheck(TestNetwork.machinery(EXISTING, image))
			.findings(Plans.launch("docker-autoscaler", parameters));
	}

	private List<Finding> findings(String blueprint, Map<String, String> parameters) {
		return new MachineCheck(TestNetwork.machinery(EXISTING, null)).findings(Plans.launch(blueprint, parameters));
	}

	private List<Finding> unanswered(String blueprint, Map<String, String> parameters) {
		return new MachineCheck(TestNetwork.deniedMachinery()).findings(Plans.launch(blueprint, parameters));
	}

	private static List<Finding> stops(List<Finding> findings) {
		List<Finding> stops = new ArrayList<>(findings);
		stops.removeIf((finding) -> !finding.stops());
		return stops;
	}

}
