package dev.runnerfleet.sandbox.cloudformation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.manager.KnownRunners;
import dev.runnerfleet.sandbox.manager.ManagerFault;
import dev.runnerfleet.sandbox.story.SandboxOperation;
import dev.runnerfleet.stack.template.Template;
import dev.runnerfleet.stack.template.TemplateParameter;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** Refuses to create what CloudFormation would refuse to create. */
final class CreateStackCheck {

	private static final int MAX_TAGS = 50;

	private final CreateStackRequest request;

	private final SandboxNetwork network;

	private final KnownRunners gitlab;

	CreateStackCheck(CreateStackRequest request, SandboxNetwork network, KnownRunners gitlab) {
		this.request = request;
		this.network = network;
		this.gitlab = gitlab;
	}

	void nameAndToken() {
		NameCheck.name(this.request.stackName(), "stackName");
		NameCheck.token(this.request.clientRequestToken(), "clientRequestToken");
	}

	/** Checks all the rest and gives what is to be remembered, without any secret. */
	SandboxOperation operation(Instant now, double speed) {
		Template template = TemplateCheck.template(this.request.templateBody());
		Map<String, String> values = new LinkedHashMap<>();
		this.request.parameters()
			.stream()
			.filter((parameter) -> parameter.parameterValue() != null)
			.forEach((parameter) -> values.put(parameter.parameterKey(), parameter.parameterValue()));
		ParameterCheck.of(template, values, this.network);
		TemplateCheck.capabilities(template, this.request.capabilities());
		checkTags(this.request.tags());
		ManagerFault fault = null;
		for (TemplateParameter parameter : template.parameters()) {
			if (parameter.noEcho()) {
				fault = Optional.ofNullable(values.get(parameter.name()))
					.flatMap((token) -> ManagerFault.of(token, this.gitlab))
					.orElse(fault);
				// An empty value is no secret, and conditions may ask whether there is
				// one.
				values.computeIfPresent(parameter.name(),
						(name, value) -> value.isEmpty() ? value : SandboxOperation.MASK);
			}
		}
		return new SandboxOperation(SandboxOperation.Kind.CREATE, this.request.clientRequestToken(), now, speed,
				template.body(), values, this.request.capabilitiesAsStrings(), onFailure(),
				Boolean.TRUE.equals(this.request.retainExceptOnCreate()), null, Map.of(), fault, Set.of(),
				tags(this.request.tags()));
	}

	static Map<String, String> tags(List<Tag> given) {
		Map<String, String> tags = new LinkedHashMap<>();
		given.forEach((tag) -> tags.put(tag.key(), tag.value()));
		return tags;
	}

	static void checkTags(List<Tag> tags) {
		if (tags.size() > MAX_TAGS) {
			throw SandboxRefusal.constraint(String.valueOf(tags.size()), "tags",
					"Member must have length less than or equal to " + MAX_TAGS);
		}
		if (tags.stream().anyMatch((tag) -> tag.key().startsWith("aws:"))) {
			throw SandboxRefusal.validation("aws: prefixed tag key names are not allowed for external use.");
		}
	}

	private OnFailure onFailure() {
		if (this.request.onFailure() != null && this.request.disableRollback() != null) {
			throw SandboxRefusal.validation("You can specify either DisableRollback or OnFailure, but not both.");
		}
		if (this.request.onFailure() != null) {
			return this.request.onFailure();
		}
		return Boolean.TRUE.equals(this.request.disableRollback()) ? OnFailure.DO_NOTHING : OnFailure.ROLLBACK;
	}

}
