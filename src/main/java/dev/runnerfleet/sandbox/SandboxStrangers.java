package dev.runnerfleet.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.runnerfleet.sandbox.account.SandboxNetwork;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;

/**
 * Puts fleets into the sandbox's AWS that the portal knows nothing of, once, so that
 * adopting can be tried: one from a blueprint, one from the original template.
 */
class SandboxStrangers {

	private static final Map<String, String> TEMPLATES = Map.of("made-by-hand", "blueprints/docker-autoscaler.yaml",
			"runners-of-2019", "sandbox/original.yaml");

	/** Of no worth. */
	private static final String TOKEN = "glrt-" + "0".repeat(20) + "-sandbox-good";

	private final SandboxAws aws;

	private final boolean wanted;

	private final Supplier<String> gitlab;

	SandboxStrangers(SandboxAws aws, boolean wanted, Supplier<String> gitlab) {
		this.aws = aws;
		this.wanted = wanted;
		this.gitlab = gitlab;
	}

	@EventListener(ApplicationReadyEvent.class)
	void arrive() {
		List<String> there = this.aws.stacks(this.aws.defaultRegion())
			.all()
			.stream()
			.map((history) -> history.stack().name())
			.toList();
		TEMPLATES.forEach((name, template) -> {
			if (this.wanted && !there.contains(name)) {
				create(name, text(template));
			}
		});
	}

	private void create(String name, String template) {
		SandboxNetwork network = SandboxNetwork.of(this.aws.defaultRegion());
		Vpc vpc = network.vpcs().get(0);
		String subnet = network.subnets()
			.stream()
			.filter((each) -> each.vpcId().equals(vpc.vpcId()))
			.map(Subnet::subnetId)
			.findFirst()
			.orElseThrow();
		Map<String, String> values = template.contains("GitlabToken:") ? Map.of("VpcId", vpc.vpcId(), "SubnetId",
				subnet, "GitlabToken", TOKEN, "GitlabRunnerInstanceType", "m5.large", "GitlabMaxConcurrentBuilds", "20",
				"GitLabRunnerSpotInstance", "Yes", "GitlabUrl", this.gitlab.get())
				: Map.of("VpcId", vpc.vpcId(), "SubnetIds", subnet, "RunnerToken", TOKEN);
		this.aws.stacks(this.aws.defaultRegion())
			.client()
			.createStack((stack) -> stack.stackName(name)
				.templateBody(template)
				.capabilities(Capability.CAPABILITY_IAM)
				.parameters(parameters(values)));
	}

	private static Parameter[] parameters(Map<String, String> values) {
		return values.entrySet()
			.stream()
			.map((value) -> Parameter.builder().parameterKey(value.getKey()).parameterValue(value.getValue()).build())
			.toArray(Parameter[]::new);
	}

	private static String text(String template) {
		try {
			return new ClassPathResource(template).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
