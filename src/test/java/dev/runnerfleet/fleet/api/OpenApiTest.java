package dev.runnerfleet.fleet.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.runnerfleet.fleet.SandboxPortal;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares the document that the portal serves with what its controllers say. */
@SandboxPortal
@Import(ApiDescription.class)
@TestPropertySource(properties = { "springdoc.api-docs.enabled=true",
		"spring.datasource.url=jdbc:h2:mem:described;DB_CLOSE_DELAY=-1" })
class OpenApiTest {

	private static final String GENERATED = "/v3/api-docs/generated";

	private static final Path DOCUMENT = Path.of("src/main/resources/openapi.json");

	@Autowired
	MockMvcTester mvc;

	@Test
	void theDocumentSaysWhatTheControllersSay() throws IOException {
		String generated = this.mvc.get().uri(GENERATED).exchange().getResponse().getContentAsString() + "\n";
		if (System.getProperty("openapi.write") != null) {
			Files.writeString(DOCUMENT, generated);
		}
		assertThat(generated.equals(Files.readString(DOCUMENT)))
			.as("%s is what the controllers say; to write it anew: ./mvnw test -Dtest=OpenApiTest -Dopenapi.write",
					DOCUMENT)
			.isTrue();
	}

	@Test
	void onlyTheApiIsDescribedAndHowToSignIn() {
		assertThat(this.mvc.get().uri(GENERATED)).bodyJson()
			.hasPathSatisfying("$.info.title", (title) -> assertThat(title).isEqualTo("Runner Fleet Portal"))
			.hasPathSatisfying("$.components.securitySchemes.basic.scheme",
					(scheme) -> assertThat(scheme).isEqualTo("basic"))
			.hasPathSatisfying("$.components.securitySchemes.token.scheme",
					(scheme) -> assertThat(scheme).isEqualTo("bearer"))
			.hasPathSatisfying("$.security[0].token", (scopes) -> assertThat(scopes).asArray().isEmpty())
			.hasPathSatisfying("$.security[1].basic", (scopes) -> assertThat(scopes).asArray().isEmpty())
			.extractingPath("$.paths")
			.asMap()
			.allSatisfy((path, operations) -> assertThat((String) path).startsWith("/api/v1/"));
	}

	@Test
	void theTrailsFilterIsDescribedFieldByField() {
		assertThat(this.mvc.get().uri(GENERATED)).bodyJson()
			.extractingPath("$.paths['/api/v1/audit'].get.parameters[?(@.description)].name")
			.asArray()
			.containsExactlyInAnyOrder("user", "action", "outcome", "subject", "from", "to", "before", "size");
	}

	@Test
	void theTokenGoesInAndNeverComesOut() {
		assertThat(this.mvc.get().uri(GENERATED)).bodyJson()
			.hasPathSatisfying("$.components.schemas.Launch.properties.runnerToken.format",
					(format) -> assertThat(format).isEqualTo("password"))
			.hasPathSatisfying("$.components.schemas.Launch.properties.runnerToken.writeOnly",
					(writeOnly) -> assertThat(writeOnly).isEqualTo(true))
			.hasPathSatisfying("$.components.schemas.Launch.required", (required) -> assertThat(required).asArray()
				.containsExactlyInAnyOrder("name", "gitlabUrl", "runnerToken", "vpcId", "subnetIds"));
	}

	@Test
	void refusalsAreProblemDetailsWithTheFieldsThatAreWrong() {
		assertThat(this.mvc.get().uri(GENERATED)).bodyJson()
			.hasPathSatisfying(
					"$.paths['/api/v1/fleets'].post.responses['422'].content['application/problem+json'].schema.$ref",
					(schema) -> assertThat(schema).isEqualTo("#/components/schemas/Problem"))
			.extractingPath("$.components.schemas.RefusedValue.properties")
			.asMap()
			.containsOnlyKeys("field", "message");
	}

}
