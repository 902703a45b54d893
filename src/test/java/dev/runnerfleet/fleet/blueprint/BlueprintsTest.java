package dev.runnerfleet.fleet.blueprint;

import java.util.List;
import java.util.Map;

import dev.runnerfleet.stack.template.TemplateParameter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BlueprintsTest {

	private final Blueprints blueprints = new Blueprints();

	@Test
	void theRecommendedOneComesFirst() {
		assertThat(this.blueprints.all()).extracting(Blueprint::name)
			.containsExactly("docker-autoscaler", "docker-machine");
		assertThat(this.blueprints.first().deprecated()).isNull();
		assertThat(this.blueprints.find("docker-machine").orElseThrow().deprecated()).isNotBlank();
		assertThat(this.blueprints.find("../application")).isEmpty();
	}

	@Test
	void eachAsksForTheSameFirst() {
		assertThat(this.blueprints.all())
			.allSatisfy((blueprint) -> assertThat(blueprint.essentials()).extracting(TemplateParameter::name)
				.containsExactlyInAnyOrder("GitlabUrl", "RunnerToken", "ManagerKeyPair", "VpcId", "SubnetIds",
						"CacheExpirationInDays"));
	}

	@Test
	void everyParameterHasOnePlaceInTheFormAWordAndALine() {
		for (Blueprint blueprint : this.blueprints.all()) {
			List<TemplateParameter> shown = blueprint.template()
				.groups()
				.stream()
				.flatMap((group) -> blueprint.parameters(group).stream())
				.toList();
			assertThat(shown).containsExactlyInAnyOrderElementsOf(blueprint.template().parameters());
			assertThat(shown).allSatisfy((parameter) -> {
				assertThat(parameter.label()).isNotEqualTo(parameter.name());
				assertThat(parameter.description()).isNotBlank();
			});
		}
	}

	@Test
	void defaultsPassTheirOwnConstraints() {
		assertThat(this.blueprints.all()).flatExtracting((blueprint) -> blueprint.template().parameters())
			.map(TemplateParameter.class::cast)
			.filteredOn((parameter) -> parameter.defaultValue() != null)
			.allSatisfy((parameter) -> assertThat(parameter.violation(parameter.defaultValue())).as(parameter.name())
				.isEmpty());
	}

	@Test
	void whatIsSwitchedOnCountsAsAResource() {
		Blueprint blueprint = this.blueprints.first();
		int plain = blueprint.resources(Map.of(), "eu-central-1");
		assertThat(plain).isGreaterThan(5);
		assertThat(blueprint.resources(Map.of("ManagerElasticIp", "true", "PublicAddresses", "true"), "eu-central-1"))
			.isGreaterThan(plain);
	}

}
