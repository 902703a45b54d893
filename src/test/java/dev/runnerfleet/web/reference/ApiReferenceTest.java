package dev.runnerfleet.web.reference;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

class ApiReferenceTest {

	private static final String DOCUMENT = """
			{"info": {"title": "Portal", "description": "Launches."},
			 "paths": {"/fleets": {"post": {"operationId": "launch", "summary": "Launch a fleet", "tags": ["Fleets"],
			   "parameters": [{"name": "Key", "in": "header", "required": true, "description": "Once",
			     "schema": {"type": "string"}}],
			   "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Launch"}}}},
			   "responses": {"202": {"description": "It has begun"}}}}},
			 "components": {"schemas": {"Launch": {"required": ["name"], "properties": {
			   "name": {"type": "string"}, "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}},
			   "kind": {"type": "string", "enum": ["SMALL", "BIG"]}}}, "Part": {"properties": {}}}}}""";

	@Test
	void saysWhatToSendAndWhatComesBack() {
		ApiReference reference = ApiReference.of(JsonMapper.shared().readTree(DOCUMENT));
		ApiReference.Call call = reference.groups().get(0).calls().get(0);
		assertThat(call.method() + " " + call.path() + " " + call.summary()).isEqualTo("POST /fleets Launch a fleet");
		assertThat(call.parameters())
			.containsExactly(new ApiReference.Field("Key", "header", "string", null, true, "Once", List.of()));
		assertThat(call.body()).isEqualTo("Launch");
		assertThat(call.answers()).containsExactly(new ApiReference.Answer("202", "It has begun", null));
		assertThat(reference.types().get(0).fields()).containsExactly(
				new ApiReference.Field("name", "", "string", null, true, "", List.of()),
				new ApiReference.Field("parts", "", "list of Part", "Part", false, "", List.of()),
				new ApiReference.Field("kind", "", "string", null, false, "", List.of("SMALL", "BIG")));
	}

	@Test
	void leavesNothingOutOfThePortalsOwn() throws IOException {
		JsonNode document = JsonMapper.shared().readTree(new ClassPathResource("openapi.json").getContentAsByteArray());
		ApiReference reference = ApiReference.of(document);
		long calls = document.path("paths").valueStream().mapToLong(JsonNode::size).sum();
		assertThat(reference.groups().stream().mapToLong((group) -> group.calls().size()).sum()).isEqualTo(calls);
		assertThat(reference.types()).hasSize(document.path("components").path("schemas").size())
			.extracting(ApiReference.Type::name)
			.containsAll(reference.groups()
				.stream()
				.flatMap((group) -> group.calls().stream())
				.map(ApiReference.Call::body)
				.filter((body) -> body != null)
				.toList());
	}

}
