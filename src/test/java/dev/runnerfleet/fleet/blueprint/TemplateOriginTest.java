package dev.runnerfleet.fleet.blueprint;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class TemplateOriginTest {

	private static final String GROUP = " ManagerGroup:\n  Type: AWS::AutoScaling::AutoScalingGroup\n";

	private final List<Blueprint> blueprints = new Blueprints().all();

	@Test
	void everyBlueprintIsRecognised() {
		for (Blueprint blueprint : this.blueprints) {
			assertThat(TemplateOrigin.of(blueprint.template().body(), this.blueprints)).hasValueSatisfying((origin) -> {
				assertThat(origin.blueprint().name()).isEqualTo(blueprint.name());
				assertThat(origin.version()).isEqualTo(blueprint.version());
			});
		}
	}

	@Test
	void everyBlueprintIsRecognisedAsItIsSent() {
		for (Blueprint blueprint : this.blueprints) {
			assertThat(TemplateOrigin.of(blueprint.body(), this.blueprints)).hasValueSatisfying((origin) -> {
				assertThat(origin.blueprint().name()).isEqualTo(blueprint.name());
				assertThat(origin.version()).isEqualTo(blueprint.version());
			});
		}
	}

	@Test
	void theSameTemplateAsJsonWithTabsIsRecognised() {
		assertThat(TemplateOrigin.of(json().replaceAll("(?m)^ +", "\t"), this.blueprints)).isPresent();
	}

	@Test
	void anotherVersionIsRecognisedAsSuch() {
		String later = this.blueprints.get(0).template().body().replaceFirst("Version: \\d+\n", "Version: 7\n");
		assertThat(TemplateOrigin.of(later, this.blueprints))
			.hasValueSatisfying((origin) -> assertThat(origin.version()).isEqualTo(7));
	}

	@Test
	void aVersionWhoseManagerIsAnInstanceIsRecognised() {
		String earlier = this.blueprints.get(0)
			.template()
			.body()
			.replaceFirst("Version: \\d+\n", "Version: 5\n")
			.replace(GROUP, " Manager:\n  Type: AWS::EC2::Instance\n");
		assertThat(TemplateOrigin.of(earlier, this.blueprints))
			.hasValueSatisfying((origin) -> assertThat(origin.version()).isEqualTo(5));
		String other = earlier.replace("Type: AWS::EC2::Instance\n", "Type: AWS::Lambda::Function\n");
		assertThat(TemplateOrigin.of(other, this.blueprints)).isEmpty();
	}

	@Test
	void aCopyThatLaunchesSomethingElseIsNot() {
		String other = this.blueprints.get(0)
			.template()
			.body()
			.replace(GROUP, " ManagerGroup:\n  Type: AWS::Lambda::Function\n");
		assertThat(TemplateOrigin.of(other, this.blueprints)).isEmpty();
		String untitled = this.blueprints.get(0).template().body().replaceFirst("Title: .*\n", "Title: Mine\n");
		assertThat(TemplateOrigin.of(untitled, this.blueprints)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "{", "[]", "Resources: {}", "Resources: [a]", "{\"Resources\": {}}", "1: 2\nResources: {}",
					"Metadata: {RunnerFleetPortal: {Title: Docker Autoscaler, Version: 1}}\nResources: {}",
					"Metadata: {RunnerFleetPortal: x}\nResources: {}", "a: b: c" })
	void whatIsNoSuchTemplateIsNot(String body) {
		assertThat(TemplateOrigin.of(body, this.blueprints)).isEmpty();
	}

	/** The long form, as AWS keeps what was sent as JSON. */
	private String json() {
		var template = this.blueprints.get(0).template();
		Map<String, Object> root = new java.util.LinkedHashMap<>(template.sections());
		root.put("Metadata", template.metadata());
		return JsonMapper.builder()
			.enable(tools.jackson.databind.SerializationFeature.INDENT_OUTPUT)
			.build()
			.writeValueAsString(root);
	}

}
