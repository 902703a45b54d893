package dev.runnerfleet.fleet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

@SandboxPortal
class OpenApiTest {

	@Autowired
	MockMvcTester mvc;

	@ParameterizedTest
	@CsvSource({ "/fleets,get,200 400 401 403 503", "/fleets,post,202 400 401 403 409 413 415 422 503",
			"/fleets/{id},get,200 401 403 404 503", "/fleets/{id}/events,get,200 400 401 403 404 503",
			"/blueprints,get,200 401 403 503", "/network/vpcs,get,200 400 401 403 503",
			"/audit,get,200 400 401 403 503", "/network/subnets,get,200 400 401 403 503",
			"/network/key-pairs,get,200 400 401 403 503" })
	void everyOperationTellsItsAnswers(String path, String method, String statuses) {
		assertThat(this.mvc.get().uri("/v3/api-docs")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.paths['/api/v1%s'].%s.responses".formatted(path, method))
			.asMap()
			.containsOnlyKeys(statuses.split(" "));
	}

	@Test
	void onlyTheApiIsDescribedAndHowToSignIn() {
		assertThat(this.mvc.get().uri("/v3/api-docs")).bodyJson()
			.hasPathSatisfying("$.info.title", (title) -> assertThat(title).isEqualTo("Runner Fleet Portal"))
			.hasPathSatisfying("$.components.securitySchemes.basic.scheme",
					(scheme) -> assertThat(scheme).isEqualTo("basic"))
			.hasPathSatisfying("$.security[0].basic", (scopes) -> assertThat(scopes).asArray().isEmpty())
			.extractingPath("$.paths")
			.asMap()
			.allSatisfy((path, operations) -> assertThat((String) path).startsWith("/api/v1/"));
	}

	@Test
	void theTrailsFilterIsDescribedFieldByField() {
		assertThat(this.mvc.get().uri("/v3/api-docs")).bodyJson()
			.extractingPath("$.paths['/api/v1/audit'].get.parameters[?(@.description)].name")
			.asArray()
			.containsExactlyInAnyOrder("user", "action", "outcome", "subject", "from", "to", "before", "size");
	}

	@Test
	void theTokenGoesInAndNeverComesOut() {
		assertThat(this.mvc.get().uri("/v3/api-docs")).bodyJson()
			.hasPathSatisfying("$.components.schemas.Launch.properties.runnerToken.format",
					(format) -> assertThat(format).isEqualTo("password"))
			.hasPathSatisfying("$.components.schemas.Launch.properties.runnerToken.writeOnly",
					(writeOnly) -> assertThat(writeOnly).isEqualTo(true))
			.hasPathSatisfying("$.components.schemas.Launch.required", (required) -> assertThat(required).asArray()
				.containsExactlyInAnyOrder("name", "gitlabUrl", "runnerToken", "vpcId", "subnetIds"));
	}

	@Test
	void refusalsAreProblemDetailsWithTheFieldsThatAreWrong() {
		assertThat(this.mvc.get().uri("/v3/api-docs")).bodyJson()
			.hasPathSatisfying(
					"$.paths['/api/v1/fleets'].post.responses['422'].content['application/problem+json'].schema.$ref",
					(schema) -> assertThat(schema).isEqualTo("#/components/schemas/Problem"))
			.extractingPath("$.components.schemas.RefusedValue.properties")
			.asMap()
			.containsOnlyKeys("field", "message");
	}

}
