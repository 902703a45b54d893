package dev.runnerfleet.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.stack.template.Template;
import dev.runnerfleet.stack.template.TemplateParameter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;

/** Refuses to create what CloudFormation would refuse to create. */
final class CreateStackCheck {

	private static final String NAME = "[a-zA-Z][-a-zA-Z0-9]*";

	private static final String TOKEN = "[a-zA-Z0-9][-a-zA-Z0-9]*";

	private static final int MAX_LENGTH = 128;

	private static final int MAX_TEMPLATE_BYTES = 51_200;

	private static final int MAX_TAGS = 50;

	private final CreateStackRequest request;

	private final Network network;

	CreateStackCheck(CreateStackRequest request, Network network) {
		this.request = request;
		this.network = network;
	}

	void nameAndToken() {
		matches(this.request.stackName(), "stackName", NAME);
		if (this.request.clientRequestToken() != null) {
			matches(this.request.clientRequestToken(), "clientRequestToken", TOKEN);
		}
	}

	/** Checks all the rest and gives what is to be remembered, without any secret. */
	Operation operation(Instant now, double speed) {
		Template template = template();
		Map<String, String> values = new LinkedHashMap<>();
		this.request.parameters()
			.stream()
			.filter((parameter) -> parameter.parameterValue() != null)
			.forEach((parameter) -> values.put(parameter.parameterKey(), parameter.parameterValue()));
		ParameterCheck.of(template, values, this.network);
		capabilities(template);
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
				Boolean.TRUE.equals(this.request.retainExceptOnCreate()));
	}

	/** Plays out the stack, as a trial. */
	void deploys(Runnable trial) {
		try {
			trial.run();
		}
		catch (IllegalArgumentException | IndexOutOfBoundsException ex) {
			throw Refusal.validation("Template error: " + ex.getMessage());
		}
	}

	private Template template() {
		String body = this.request.templateBody();
		if (body == null) {
			throw Refusal.validation("Either Template URL or Template Body must be specified.");
		}
		if (body.getBytes(StandardCharsets.UTF_8).length > MAX_TEMPLATE_BYTES) {
			throw Refusal.constraint(body.substring(0, 40) + "...", "templateBody",
					"Member must have length less than or equal to " + MAX_TEMPLATE_BYTES);
		}
		try {
			return Template.parse(body);
		}
		catch (IllegalArgumentException ex) {
			throw Refusal.validation("Template format error: " + ex.getMessage());
		}
	}

	private void capabilities(Template template) {
		Capability required = RequiredCapability.of(template);
		List<Capability> given = this.request.capabilities();
		boolean enough = required == null || given.contains(required)
				|| given.contains(Capability.CAPABILITY_NAMED_IAM);
		if (!enough) {
			throw Refusal.missingCapability(required.toString());
		}
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

	private static void matches(@Nullable String value, String field, String pattern) {
		if (value == null || !value.matches(pattern)) {
			throw Refusal.constraint(String.valueOf(value), field,
					"Member must satisfy regular expression pattern: " + pattern);
		}
		if (value.length() > MAX_LENGTH) {
			throw Refusal.constraint(value, field, "Member must have length less than or equal to " + MAX_LENGTH);
		}
	}

}
