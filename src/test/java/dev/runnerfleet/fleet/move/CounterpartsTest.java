package dev.runnerfleet.fleet.move;

import java.util.Map;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.move.Counterparts.Line;
import dev.runnerfleet.stack.template.TemplateParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of each of docker-machine's parameters. */
class CounterpartsTest {

	private final Blueprint machine = new Blueprints().find("docker-machine").orElseThrow();

	private final Blueprint autoscaler = new Blueprints().first();

	@Test
	void noParameterOfTheFirstBlueprintIsForgotten() {
		assertThat(this.machine.template().parameters()).extracting(TemplateParameter::name)
			.containsExactlyInAnyOrderElementsOf(Counterparts.known());
		Counterparts all = of(Map.of());
		assertThat(Stream.concat(all.carried().stream(), all.left().stream()).map(Line::parameter))
			.containsExactlyInAnyOrderElementsOf(Counterparts.known());
		assertThat(all.left()).allSatisfy((line) -> assertThat(line.words()).as(line.parameter()).isNotBlank());
	}

	@Test
	void whatComesAlongIsThereInTheSecondBlueprintUnderOneName() {
		assertThat(of(Map.of()).carried()).extracting(Line::counterpart)
			.doesNotHaveDuplicates()
			.isSubsetOf(this.autoscaler.template().parameters().stream().map(TemplateParameter::name).toList());
	}

	/** A fleet with the defaults moves as it is, whatever the blueprints become. */
	@Test
	void eachDefaultIsTakenThere() {
		assertThat(of(Map.of("VpcId", "vpc-1", "SubnetIds", "subnet-1")).left()).extracting(Line::parameter)
			.containsExactlyInAnyOrder("RunnerToken", "WorkerImageId", "WorkerUser", "WorkerVolumeDevice",
					"SpotInstancePrice", "DockerMachineVersion", "DockerMachineChecksum", "CacheBucketName");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "SpotInstance=true|OnDemandPercentage|0",
			"SpotInstance=true|SpotMaxPrice|0.08", "SpotInstance=false|OnDemandPercentage|100",
			"SpotInstance=false|SpotMaxPrice|", "WorkingHours=* * 9-18 * * mon,wed *|WorkingHours|* 9-18 * * mon,wed",
			"WorkingHours=0 * 9-18 * * * *|WorkingHours|", "WorkingHours=* * 9 L * * *|WorkingHours|",
			"WorkerImage=/aws/service/canonical/ubuntu/server/22.04/stable/current/arm64/hvm/ebs-gp2/ami-id|WorkerImage|/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id",
			"WorkerVolumeSize=16|WorkerImage|/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.12-x86_64",
			"MaxConcurrentBuilds=33|MaxConcurrentBuilds|33", "SubnetIds=subnet-1,subnet-2|SubnetIds|subnet-1,subnet-2",
			"PublicAddresses=no|PublicAddresses|no", "RunnerVersion=latest|RunnerVersion|latest",
			"WorkerUser=admin|WorkerUser|", "CacheBucketName=mine|CacheBucketName|" })
	void aValueHasThisCounterpart(String value, String counterpart, String after) {
		String[] pair = value.split("=", 2);
		assertThat(of(Map.of(pair[0], pair[1])).values().get(counterpart)).isEqualTo(after);
	}

	@Test
	void aValueThatIsNotTakenThereIsNamed() {
		Counterparts found = of(Map.of("WorkerInstanceType", "what ever"));
		assertThat(found.values()).doesNotContainKey("WorkerInstanceType");
		assertThat(found.left()).filteredOn((line) -> line.parameter().equals("WorkerInstanceType"))
			.singleElement()
			.returns("what ever", Line::before)
			.extracting(Line::words)
			.asString()
			.startsWith("This value is not taken there");
	}

	@Test
	void hoursThatAreAlwaysStayAlways() {
		assertThat(of(Map.of("WorkingHours", "")).values()).containsEntry("WorkingHours", "");
	}

	private Counterparts of(Map<String, String> values) {
		return Counterparts.of(values, this.machine, this.autoscaler);
	}

}
