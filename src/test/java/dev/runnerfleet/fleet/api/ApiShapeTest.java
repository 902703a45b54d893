package dev.runnerfleet.fleet.api;

import java.util.List;

import dev.runnerfleet.fleet.SandboxPortal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.test.context.support.WithAnonymousUser;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/** Walks every operation of the API: all are described alike, and all refuse alike. */
@SandboxPortal
@WithMockUser(username = "ada", roles = "ADMIN")
class ApiShapeTest {

	private static final String ALL = "dev.runnerfleet.fleet.api.ApiOperation#all";

	private static final String WITH_BODY = "dev.runnerfleet.fleet.api.ApiOperation#withBody";

	private static final String TOKEN = "glrt-" + "x".repeat(20);

	@Autowired
	MockMvcTester mvc;

	@ParameterizedTest
	@MethodSource(ALL)
	void isDescribedInFull(ApiOperation operation) {
		JsonNode description = operation.description();
		assertThat(description.path("operationId").asString("")).matches("[a-z]+[A-Z][A-Za-z]+|continueRollback");
		assertThat(description.path("summary").asString("")).isNotBlank();
		assertThat(description.path("tags").path(0).asString("")).matches("[A-Z][a-z]+( [a-z]+)*");
		assertThat(operation.statuses()).contains("401", "403", "503").anyMatch((status) -> status.startsWith("2"));
		if (operation.hasPlaceholders()) {
			assertThat(operation.statuses()).contains("404");
		}
		if (operation.hasBody()) {
			assertThat(operation.statuses()).contains("400", "413", "415", "422");
		}
		operation.parameters().forEach((parameter) -> {
			assertThat(parameter.path("name").asString()).matches("[A-Za-z-]+");
			assertThat(parameter.path("in").asString().equals("path")
					|| !parameter.path("description").asString("").isBlank())
				.as(parameter.toString())
				.isTrue();
		});
	}

	@ParameterizedTest
	@MethodSource(ALL)
	void everyAnswerHasItsShape(ApiOperation operation) {
		operation.description().path("responses").properties().forEach((answer) -> {
			JsonNode content = answer.getValue().path("content");
			assertThat(answer.getValue().path("description").asString("")).as(answer.getKey()).isNotBlank();
			if (!answer.getKey().startsWith("2")) {
				assertThat(content.path("application/problem+json").path("schema").path("$ref").asString())
					.isEqualTo("#/components/schemas/Problem");
			}
			else if (!answer.getKey().equals("204")) {
				JsonNode schema = content.path("application/json").path("schema");
				String reference = schema.path("$ref").asString(schema.path("items").path("$ref").asString(""));
				assertThat(reference).as(answer.getKey()).startsWith("#/components/schemas/");
				assertThat(ApiOperation.DOCUMENT.at(reference.substring(1)).isMissingNode()).isFalse();
			}
		});
	}

	@Test
	void noTwoHaveTheSameId() {
		assertThat(ApiOperation.all().map((operation) -> operation.description().path("operationId").asString()))
			.doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@MethodSource(ALL)
	@WithAnonymousUser
	void nobodyIsLetInWithoutSigningIn(ApiOperation operation) {
		refusesAtTheDoor(operation, call(operation), HttpStatus.UNAUTHORIZED);
	}

	@ParameterizedTest
	@MethodSource(ALL)
	@WithMockUser(roles = "VIEWER")
	void aViewerChangesNothing(ApiOperation operation) {
		if (operation.changes()) {
			refusesAtTheDoor(operation, call(operation), HttpStatus.FORBIDDEN);
		}
	}

	@ParameterizedTest
	@MethodSource(ALL)
	void whatIsNotThereIsNotFound(ApiOperation operation) {
		if (operation.hasPlaceholders()) {
			refuses(operation, call(operation), HttpStatus.NOT_FOUND);
		}
	}

	@ParameterizedTest
	@MethodSource(ALL)
	void aQueryThatMakesNoSenseIsNamed(ApiOperation operation) {
		operation.parameters()
			.stream()
			.filter((parameter) -> List.of("integer", "boolean")
				.contains(parameter.path("schema").path("type").asString()))
			.forEach((parameter) -> {
				String name = parameter.path("name").asString();
				MvcTestResult answer = call(operation).queryParam(name, TOKEN).exchange();
				refuses(operation, answer, HttpStatus.BAD_REQUEST);
				assertThat(answer).bodyJson().extractingPath("$.errors[0].field").isEqualTo(name);
			});
	}

	@ParameterizedTest
	@MethodSource(WITH_BODY)
	void aBodyThatIsNotUnderstoodIsRefusedWithoutBeingRepeated(ApiOperation operation) {
		for (String body : List.of("", "null", "[]", "5", "\"" + TOKEN + "\"", "{", "{\"" + TOKEN + "\": 1}",
				"{\"" + TOKEN.substring(5) + "\": \"\"}")) {
			boolean none = body.isEmpty() || body.equals("null");
			if (operation.description().path("requestBody").path("required").asBoolean() || !none) {
				refuses(operation, call(operation).content(body).exchange(), HttpStatus.BAD_REQUEST);
			}
		}
		refuses(operation, call(operation).contentType(MediaType.TEXT_PLAIN).content("{}").exchange(),
				HttpStatus.UNSUPPORTED_MEDIA_TYPE);
		refusesAtTheDoor(operation, call(operation).content("{\"name\": \"" + "x".repeat(1_100_000) + "\"}"),
				HttpStatus.CONTENT_TOO_LARGE);
	}

	@ParameterizedTest
	@MethodSource(WITH_BODY)
	void everyFieldTakesOneKindOfValue(ApiOperation operation) {
		JsonNode body = operation.description().path("requestBody").path("content").path("application/json");
		JsonNode schema = ApiOperation.DOCUMENT.at(body.path("schema").path("$ref").asString().substring(1));
		assertThat(schema.path("properties").propertyNames()).isNotEmpty();
		schema.path("properties").properties().forEach((field) -> {
			assertThat(field.getValue().path("description").asString("")).as(field.getKey()).isNotBlank();
			String foreign = field.getValue().path("type").asString("string").equals("boolean") ? "5" : "true";
			MvcTestResult answer = call(operation).content("{\"%s\": %s}".formatted(field.getKey(), foreign))
				.exchange();
			refuses(operation, answer, HttpStatus.BAD_REQUEST);
			assertThat(answer).bodyJson().extractingPath("$.errors[0].field").isEqualTo(field.getKey());
		});
	}

	private MockMvcRequestBuilder call(ApiOperation operation) {
		MockMvcRequestBuilder request = this.mvc.method(operation.method()).uri(operation.address());
		return operation.hasBody() ? request.contentType(MediaType.APPLICATION_JSON).content("{}") : request;
	}

	/** Filters leave the body of their refusals to the server, which is not here. */
	private void refusesAtTheDoor(ApiOperation operation, MockMvcRequestBuilder request, HttpStatus status) {
		assertThat(request).as(operation.toString()).hasStatus(status);
		assertThat(operation.statuses()).contains(String.valueOf(status.value()));
	}

	private void refuses(ApiOperation operation, MockMvcRequestBuilder request, HttpStatus status) {
		refuses(operation, request.exchange(), status);
	}

	private void refuses(ApiOperation operation, MvcTestResult answer, HttpStatus status) {
		assertThat(answer).as(operation.toString())
			.hasStatus(status)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.hasPathSatisfying("$.title", (title) -> assertThat(title).asString().isNotBlank())
			.hasPathSatisfying("$.detail", (detail) -> assertThat(detail).asString().isNotBlank())
			.hasPathSatisfying("$.instance", (path) -> assertThat(path).asString().startsWith("/api/v1/"));
		assertThat(answer).bodyText().doesNotContain(TOKEN, TOKEN.substring(5));
		assertThat(operation.statuses()).contains(String.valueOf(status.value()));
	}

}
