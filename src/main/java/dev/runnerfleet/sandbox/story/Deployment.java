package dev.runnerfleet.sandbox.story;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.account.SandboxAccount;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.account.TemplateValues;
import dev.runnerfleet.sandbox.template.CreationOrder;
import dev.runnerfleet.sandbox.template.PropertyChange;
import dev.runnerfleet.sandbox.template.Recreation;
import dev.runnerfleet.stack.template.Evaluation;
import dev.runnerfleet.stack.template.Template;
import dev.runnerfleet.stack.template.TemplateParameter;
import dev.runnerfleet.stack.template.TemplateResource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Output;

/** What an operation's template comes to in one stack: its resources and outputs. */
public final class Deployment implements Evaluation.Attributes {

	private final SandboxStack stack;

	private final SandboxOperation operation;

	private final Template template;

	private final Map<String, String> values = new LinkedHashMap<>();

	private final Evaluation evaluation;

	private final Map<String, DeployedResource> resources = new LinkedHashMap<>();

	/**
	 * Works out everything that will be there.
	 * @param before what there is already, {@code null} for a new stack
	 * @throws IllegalArgumentException if the template refers to what there is not
	 */
	public Deployment(SandboxStack stack, SandboxOperation operation, @Nullable Deployment before) {
		this.stack = stack;
		this.operation = operation;
		this.template = Template.parse(operation.templateBody());
		for (TemplateParameter parameter : this.template.parameters()) {
			String value = operation.parameters().getOrDefault(parameter.name(), parameter.defaultValue());
			if (value != null) {
				this.values.put(parameter.name(), resolved(parameter, value));
			}
		}
		this.evaluation = this.template.evaluate(this.values,
				Map.of("AWS::Region", stack.region(), "AWS::AccountId", SandboxAccount.ID, "AWS::StackName",
						stack.name(), "AWS::StackId", stack.id(), "AWS::Partition", "aws", "AWS::URLSuffix",
						"amazonaws.com"));
		for (TemplateResource resource : CreationOrder.of(this.evaluation.resources().values())) {
			this.resources.put(resource.logicalId(), deployed(resource, before));
		}
	}

	/** What was asked for. */
	public SandboxOperation operation() {
		return this.operation;
	}

	public Template template() {
		return this.template;
	}

	/** The parameters' values by name. */
	public Map<String, String> values() {
		return this.values;
	}

	/** The resources, each after those that it depends on. */
	public List<DeployedResource> resources() {
		return List.copyOf(this.resources.values());
	}

	public @Nullable DeployedResource find(String logicalId) {
		return this.resources.get(logicalId);
	}

	@Override
	public Object get(String logicalId, @Nullable String attribute) {
		DeployedResource resource = this.resources.get(logicalId);
		if (resource == null) {
			throw new IllegalArgumentException(
					"Unresolved resource dependencies [%s] in the template".formatted(logicalId));
		}
		return (attribute != null) ? AttributeValues.of(resource, attribute, SandboxNetwork.of(this.stack.region()))
				: resource.physicalId();
	}

	/** A part of the template as it would be if the resources of another time stood. */
	public Map<String, Object> resolvedAmid(Deployment other, @Nullable Object part) {
		Evaluation.Attributes attributes = (logicalId, attribute) -> ((other.find(logicalId) != null) ? other : this)
			.get(logicalId, attribute);
		return TemplateValues.map(this.evaluation.resolve(part, attributes));
	}

	public List<Output> outputs() {
		List<Output> outputs = new ArrayList<>();
		this.template.section("Outputs").forEach((key, value) -> {
			Map<String, Object> declared = TemplateValues.map(value);
			if (this.evaluation.holds(declared.get("Condition"))) {
				outputs.add(Output.builder()
					.outputKey(key)
					.outputValue(String.valueOf(this.evaluation.resolve(declared.get("Value"), this)))
					.description(Objects.toString(declared.get("Description"), null))
					.build());
			}
		});
		return outputs;
	}

	/**
	 * What a value stands for: parameters of Systems Manager's types give the name of
	 * what is to be used.
	 */
	public String resolved(TemplateParameter parameter, String value) {
		if (!parameter.type().startsWith("AWS::SSM::Parameter::Value<")) {
			return value;
		}
		String image = Ids.ec2("ami", this.stack.region(), value);
		return !parameter.type().contains("AWS::EC2::Image::Id") ? value
				: value.contains("arm64") ? image.replaceFirst("-0...", "-0a64") : image;
	}

	private DeployedResource deployed(TemplateResource resource, @Nullable Deployment before) {
		Map<String, Object> properties = TemplateValues.map(this.evaluation.resolve(resource.properties(), this));
		Map<String, Object> metadata = TemplateValues
			.map(this.evaluation.resolve(resource.attributes().get("Metadata"), this));
		DeployedResource old = (before != null) ? before.find(resource.logicalId()) : null;
		List<PropertyChange> changes = (old != null)
				? PropertyChange.between("/Properties", old.properties(), properties) : List.of();
		if (old != null && old.type().equals(resource.type()) && !Recreation.isNeeded(old.type(), changes)) {
			int version = changes.isEmpty() ? old.version() : old.version() + 1;
			return new DeployedResource(resource, properties, metadata, old.physicalId(), version);
		}
		String generation = (before != null) ? this.operation.startedAt().toString() : "";
		String physicalId = PhysicalIds.of(this.stack, resource, properties, generation);
		return new DeployedResource(resource, properties, metadata, physicalId, 1);
	}

}
