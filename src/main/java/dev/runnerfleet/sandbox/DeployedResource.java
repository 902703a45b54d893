package dev.runnerfleet.sandbox;

import java.util.Map;
import java.util.Set;

import dev.runnerfleet.stack.template.TemplateResource;

/**
 * A resource as it is once it has been created.
 *
 * @param declaration what the template says
 * @param properties the properties, every function resolved
 * @param physicalId the name or id that AWS gives it
 */
record DeployedResource(TemplateResource declaration, Map<String, Object> properties, String physicalId) {

	String logicalId() {
		return this.declaration.logicalId();
	}

	String type() {
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

	boolean hasDeletionPolicy(String policy) {
		return policy.equals(this.declaration.attributes().get("DeletionPolicy"));
	}

	/** A property as text, blank if it is not set. */
	String property(String name) {
		Object value = this.properties.get(name);
		return (value != null) ? String.valueOf(value) : "";
	}

}
