package dev.runnerfleet.sandbox.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.runnerfleet.sandbox.SandboxAws;
import dev.runnerfleet.sandbox.account.AccountFault;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.cloudformation.SandboxDrifts;
import dev.runnerfleet.sandbox.cloudformation.SandboxRefusal;
import dev.runnerfleet.sandbox.story.History;
import dev.runnerfleet.stack.template.TemplateParameter;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Stands in for the AWS console, so that a person can try what the portal makes of
 * somebody who acts behind its back. Each action says in a sentence what came of it.
 */
@Component
@Profile("sandbox")
public class SandboxConsole {

	static final List<String> BLUEPRINTS = List.of("docker-autoscaler", "docker-machine");

	private static final String DEFAULT_CHANGE = "CacheExpirationInDays";

	private final SandboxAws aws;

	public SandboxConsole(SandboxAws aws) {
		this.aws = aws;
	}

	/**
	 * A stack as the console lists it.
	 *
	 * @param region the region's code
	 * @param name the stack's name
	 * @param status CloudFormation's status
	 * @param drift CloudFormation's drift status
	 */
	public record Row(String region, String name, String status, String drift) {

	}

	/** The stacks of all regions that have not been deleted, newest first in each. */
	public List<Row> stacks() {
		List<Row> rows = new ArrayList<>();
		for (String region : SandboxNetwork.REGIONS) {
			SandboxDrifts drifts = this.aws.stacks(region).drifts();
			this.aws.stacks(region)
				.all()
				.stream()
				.filter((history) -> !history.isDeleted())
				.map((history) -> new Row(region, history.stack().name(), history.status(),
						drifts.of(history).status()))
				.forEach(rows::add);
		}
		return rows;
	}

	/**
	 * Something that the account may suffer from.
	 *
	 * @param key its name in the form
	 * @param title what is wrong, in words
	 * @param present whether it suffers from it
	 */
	public record Trouble(String key, String title, boolean present) {

	}

	public List<Trouble> troubles() {
		Set<AccountFault> present = this.aws.account().present();
		return Arrays.stream(AccountFault.values())
			.map((fault) -> new Trouble(fault.key(), fault.title(), present.contains(fault)))
			.toList();
	}

	/** Makes the account suffer from exactly these. */
	public String suffer(Collection<String> keys) {
		Set<AccountFault> faults = Arrays.stream(AccountFault.values())
			.filter((fault) -> keys.contains(fault.key()))
			.collect(Collectors.toSet());
		this.aws.account().set(faults);
		return faults.isEmpty() ? "The account is healthy." : "The account is made sick on purpose.";
	}

	/** Raises one number of a stack's parameters by one. */
	public String update(String region, String name) {
		return attempt(() -> {
			History history = this.aws.stacks(region).get(name);
			List<TemplateParameter> declared = history.deployment().template().parameters();
			TemplateParameter changed = declared.stream()
				.filter((parameter) -> parameter.name().equals(DEFAULT_CHANGE))
				.findFirst()
				.or(() -> declared.stream().filter(TemplateParameter::isNumber).findFirst())
				.orElseThrow(() -> SandboxRefusal.validation("The stack has no number to change."));
			String value = next(changed, history.deployment().values().getOrDefault(changed.name(), ""));
			List<Parameter> parameters = declared.stream()
				.map((parameter) -> parameter.equals(changed)
						? Parameter.builder().parameterKey(parameter.name()).parameterValue(value).build()
						: Parameter.builder().parameterKey(parameter.name()).usePreviousValue(true).build())
				.toList();
			this.aws.stacks(region)
				.client()
				.updateStack((request) -> request.stackName(name)
					.usePreviousTemplate(true)
					.capabilities(Capability.CAPABILITY_NAMED_IAM)
					.parameters(parameters));
			return "%s is being updated: %s becomes %s.".formatted(name, changed.name(), value);
		});
	}

	public String delete(String region, String name) {
		return attempt(() -> {
			this.aws.stacks(region).client().deleteStack((request) -> request.stackName(name));
			return name + " is being deleted.";
		});
	}

	/** Changes a resource by hand. */
	public String drift(String region, String name) {
		return attempt(() -> this.aws.stacks(region)
			.drifts()
			.change(this.aws.stacks(region).get(name))
			.map((change) -> "%s of %s is now %s instead of %s; drift detection will find it.".formatted(change.path(),
					change.resource().logicalId(), change.actual(), change.expected()))
			.orElse("The stack has nothing that can be changed by hand."));
	}

	/** Creates a fleet in the default region's network, with a token of no worth. */
	public String create(String name, String blueprint) {
		return attempt(() -> {
			String region = this.aws.defaultRegion();
			Vpc vpc = SandboxNetwork.of(region).vpcs().get(0);
			List<String> subnets = SandboxNetwork.of(region)
				.subnets()
				.stream()
				.filter((subnet) -> subnet.vpcId().equals(vpc.vpcId()))
				.limit(2)
				.map(Subnet::subnetId)
				.toList();
			this.aws.stacks(region)
				.client()
				.createStack((request) -> request.stackName(name)
					.templateBody(template(blueprint))
					.capabilities(Capability.CAPABILITY_IAM)
					.parameters(parameter("VpcId", vpc.vpcId()), parameter("SubnetIds", String.join(",", subnets)),
							parameter("RunnerToken", "glrt-" + "0".repeat(20) + "-sandbox-good")));
			return "%s is being created in %s.".formatted(name, region);
		});
	}

	private static String attempt(Supplier<String> action) {
		try {
			return action.get();
		}
		catch (AwsServiceException ex) {
			return "AWS refused: " + ex.awsErrorDetails().errorMessage();
		}
		catch (SdkClientException ex) {
			return "AWS was not reached: " + ex.getMessage();
		}
	}

	private static String next(TemplateParameter parameter, String value) {
		String raised = String.valueOf(Integer.parseInt(value) + 1);
		return parameter.violation(raised).isEmpty() ? raised : String.valueOf(parameter.defaultValue());
	}

	private static Parameter parameter(String name, String value) {
		return Parameter.builder().parameterKey(name).parameterValue(value).build();
	}

	private static String template(String blueprint) {
		if (!BLUEPRINTS.contains(blueprint)) {
			throw SandboxRefusal.validation("There is no blueprint of that name.");
		}
		try {
			return new ClassPathResource("blueprints/" + blueprint + ".yaml")
				.getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
