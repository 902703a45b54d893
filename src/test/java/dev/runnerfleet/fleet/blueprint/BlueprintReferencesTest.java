package dev.runnerfleet.fleet.blueprint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.runnerfleet.stack.template.TemplateParameter;
import dev.runnerfleet.stack.template.TemplateResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Everything that is referred to exists, and everything that exists is referred to. */
class BlueprintReferencesTest {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^!}]+)}");

	private final Set<String> references = new HashSet<>();

	private final Set<String> conditions = new HashSet<>();

	static Stream<Blueprint> blueprints() {
		return new Blueprints().all().stream();
	}

	@ParameterizedTest
	@MethodSource("blueprints")
	void leadSomewhere(Blueprint blueprint) {
		visitAll(blueprint);
		Set<String> known = new HashSet<>(blueprint.template().section("Resources").keySet());
		blueprint.template().parameters().stream().map(TemplateParameter::name).forEach(known::add);
		assertThat(this.references).allSatisfy(
				(reference) -> assertThat(reference.startsWith("AWS::") || known.contains(reference)).as(reference)
					.isTrue());
	}

	@ParameterizedTest
	@MethodSource("blueprints")
	void useEveryParameterAndEveryCondition(Blueprint blueprint) {
		visitAll(blueprint);
		assertThat(this.references)
			.containsAll(blueprint.template().parameters().stream().map(TemplateParameter::name).toList());
		assertThat(this.conditions)
			.containsExactlyInAnyOrderElementsOf(blueprint.template().section("Conditions").keySet());
	}

	@ParameterizedTest
	@MethodSource("blueprints")
	void leaveNoResourceWaitingForItself(Blueprint blueprint) {
		RenderedBlueprint fleet = RenderedBlueprint.of(blueprint.name(), Map.of("ManagerElasticIp", "true"));
		Set<String> complete = new HashSet<>();
		boolean progress = true;
		while (progress) {
			progress = complete.addAll(fleet.resources()
				.values()
				.stream()
				.filter((resource) -> complete.containsAll(resource.dependencies()))
				.map(TemplateResource::logicalId)
				.toList());
		}
		assertThat(complete).isEqualTo(fleet.resources().keySet()).contains("ManagerAddress");
	}

	@ParameterizedTest
	@MethodSource("blueprints")
	void endTheManagerBeforeWhatItNeedsToTidyUp(Blueprint blueprint) {
		Map<String, TemplateResource> resources = RenderedBlueprint.of(blueprint.name(), Map.of()).resources();
		assertThat(resources.values())
			.filteredOn((resource) -> List.of("Manager", "ManagerTemplate").contains(resource.logicalId()))
			.singleElement()
			.satisfies(
					(manager) -> assertThat(manager.dependencies()).contains("ManagerProfile", "ManagerSecurityGroup"));
		assertThat(resources.get("ManagerProfile").dependencies()).contains("ManagerRole");
	}

	@Test
	void shareWhatBothBlueprintsHave() {
		RenderedBlueprint autoscaler = RenderedBlueprint.of("docker-autoscaler", Map.of());
		RenderedBlueprint machine = RenderedBlueprint.of("docker-machine", Map.of());
		List.of("CacheBucket", "CacheBucketPolicy", "RunnerTokenSecret", "ManagerSecurityGroup", "ManagerProfile")
			.forEach((logicalId) -> assertThat(autoscaler.properties(logicalId)).as(logicalId)
				.isEqualTo(machine.properties(logicalId)));
		List.of("/etc/logrotate.d/gitlab-runner", "/etc/cfn/cfn-hup.conf",
				"/etc/systemd/system/gitlab-runner.service.d/fleet.conf", "/etc/systemd/system/cfn-hup.service",
				"/etc/systemd/system/runner-fleet-release.service")
			.forEach((path) -> assertThat(autoscaler.file(path)).as(path).isEqualTo(machine.file(path)));
	}

	/** To systemd an empty unit is one that must not start. */
	@ParameterizedTest
	@MethodSource("blueprints")
	void watchTheStackForChanges(Blueprint blueprint) {
		RenderedBlueprint fleet = RenderedBlueprint.of(blueprint.name(), Map.of());
		assertThat(fleet.file("/etc/systemd/system/cfn-hup.service")).contains("ExecStart=/opt/aws/bin/cfn-hup\n",
				"Restart=always\n", "WantedBy=multi-user.target\n");
		assertThat(fleet.file("/etc/cfn/cfn-hup.conf")).contains("interval=1\n");
		assertThat(fleet.file("/etc/cfn/hooks.d/runner-fleet.conf").split("\n\n")).hasSize(2)
			.allSatisfy((hook) -> assertThat(hook).contains("triggers=post.add,post.update\n", "-c update\n",
					"runas=root"));
	}

	/**
	 * EC2 stops and starts a machine whose user data changes, which ends its jobs: a new
	 * version does that only where it says so.
	 */
	@Test
	void leaveTheManagersOfExistingFleetsRunning() throws NoSuchAlgorithmException {
		byte[] script = RenderedBlueprint.of("docker-machine", Map.of()).userData().getBytes(StandardCharsets.UTF_8);
		assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(script)))
			.isEqualTo("222756a90a2377e075b4d423f52a3adf126371db0bad70e0f539cb6dbf9e7eb4");
	}

	private void visitAll(Blueprint blueprint) {
		List.of("Conditions", "Resources", "Outputs", "Rules")
			.forEach((section) -> visit(blueprint.template().section(section)));
	}

	private void visit(Object value) {
		if (value instanceof List<?> list) {
			list.forEach((item) -> visit(item));
		}
		else if (value instanceof Map<?, ?> map) {
			map.forEach((key, argument) -> visit(String.valueOf(key), argument));
		}
	}

	private void visit(String key, Object argument) {
		switch (key) {
			case "Ref" -> this.references.add(String.valueOf(argument));
			case "Fn::GetAtt" -> this.references.add(String.valueOf(RenderedBlueprint.list(argument).get(0)));
			case "Fn::Sub" -> visitSub(RenderedBlueprint.list(argument));
			case "Fn::If" -> {
				this.conditions.add(String.valueOf(RenderedBlueprint.list(argument).get(0)));
				visit(argument);
			}
			case "Condition" -> {
				if (argument instanceof String name) {
					this.conditions.add(name);
				}
				visit(argument);
			}
			default -> visit(argument);
		}
	}

	private void visitSub(List<Object> parts) {
		Set<String> own = (parts.size() > 1) ? RenderedBlueprint.map(parts.get(1)).keySet() : Set.of();
		Matcher matcher = PLACEHOLDER.matcher(String.valueOf(parts.get(0)));
		while (matcher.find()) {
			if (!own.contains(matcher.group(1))) {
				this.references.add(matcher.group(1).split("\\.")[0]);
			}
		}
		visit(parts.subList(1, parts.size()));
	}

}
