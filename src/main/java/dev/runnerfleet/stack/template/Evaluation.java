package dev.runnerfleet.stack.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** What a template comes to once the parameters have values. */
public final class Evaluation {

	private final Template template;

	private final Map<String, Object> references = new LinkedHashMap<>();

	Evaluation(Template template, Map<String, String> values, Map<String, String> pseudo) {
		this.template = template;
		for (TemplateParameter parameter : template.parameters()) {
			String value = values.getOrDefault(parameter.name(), parameter.defaultValue());
			if (value != null) {
				this.references.put(parameter.name(), parameter.isList() ? Intrinsics.split(",", value) : value);
			}
		}
		this.references.putAll(pseudo);
	}

	/**
	 * The resources of the stack: those whose condition holds.
	 * @return resources by logical id, in the order of the template
	 */
	public Map<String, TemplateResource> resources() {
		Set<String> present = new LinkedHashSet<>();
		Map<String, Object> declared = this.template.section("Resources");
		declared.forEach((logicalId, resource) -> {
			if (holds(TemplateReader.map(resource).get("Condition"))) {
				present.add(logicalId);
			}
		});
		Map<String, TemplateResource> resources = new LinkedHashMap<>();
		for (String logicalId : present) {
			Map<String, Object> attributes = TemplateReader.map(declared.get(logicalId));
			Set<String> dependencies = Dependencies.of(attributes, this);
			dependencies.retainAll(present);
			dependencies.remove(logicalId);
			resources.put(logicalId, new TemplateResource(logicalId, String.valueOf(attributes.get("Type")),
					TemplateReader.map(attributes.get("Properties")), attributes, dependencies));
		}
		return resources;
	}

	/**
	 * Tells whether a named condition holds.
	 * @param condition a condition's name; {@code null} holds always
	 * @return whether it holds
	 * @throws IllegalArgumentException if the template has no such condition
	 */
	public boolean holds(@Nullable Object condition) {
		if (condition == null) {
			return true;
		}
		Object declared = this.template.section("Conditions").get(String.valueOf(condition));
		if (declared == null) {
			throw new IllegalArgumentException("No condition is named " + condition);
		}
		return Boolean.TRUE.equals(resolve(declared, Attributes.NONE));
	}

	/**
	 * Judges the template's rules, as far as parameters alone decide them; what a rule
	 * asks of the account is for AWS to judge.
	 * @return a sentence for each assertion that these values break
	 */
	public List<String> brokenRules() {
		List<String> broken = new ArrayList<>();
		for (Object declared : this.template.section("Rules").values()) {
			Map<String, Object> rule = TemplateReader.map(declared);
			Object condition = rule.get("RuleCondition");
			if (condition != null && !Boolean.TRUE.equals(resolve(condition, Attributes.NONE))) {
				continue;
			}
			TemplateReader.list(rule.get("Assertions"))
				.stream()
				.map(TemplateReader::map)
				.filter((assertion) -> !asksAccount(assertion.get("Assert")))
				.filter((assertion) -> !Boolean.TRUE.equals(resolve(assertion.get("Assert"), Attributes.NONE)))
				.forEach((assertion) -> broken.add(String.valueOf(assertion.get("AssertDescription"))));
		}
		return broken;
	}

	/** Whether AWS alone can judge it. */
	static boolean asksAccount(@Nullable Object assertion) {
		String text = String.valueOf(assertion);
		return text.contains("Fn::ValueOf") || text.contains("Fn::RefAll");
	}

	/**
	 * Resolves every intrinsic function in a value.
	 * @param value text, a list, a map or a function in its long form
	 * @param attributes what {@code Ref} and {@code GetAtt} of a resource come to
	 * @return the plain value; {@code null} for {@code AWS::NoValue}
	 * @throws IllegalArgumentException if a reference leads nowhere
	 */
	public @Nullable Object resolve(@Nullable Object value, Attributes attributes) {
		return new Intrinsics(this, this.template.section("Mappings"), this.references, attributes).resolve(value);
	}

	/** Values that only a created resource has. */
	public interface Attributes {

		/** Refuses every resource: right where only parameters may be referred to. */
		Attributes NONE = (logicalId, attribute) -> {
			throw new IllegalArgumentException("Nothing is known of " + logicalId);
		};

		/**
		 * Looks up a value of a resource.
		 * @param logicalId the resource
		 * @param attribute the attribute's name, {@code null} for what {@code Ref} gives
		 * @return its value
		 */
		Object get(String logicalId, @Nullable String attribute);

	}

}
