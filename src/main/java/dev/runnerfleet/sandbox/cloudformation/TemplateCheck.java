package dev.runnerfleet.sandbox.cloudformation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

import dev.runnerfleet.stack.template.Template;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/** Refuses templates that CloudFormation would not take. */
final class TemplateCheck {

	private static final int MAX_TEMPLATE_BYTES = 51_200;

	private TemplateCheck() {
	}

	static Template template(@Nullable String body) {
		if (body == null) {
			throw SandboxRefusal.validation("Either Template URL or Template Body must be specified.");
		}
		if (body.getBytes(StandardCharsets.UTF_8).length > MAX_TEMPLATE_BYTES) {
			throw SandboxRefusal.constraint(body.substring(0, 40) + "...", "templateBody",
					"Member must have length less than or equal to " + MAX_TEMPLATE_BYTES);
		}
		try {
			return Template.parse(body);
		}
		catch (IllegalArgumentException ex) {
			throw SandboxRefusal.validation("Template format error: " + ex.getMessage());
		}
	}

	static void capabilities(Template template, List<Capability> given) {
		Capability required = RequiredCapability.of(template);
		if (required != null && !given.contains(required) && !given.contains(Capability.CAPABILITY_NAMED_IAM)) {
			throw SandboxRefusal.missingCapability(required.toString());
		}
	}

	/** Plays something out, as a trial. */
	static <T> T deploys(Supplier<T> trial) {
		try {
			return trial.get();
		}
		catch (IllegalArgumentException | IndexOutOfBoundsException ex) {
			throw SandboxRefusal.validation("Template error: " + ex.getMessage());
		}
	}

}
