package dev.runnerfleet.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.runnerfleet.stack.template.Evaluation;
import dev.runnerfleet.stack.template.Template;
import dev.runnerfleet.stack.template.TemplateParameter;
import dev.runnerfleet.stack.template.TemplateResource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Output;

/** What an operation's template comes to in one stack: its resources and outputs. */
final class Deployment implements Evaluation.Attributes {

	private final Template template;

	private final Evaluation evaluation;

	private final String region;

	private final Map<String, DeployedResource> resources = new LinkedHashMap<>();

	/**
	 * Works out everything that will be there.
	 * @throws IllegalArgumentException if the template refers to what there is not
	 */
	Deployment(SandboxStack stack, Operation operation) {
		this.template = Template.parse(operation.templateBody());
		this.region = stack.region();
		Map<String, String> values = new LinkedHashMap<>();
		for (TemplateParameter parameter : this.template.parameters()) {
			String value = operation.parameters().getOrDefault(parameter.name(), parameter.defaultValue());
			if (value != null) {
				values.put(parameter.name(), resolved(parameter, value));
			}
		}
		this.evaluation = this.template.evaluate(values,
				Map.of("AWS::Region", stack.region(), "AWS::AccountId", SandboxAws.ACCOUNT, "AWS::StackName",
						stack.name(), "AWS::StackId", stack.id(), "AWS::Partition", "aws", "AWS::URLSuffix",
						"amazonaws.com"));
		for (TemplateResource resource : CreationOrder.of(this.evaluation.resources().values())) {
			Map<String, Object> properties = Values.map(this.evaluation.resolve(resource.properties(), this));
			this.resources.put(resource.logicalId(),
					new DeployedResource(resource, properties, PhysicalIds.of(stack, resource, properties)));
		}
	}

	Template template() {
		return this.template;
	}

	/** The resources, each after those that it depends on. */
	List<DeployedResource> resources() {
		return List.copyOf(this.resources.values());
	}

	@Override
	public Object get(String logicalId, @Nullable String attribute) {
		DeployedResource resource = this.resources.get(logicalId);
		if (resource == null) {
			throw new IllegalArgumentException(
					"Unresolved resource dependencies [%s] in the template".formatted(logicalId));
		}
		return (attribute != null) ? AttributeValues.of(resource, attribute, Network.of(this.region))
				: resource.physicalId();
	}

	List<Output> outputs() {
		List<Output> outputs = new ArrayList<>();
		this.template.section("Outputs").forEach((key, value) -> {
			Map<String, Object> declared = Values.map(value);
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
	String resolved(TemplateParameter parameter, String value) {
		if (!parameter.type().startsWith("AWS::SSM::Parameter::Value<")) {
			return value;
		}
		return parameter.type().contains("AWS::EC2::Image::Id") ? Ids.ec2("ami", this.region, value) : value;
	}

}
