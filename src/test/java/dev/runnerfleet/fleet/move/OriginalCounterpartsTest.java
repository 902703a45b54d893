package dev.runnerfleet.fleet.move;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.blueprint.OriginalTemplate;
import dev.runnerfleet.fleet.move.Counterparts.Line;
import dev.runnerfleet.stack.template.Template;
import dev.runnerfleet.stack.template.TemplateParameter;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of each parameter of the original template. */
class OriginalCounterpartsTest {

	private final Blueprint autoscaler = new Blueprints().first();

	private final String template = template();

	@Test
	void noParameterOfTheOriginalTemplateIsForgotten() {
		Counterparts all = of(Map.of());
		assertThat(Stream.concat(all.carried().stream(), all.left().stream()).map(Line::parameter))
			.contains(Template.parse(this.template)
				.parameters()
				.stream()
				.map(TemplateParameter::name)
				.toArray(String[]::new));
		assertThat(all.left()).allSatisfy((line) -> assertThat(line.words()).as(line.parameter()).isNotBlank());
		assertThat(all.carried()).extracting(Line::counterpart)
			.doesNotHaveDuplicates()
			.isSubsetOf(this.autoscaler.template().parameters().stream().map(TemplateParameter::name).toList());
	}

	@Test
	void whatItHadFixedComesAlong() {
		assertThat(of(Map.of()).values()).containsEntry("WorkingHours", "* 9-17 * * mon-fri")
			.containsEntry("Privileged", "true")
			.containsEntry("MountDockerSocket", "true");
	}

	@Test
	void aJobThatOwnsItsWorkerHasItForItselfAlone() {
		assertThat(of(Map.of("GitlabMaxBuilds", "10")).values()).containsEntry("MaxBuildsPerWorker", "1");
		Map<String, String> plain = new TreeMap<>(
				Map.of("GitlabMaxBuilds", "10", "Privileged", "false", "MountDockerSocket", "false"));
		assertThat(OriginalCounterparts.of(plain, this.autoscaler).values()).containsEntry("MaxBuildsPerWorker", "10")
			.containsEntry("Privileged", "false");
	}

	@Test
	void spotIsAShareOfWorkersNow() {
		assertThat(of(Map.of("GitLabRunnerSpotInstance", "Yes", "SpotInstancePrice", "0.05")).values())
			.containsEntry("OnDemandPercentage", "0")
			.containsEntry("SpotMaxPrice", "0.05");
		assertThat(of(Map.of("GitLabRunnerSpotInstance", "No")).values()).containsEntry("OnDemandPercentage", "100")
			.doesNotContainKey("SpotMaxPrice");
	}

	@Test
	void itsTokenIsNeverKeptWhetherAwsMasksItOrNot() {
		Map<String, String> plain = OriginalTemplate
			.plain(Map.of("GitlabToken", "glrt-" + "x".repeat(20), "VpcId", "vpc-1"), "");
		assertThat(plain.toString()).doesNotContain("glrt-", "GitlabToken");
		assertThat(of(Map.of()).left()).filteredOn((line) -> line.parameter().equals("GitlabToken"))
			.singleElement()
			.returns("", Line::before)
			.extracting(Line::words)
			.asString()
			.contains("treat it as leaked");
	}

	@Test
	void whatIsNotTakenIsNamedAndCanBeCorrected() {
		Counterparts found = of(Map.of("GitlabRunnerInstanceType", "what ever", "OffPeakPeriods", "?"));
		assertThat(found.left()).extracting(Line::parameter).contains("GitlabRunnerInstanceType", "OffPeakPeriods");
		assertThat(OriginalCounterparts.correctable(found, this.autoscaler)).containsKeys("WorkerInstanceType",
				"WorkingHours");
	}

	/** The stand-in's defaults with other values. */
	private Counterparts of(Map<String, String> others) {
		Map<String, String> values = new TreeMap<>(Map.of("VpcId", "vpc-1", "SubnetId", "subnet-1"));
		Template.parse(this.template)
			.parameters()
			.stream()
			.filter((parameter) -> parameter.defaultValue() != null)
			.forEach((parameter) -> values.put(parameter.name(), parameter.defaultValue()));
		Map<String, String> plain = OriginalTemplate.plain(values, this.template);
		plain.putAll(others);
		return OriginalCounterparts.of(plain, this.autoscaler);
	}

	private static String template() {
		try {
			return new ClassPathResource("sandbox/original.yaml").getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
