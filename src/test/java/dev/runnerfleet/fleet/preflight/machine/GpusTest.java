package dev.runnerfleet.fleet.preflight.machine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Plans;
import dev.runnerfleet.network.InstanceType;
import dev.runnerfleet.network.Machinery;
import dev.runnerfleet.network.TestNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** With AWS's word of the types and without. */
class GpusTest {

	private static final String WITH_DRIVER = "/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id";

	private static final String WITHOUT = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id";

	private final Map<String, String> values = new HashMap<>();

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			textBlock = """
					g6.xlarge   | with    | [runners.docker]\\ngpus = "all" | -
					g6.xlarge   | with    |                                | -
					g6.xlarge   | own     | [runners.docker]\\ngpus = 'all' | -
					t3.medium   | without |                                | -
					t3.medium   | without | [runners.docker]\\ngpus = ""    | -
					t3.medium   | without | # gpus = "all"                 | -
					t3.medium   | with    |                                | WARNS WorkerInstanceType t3.medium has no GPU of NVIDIA's, and the image WITH
					g4ad.xlarge | with    |                                | WARNS WorkerInstanceType g4ad.xlarge has no GPU of NVIDIA's, and the image WITH
					g6.xlarge   | without |                                | WARNS WorkerImage g6.xlarge has a GPU, and the image OUT brings no driver
					g6.xlarge   | without | [runners.docker]\\ngpus="all"   | STOPS WorkerImage g6.xlarge has a GPU, and the image OUT brings no driver for it: each job would fail
					t3.medium   | without | [runners.docker]\\ngpus = "all" | STOPS WorkerInstanceType t3.medium has no GPU of NVIDIA's, and the extra configuration gives GPUs to each job
					t3.medium   | own     | [runners.docker]\\ngpus = "all" | STOPS WorkerInstanceType t3.medium has no GPU of NVIDIA's, and the extra configuration gives GPUs to each job
					""")
	void aGpuItsDriverAndJobsThatAskForItComeTogether(String type, String image, @Nullable String extra,
			@Nullable String found) {
		this.values.put("WorkerInstanceType", type);
		this.values.put("WorkerImage", image.equals("with") ? WITH_DRIVER : WITHOUT);
		this.values.put("WorkerImageId", image.equals("own") ? "ami-0123456789abcdef0" : "");
		this.values.put("ExtraConfiguration", (extra != null) ? extra.replace("\\n", "\n") : "");
		Map<String, InstanceType> known = TestNetwork.machinery(Set.of(type), null)
			.instanceTypes(Place.in("eu-central-1"), List.of(type));
		for (Map<String, InstanceType> types : List.of(known, Map.<String, InstanceType>of())) {
			List<String> gpus = words(new Gpus(Plans.launch("docker-autoscaler", this.values), types).findings());
			if (found == null) {
				assertThat(gpus).isEmpty();
			}
			else {
				assertThat(gpus).singleElement()
					.asString()
					.startsWith(found.replace("WITH", WITH_DRIVER).replace("OUT", WITHOUT));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { WITH_DRIVER, WITHOUT })
	void typesThatAreNotNamedHaveNone(String image) {
		this.values.put("WorkerVcpus", "4-8");
		this.values.put("WorkerImage", image);
		this.values.put("ExtraConfiguration", "[runners.docker]\ngpus = 'all'");
		assertThat(findings(TestNetwork.deniedMachinery())).singleElement()
			.asString()
			.startsWith("STOPS WorkerVcpus A type that is taken by its vCPUs has no GPU");
		this.values.put("ExtraConfiguration", "");
		assertThat(findings(TestNetwork.deniedMachinery())).hasSize(image.equals(WITH_DRIVER) ? 1 : 0);
	}

	private List<String> findings(Machinery machinery) {
		return words(new MachineCheck(machinery).findings(Plans.launch("docker-autoscaler", this.values)));
	}

	private static List<String> words(List<Finding> findings) {
		return findings.stream()
			.filter((finding) -> finding.message().contains("GPU"))
			.map((finding) -> finding.severity() + " " + finding.field().replaceAll("parameters|[\\[\\]]", "") + " "
					+ finding.message())
			.toList();
	}

}
