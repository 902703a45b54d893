package dev.runnerfleet.sandbox.cloudformation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.stack.template.Template;
import dev.runnerfleet.stack.template.TemplateParameter;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Holds parameter values against the template's constraints and against what exists. */
final class ParameterCheck {

	private ParameterCheck() {
	}

	static void of(Template template, Map<String, String> values, SandboxNetwork network) {
		of(template, values, List.of(), network);
	}

	/**
	 * Checks values.
	 * @param kept names of parameters whose values were checked before and may be masked
	 * @throws AwsServiceException if a value is missing, unknown or does not fit
	 */
	static void of(Template template, Map<String, String> values, List<String> kept, SandboxNetwork network) {
		List<String> declared = template.parameters().stream().map(TemplateParameter::name).toList();
		List<String> unknown = values.keySet().stream().filter((name) -> !declared.contains(name)).toList();
		if (!unknown.isEmpty()) {
			throw SandboxRefusal.validation("Parameters: %s do not exist in the template".formatted(unknown));
		}
		List<String> missing = template.parameters()
			.stream()
			.filter((parameter) -> parameter.required() && values.get(parameter.name()) == null)
			.map(TemplateParameter::name)
			.toList();
		if (!missing.isEmpty()) {
			throw SandboxRefusal.validation("Parameters: %s must have values".formatted(missing));
		}
		template.parameters().stream().filter((parameter) -> !kept.contains(parameter.name())).forEach((parameter) -> {
			String value = Objects.requireNonNull(values.getOrDefault(parameter.name(), parameter.defaultValue()));
			parameter.violation(value).ifPresent((violation) -> {
				throw SandboxRefusal
					.validation("Parameter %s failed to satisfy constraint: %s".formatted(parameter.name(), violation));
			});
			exists(parameter, value, network);
		});
		template.evaluate(values, Map.of()).brokenRules().forEach((rule) -> {
			throw SandboxRefusal.validation("Template validation error: " + rule);
		});
	}

	private static void exists(TemplateParameter parameter, String value, SandboxNetwork network) {
		known(parameter.type(), network).ifPresent((known) -> {
			List<String> chosen = new ArrayList<>(parameter.isList() ? List.of(value.split(",")) : List.of(value));
			chosen.removeAll(known);
			if (!chosen.isEmpty()) {
				throw SandboxRefusal
					.validation("Parameter validation failed: parameter value %s for parameter name %s does not exist"
						.formatted(chosen.get(0), parameter.name()));
			}
		});
	}

	private static Optional<Set<String>> known(String type, SandboxNetwork network) {
		if (type.contains("AWS::EC2::VPC::Id")) {
			return Optional.of(Set.copyOf(network.vpcs().stream().map(Vpc::vpcId).toList()));
		}
		if (type.contains("AWS::EC2::Subnet::Id")) {
			return Optional.of(Set.copyOf(network.subnets().stream().map(Subnet::subnetId).toList()));
		}
		if (type.contains("AWS::EC2::KeyPair::KeyName")) {
			return Optional.of(Set.copyOf(network.keyPairs().stream().map(KeyPairInfo::keyName).toList()));
		}
		return Optional.empty();
	}

}
