package dev.runnerfleet.sandbox.cloudformation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.manager.KnownRunners;
import dev.runnerfleet.sandbox.manager.ManagerFault;
import dev.runnerfleet.sandbox.story.Deployment;
import dev.runnerfleet.sandbox.story.History;
import dev.runnerfleet.sandbox.story.SandboxOperation;
import dev.runnerfleet.stack.template.Template;
import dev.runnerfleet.stack.template.TemplateParameter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;

import org.springframework.util.StringUtils;

/**
 * What an update wants of a stack, asked for directly or by a change set, held against
 * what CloudFormation would refuse.
 *
 * @param templateBody the new template, {@code null} for the one there is
 * @param usePreviousTemplate whether the template stays
 * @param parameters values, or the wish to keep one
 * @param capabilities what is acknowledged
 * @param tags all tags from now on, {@code null} for those there are
 */
record UpdateCheck(@Nullable String templateBody, boolean usePreviousTemplate, List<Parameter> parameters,
		List<Capability> capabilities, @Nullable List<Tag> tags) {

	static UpdateCheck of(UpdateStackRequest request) {
		return new UpdateCheck(request.templateBody(), Boolean.TRUE.equals(request.usePreviousTemplate()),
				request.parameters(), request.capabilities(), request.hasTags() ? request.tags() : null);
	}

	static UpdateCheck of(CreateChangeSetRequest request) {
		return new UpdateCheck(request.templateBody(), Boolean.TRUE.equals(request.usePreviousTemplate()),
				request.parameters(), request.capabilities(), request.hasTags() ? request.tags() : null);
	}

	/** Checks everything and gives what is to be remembered, without any secret. */
	SandboxOperation operation(History history, @Nullable String token, Instant now, double speed,
			KnownRunners gitlab) {
		if (!isUpdatable(history.status())) {
			throw SandboxRefusal.validation("Stack:%s is in %s state and can not be updated."
				.formatted(history.stack().id(), history.status()));
		}
		SandboxOperation current = history.deployment().operation();
		if (this.templateBody != null && this.usePreviousTemplate) {
			throw SandboxRefusal.validation("You cannot specify both usePreviousTemplate and Template Body.");
		}
		Template template = TemplateCheck
			.template(this.usePreviousTemplate ? current.templateBody() : this.templateBody);
		Map<String, String> values = values(template, history);
		TemplateCheck.capabilities(template, this.capabilities);
		if (this.tags != null) {
			CreateStackCheck.checkTags(this.tags);
		}
		return new SandboxOperation(SandboxOperation.Kind.UPDATE, token, now, speed, template.body(), values,
				this.capabilities.stream().map(Capability::toString).toList(), OnFailure.ROLLBACK, false, null,
				Map.of(), fault(template, current, gitlab), Set.of(),
				(this.tags != null) ? CreateStackCheck.tags(this.tags) : current.tags());
	}

	/** That of the token which is given, or of the one which is kept. */
	private @Nullable ManagerFault fault(Template template, SandboxOperation current, KnownRunners gitlab) {
		List<String> secrets = template.parameters()
			.stream()
			.filter(TemplateParameter::noEcho)
			.map(TemplateParameter::name)
			.toList();
		return this.parameters.stream()
			.filter((parameter) -> secrets.contains(parameter.parameterKey()))
			.map(Parameter::parameterValue)
			.filter(StringUtils::hasLength)
			.findFirst()
			.map((token) -> ManagerFault.of(token, gitlab))
			.orElse(Optional.ofNullable(current.fault()))
			.orElse(null);
	}

	private static boolean isUpdatable(String status) {
		return List
			.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE",
					"IMPORT_ROLLBACK_COMPLETE")
			.contains(status);
	}

	private Map<String, String> values(Template template, History history) {
		Map<String, String> previous = previous(history.deployment());
		Map<String, String> values = new LinkedHashMap<>();
		List<String> kept = new ArrayList<>();
		for (Parameter parameter : this.parameters) {
			String name = parameter.parameterKey();
			if (!Boolean.TRUE.equals(parameter.usePreviousValue())) {
				if (parameter.parameterValue() != null) {
					values.put(name, parameter.parameterValue());
				}
				continue;
			}
			if (parameter.parameterValue() != null) {
				throw SandboxRefusal.validation(
						"Invalid input for parameter key %s. Cannot specify usePreviousValue as true ".formatted(name)
								+ "and non empty value for a parameter");
			}
			if (!previous.containsKey(name)) {
				throw SandboxRefusal.validation(
						"Invalid input for parameter key %s. Cannot specify usePreviousValue as true ".formatted(name)
								+ "for a parameter key not in the previous template");
			}
			values.put(name, previous.get(name));
			kept.add(name);
		}
		ParameterCheck.of(template, values, kept, SandboxNetwork.of(history.stack().region()));
		template.parameters()
			.stream()
			.filter((parameter) -> parameter.noEcho() && !kept.contains(parameter.name()))
			// What is given anew counts as changed: nobody remembers what it was.
			.forEach((parameter) -> values.computeIfPresent(parameter.name(), (name, value) -> value.isEmpty() ? value
					: SandboxOperation.MASK + (history.stack().operations().size() + 1)));
		return values;
	}

	private static Map<String, String> previous(Deployment deployment) {
		Map<String, String> previous = new LinkedHashMap<>();
		for (TemplateParameter parameter : deployment.template().parameters()) {
			String value = deployment.operation().parameters().getOrDefault(parameter.name(), parameter.defaultValue());
			if (value != null) {
				previous.put(parameter.name(), value);
			}
		}
		return previous;
	}

}
