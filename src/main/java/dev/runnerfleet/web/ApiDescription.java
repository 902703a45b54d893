package dev.runnerfleet.web;

import java.util.List;
import java.util.Map;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Describes what all operations of the API share: how to sign in and how they refuse. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

	private static final Map<String, String> EVERYWHERE = Map.of("401", "Nobody is signed in", "403",
			"The user's role does not allow it", "503", "AWS cannot be asked; the detail says why");

	@Bean
	OpenAPI openApi() {
		return new OpenAPI()
			.info(new Info().title("Runner Fleet Portal")
				.version("v1")
				.description("Launches autoscaling GitLab Runner fleets and tells what became of them. "
						+ "Refusals are problem details (RFC 9457)."))
			.components(new Components()
				.addSecuritySchemes("basic",
						new SecurityScheme().type(SecurityScheme.Type.HTTP)
							.scheme("basic")
							.description("A user of the portal: viewers read, operators launch"))
				.addSchemas("Problem", problem()))
			.security(List.of(new SecurityRequirement().addList("basic")));
	}

	@Bean
	OpenApiCustomizer refusals() {
		return (api) -> api.getPaths()
			.values()
			.forEach((path) -> path.readOperations().forEach(ApiDescription::describeRefusals));
	}

	private static void describeRefusals(Operation operation) {
		EVERYWHERE.forEach((status, words) -> operation.getResponses()
			.computeIfAbsent(status, (key) -> new ApiResponse().description(words)));
		operation.getResponses().forEach((status, response) -> {
			if (!status.startsWith("2")) {
				response.setContent(new Content().addMediaType("application/problem+json",
						new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"))));
			}
		});
	}

	private static Schema<?> problem() {
		Schema<?> value = ModelConverters.getInstance().read(RefusedValue.class).get("RefusedValue");
		return new ObjectSchema().description("Why a request was refused, and what to do next")
			.addProperty("type", new StringSchema().format("uri"))
			.addProperty("title", new StringSchema().description("What happened"))
			.addProperty("status", new IntegerSchema())
			.addProperty("detail", new StringSchema().description("Why, and what to do next"))
			.addProperty("instance", new StringSchema().format("uri"))
			.addProperty("errors", new ArraySchema().items(value)
				.description("The fields that cannot stay as they are, if it was them"));
	}

}
