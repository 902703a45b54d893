package dev.runnerfleet.fleet.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.stack.template.ParameterGroup;
import dev.runnerfleet.stack.template.TemplateParameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A blueprint as scripts see it. */
@Schema(name = "Blueprint")
record BlueprintBody(@Schema(example = "docker-autoscaler") String name, String title,
		@Schema(description = "When to choose it") String summary,
		@Schema(description = "Grows with every change of the template") int version,
		@Schema(description = "Until when it can be used, null if there is no end in sight") @Nullable String deprecated,
		List<Parameter> parameters) {

	static BlueprintBody of(Blueprint blueprint) {
		List<Parameter> parameters = blueprint.template()
			.groups()
			.stream()
			.flatMap((group) -> blueprint.parameters(group).stream().map((parameter) -> Parameter.of(parameter, group)))
			.toList();
		return new BlueprintBody(blueprint.name(), blueprint.title(), blueprint.summary(), blueprint.version(),
				blueprint.deprecated(), parameters);
	}

	/** A parameter of the template. */
	@Schema(name = "Parameter")
	record Parameter(String name,
			@Schema(description = "The launch's own field for it, if it has one",
					example = "gitlabUrl") @Nullable String field,
			String label, @Schema(description = "The CloudFormation type", example = "Number") String type,
			@Schema(name = "default",
					description = "Null where a value must be given") @JsonProperty("default") @Nullable String defaultValue,
			String description, @Schema(description = "The group of the form it belongs to") String group,
			@Schema(description = "Whether it is passed on and never shown again") boolean secret,
			Constraints constraints) {

		private static Parameter of(TemplateParameter parameter, ParameterGroup group) {
			return new Parameter(parameter.name(),
					parameter.noEcho() ? "runnerToken" : LaunchRequest.FIELDS.get(parameter.name()), parameter.label(),
					parameter.type(), parameter.defaultValue(), parameter.description(), group.label(),
					parameter.noEcho(), Constraints.of(parameter));
		}

	}

	/** What the template demands of a value; what it leaves open is left out. */
	@JsonInclude(JsonInclude.Include.NON_EMPTY)
	@Schema(name = "Constraints")
	record Constraints(List<String> allowedValues,
			@Schema(description = "What the whole value has to match") @Nullable String allowedPattern,
			@Nullable BigDecimal minValue, @Nullable BigDecimal maxValue, @Nullable Integer minLength,
			@Nullable Integer maxLength, @Schema(description = "The same in words") @Nullable String words) {

		private static Constraints of(TemplateParameter parameter) {
			Pattern pattern = parameter.allowedPattern();
			return new Constraints(parameter.allowedValues(), (pattern != null) ? pattern.pattern() : null,
					parameter.min(), parameter.max(), parameter.minLength(), parameter.maxLength(), parameter.demand());
		}

	}

}
