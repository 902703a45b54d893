package dev.runnerfleet.fleet.api;

import java.net.URI;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.web.RefusedValue;
import dev.runnerfleet.web.input.Lengths;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Describes what all operations of the API share: how to sign in and how they refuse. */
@TestConfiguration(proxyBeanMethods = false)
class ApiDescription {

	private static final Map<String, String> EVERYWHERE = Map.of("401", "Nobody is signed in", "403",
			"The user's role does not allow it", "503", "The portal or AWS cannot be asked; the detail says why");

	private static final Map<String, String> WITH_BODY = Map.of("400",
			"The body is not the JSON that is expected; errors names the field", "413", "The body is too large", "415",
			"The body is not JSON");

	@Bean
	OpenAPI openApi() {
		Components components = new Components()
			.addSecuritySchemes("basic",
					new SecurityScheme().type(SecurityScheme.Type.HTTP)
						.scheme("basic")
						.description("A user of the portal: viewers read, operators launch"))
			.addSecuritySchemes("token",
					new SecurityScheme().type(SecurityScheme.Type.HTTP)
						.scheme("bearer")
						.bearerFormat("rfp_")
						.description("An API token, which people make under Your account"));
		return new OpenAPI()
			.info(new Info().title("Runner Fleet Portal")
				.version("v1")
				.description("Launches autoscaling GitLab Runner fleets and tells what became of them. "
						+ "Refusals are problem details (RFC 9457)."))
			.components(components)
			// Relative to the document, so that it is right behind a proxy and below a
			// path.
			.servers(List.of(new Server().url("..")))
			.security(List.of(new SecurityRequirement().addList("token"), new SecurityRequirement().addList("basic")));
	}

	/** The lengths that every request is held to. */
	@Bean
	OpenApiCustomizer longestValues() {
		return (api) -> api.getPaths()
			.values()
			.stream()
			.flatMap((path) -> path.readOperations().stream())
			.forEach((operation) -> {
				if (operation.getParameters() != null) {
					operation.getParameters().forEach((parameter) -> limit(parameter.getName(), parameter.getSchema()));
				}
				if (operation.getRequestBody() != null) {
					operation.getRequestBody()
						.getContent()
						.values()
						.forEach((body) -> limitFields(api, body.getSchema().get$ref()));
				}
			});
	}

	private static void limitFields(OpenAPI api, String reference) {
		String name = reference.substring(reference.lastIndexOf('/') + 1);
		io.swagger.v3.oas.models.media.Schema<?> schema = api.getComponents().getSchemas().get(name);
		schema.getProperties().forEach(ApiDescription::limit);
	}

	private static void limit(String field, io.swagger.v3.oas.models.media.Schema<?> schema) {
		boolean text = schema.getTypes() != null && schema.getTypes().contains("string")
				|| "string".equals(schema.getType());
		if (text && schema.getEnum() == null && !"uuid".equals(schema.getFormat())) {
			schema.setMaxLength(Lengths.of(field));
		}
		if (schema.getItems() != null) {
			limit(field, schema.getItems());
		}
		if (schema.getAdditionalProperties() instanceof io.swagger.v3.oas.models.media.Schema<?> values) {
			limit(field + "[*]", values);
		}
	}

	@Bean
	OpenApiCustomizer refusals() {
		return (api) -> {
			ModelConverters.getInstance(true).readAll(Problem.class).forEach(api.getComponents()::addSchemas);
			api.getPaths().values().forEach((path) -> path.readOperations().forEach(ApiDescription::describeRefusals));
		};
	}

	private static void describeRefusals(Operation operation) {
		describe(operation, EVERYWHERE);
		if (operation.getRequestBody() != null) {
			describe(operation, WITH_BODY);
		}
		operation.getResponses().forEach((status, response) -> {
			if (!status.startsWith("2")) {
				response.setContent(new Content().addMediaType("application/problem+json", new MediaType()
					.schema(new io.swagger.v3.oas.models.media.Schema<>().$ref("#/components/schemas/Problem"))));
			}
		});
	}

	private static void describe(Operation operation, Map<String, String> refusals) {
		refusals.forEach((status, words) -> operation.getResponses()
			.computeIfAbsent(status, (key) -> new ApiResponse().description(words)));
	}

	@Schema(description = "Why a request was refused, and what to do next")
	private record Problem(URI type, @Schema(description = "What happened") String title, int status,
			@Schema(description = "Why, and what to do next") String detail,
			@Schema(format = "uri-reference", description = "The path that was asked for") URI instance,
			@Schema(description = "The fields that cannot stay as they are, if it was them") List<RefusedValue> errors,
			@Schema(description = "What lies behind it, where AWS refused at once") FleetBodies.@Nullable CauseBody cause) {

	}

}
