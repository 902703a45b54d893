package dev.runnerfleet.sandbox.cloudformation;

import java.util.Map;

import dev.runnerfleet.sandbox.account.TemplateValues;
import dev.runnerfleet.stack.template.Template;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/** Tells what a template needs to be acknowledged: that it makes roles and the like. */
final class RequiredCapability {

	/** What gives permissions, and the property that gives it a name of its own. */
	private static final Map<String, String> IAM = Map.of("AWS::IAM::Role", "RoleName", "AWS::IAM::InstanceProfile",
			"InstanceProfileName", "AWS::IAM::ManagedPolicy", "ManagedPolicyName", "AWS::IAM::User", "UserName",
			"AWS::IAM::Group", "GroupName", "AWS::IAM::Policy", "", "AWS::IAM::AccessKey", "");

	private RequiredCapability() {
	}

	/** The capability that a template needs, {@code null} if none. */
	static @Nullable Capability of(Template template) {
		Capability required = null;
		for (Object declared : template.section("Resources").values()) {
			Map<String, Object> resource = TemplateValues.map(declared);
			String name = IAM.get(String.valueOf(resource.get("Type")));
			if (name != null && TemplateValues.map(resource.get("Properties")).containsKey(name)) {
				return Capability.CAPABILITY_NAMED_IAM;
			}
			if (name != null) {
				required = Capability.CAPABILITY_IAM;
			}
		}
		return required;
	}

}
