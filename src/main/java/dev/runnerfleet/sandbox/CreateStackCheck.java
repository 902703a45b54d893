package dev.runnerfleet.sandbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.stack.template.Template;
import dev.runnerfleet.stack.template.TemplateParameter;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;

/** Refuses to create what CloudFormation would refuse to create. */
final class CreateStackCheck {

	private static final int MAX_TAGS = 50;

	private final CreateStackRequest request;

	private final Network network;

	CreateStackCheck(CreateStackRequest request, Network network) {
		this.request = request;
		this.network = network;
	}

	void nameAndToken() {
		NameCheck.name(this.request.stackName(), "stackName");
		NameCheck.token(this.request.clientRequestToken(), "clientRequestToken");
	}

	/** Checks all the rest and gives what is to be remembered, without any secret. */
	Operation operation(Instant now, double speed) {
		Template template = TemplateCheck.template(this.request.templateBody());
		Map<String, String> values = new LinkedHashMap<>();
		this.request.parameters()
			.stream()
			.filter((parameter) -> parameter.parameterValue() != null)
			.forEach((parameter) -> values.put(parameter.parameterKey(), parameter.parameterValue()));
		ParameterCheck.of(template, values, this.network);
		TemplateCheck.capabilities(template, this.request.capabilities());
		tags();
		for (TemplateParameter parameter : template.parameters()) {
			if (parameter.noEcho()) {
				// An empty value is no secret, and conditions may ask whether there is
				// one.
				values.computeIfPresent(parameter.name(), (name, value) -> value.isEmpty() ? value : Operation.MASK);
			}
		}
		return new Operation(Operation.Kind.CREATE, this.request.clientRequestToken(), now, speed, template.body(),
				values, this.request.capabilitiesAsStrings(), onFailure(),
				Boolean.TRUE.equals(this.request.retainExceptOnCreate()), null, Map.of());
	}

	private void tags() {
		if (this.request.tags().size() > MAX_TAGS) {
			throw Refusal.constraint(String.valueOf(this.request.tags().size()), "tags",
					"Member must have length less than or equal to " + MAX_TAGS);
		}
		if (this.request.tags().stream().anyMatch((tag) -> tag.key().startsWith("aws:"))) {
			throw Refusal.validation("aws: prefixed tag key names are not allowed for external use.");
		}
	}

	private OnFailure onFailure() {
		if (this.request.onFailure() != null && this.request.disableRollback() != null) {
			throw Refusal.validation("You can specify either DisableRollback or OnFailure, but not both.");
		}
		if (this.request.onFailure() != null) {
			return this.request.onFailure();
		}
		return Boolean.TRUE.equals(this.request.disableRollback()) ? OnFailure.DO_NOTHING : OnFailure.ROLLBACK;
	}

}
