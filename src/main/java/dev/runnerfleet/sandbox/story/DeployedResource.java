package dev.runnerfleet.sandbox.story;

import java.util.Map;
import java.util.Set;

import dev.runnerfleet.stack.template.TemplateResource;

/**
 * A resource as it is once it has been created.
 *
 * @param declaration what the template says
 * @param properties the properties, every function resolved
 * @param metadata the metadata, every function resolved
 * @param physicalId the name or id that AWS gives it
 * @param version 1 at first, one more each time that it is changed in place
 */
public record DeployedResource(TemplateResource declaration, Map<String, Object> properties,
		Map<String, Object> metadata, String physicalId, int version) {

	public String logicalId() {
		return this.declaration.logicalId();
	}

	public String type() {
		return this.declaration.type();
	}

	Set<String> dependencies() {
		return this.declaration.dependencies();
	}

	/** Whether its creation waits for a signal from the machine itself. */
	boolean awaitsSignal() {
		return this.declaration.attributes().get("CreationPolicy") instanceof Map<?, ?> policy
				&& policy.containsKey("ResourceSignal");
	}

	/** Whether it is a group that starts machines. */
	boolean isGroup() {
		return type().equals("AWS::AutoScaling::AutoScalingGroup");
	}

	/**
	 * Whether it is, or starts, the machine that sees to the fleet, and tells when that
	 * is ready.
	 */
	public boolean isOfManager() {
		return isGroup() ? awaitsSignal() : type().equals("AWS::EC2::Instance");
	}

	/** Whether its properties are for nobody's eyes. */
	boolean isSecret() {
		return type().equals("AWS::SecretsManager::Secret");
	}

	boolean hasDeletionPolicy(String policy) {
		return policy.equals(this.declaration.attributes().get("DeletionPolicy"));
	}

	/** An attribute of the declaration as text, blank if it is not set. */
	public String attribute(String name) {
		Object value = this.declaration.attributes().get(name);
		return (value != null) ? String.valueOf(value) : "";
	}

	/** A property as text, blank if it is not set. */
	public String property(String name) {
		Object value = this.properties.get(name);
		return (value != null) ? String.valueOf(value) : "";
	}

}
