package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import dev.runnerfleet.stack.template.ParameterGroup;
import dev.runnerfleet.stack.template.Template;
import dev.runnerfleet.stack.template.TemplateParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the launch form is built from. */
class BlueprintFormTest {

	private static final int TEMPLATE_BODY_LIMIT = 51_200;

	private static final int ROOM_TO_READ = 4_096;

	private static final int ROOM_TO_SEND = 10_240;

	private static final Path LINTER = Path.of("target/lint/bin/cfn-lint");

	static Stream<Blueprint> blueprints() {
		return new Blueprints().all().stream();
	}

	@ParameterizedTest
	@MethodSource("blueprints")
	void leavesRoomInWhatPeopleUpload(Blueprint blueprint) {
		String text = blueprint.template().body();
		assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(TEMPLATE_BODY_LIMIT - ROOM_TO_READ);
		assertThat(text).doesNotContain("\t");
	}

	@ParameterizedTest
	@MethodSource("blueprints")
	void leavesRoomInWhatIsSent(Blueprint blueprint) {
		assertThat(blueprint.body().getBytes(StandardCharsets.UTF_8))
			.hasSizeLessThanOrEqualTo(TEMPLATE_BODY_LIMIT - ROOM_TO_SEND);
	}

	@ParameterizedTest
	@MethodSource("blueprints")
	void sendsWhatPeopleRead(Blueprint blueprint) {
		Template sent = Template.parse(blueprint.body());
		Iterator<String> names = blueprint.template().section("Conditions").keySet().iterator();
		Map<Object, Object> conditions = new HashMap<>();
		sent.section("Conditions").keySet().forEach((condition) -> conditions.put(condition, names.next()));
		for (String section : List.of("Conditions", "Resources", "Outputs")) {
			assertThat(named(sent.section(section), conditions)).isEqualTo(blueprint.template().section(section));
		}
		assertThat(sent.section("Rules")).containsOnlyKeys("SubnetsBelongToVpc");
		assertThat(sent.parameters())
			.usingRecursiveFieldByFieldElementComparatorIgnoringFields("label", "description", "allowedPattern",
					"allowedValues", "min", "max", "minLength", "maxLength", "constraintDescription")
			.isEqualTo(blueprint.template().parameters());
	}

	/** With the names of conditions that people read. */
	private static Object named(Object value, Map<Object, Object> names) {
		if (value instanceof List<?> list) {
			return list.stream().map((each) -> named(each, names)).toList();
		}
		if (value instanceof Map<?, ?> map) {
			Map<Object, Object> named = new HashMap<>();
			map.forEach((key, inner) -> named.put(names.getOrDefault(key, key), named(inner, names)));
			return named;
		}
		return names.getOrDefault(value, value);
	}

	/** So that what is reviewed and linted is what runs. */
	@Test
	void carriesItsBootCodePacked() throws IOException {
		BootCode.run(Path.of("."), "python3", ".ci/pack-boot-code", "--check");
	}

	/** The manager's files that need no words for people, and each of them whole. */
	@ParameterizedTest
	@MethodSource("blueprints")
	void unpacksItsBootCode(Blueprint blueprint) throws IOException {
		RenderedBlueprint fleet = RenderedBlueprint.of(blueprint.name(), Map.of());
		for (String tree : List.of("shared", blueprint.name())) {
			Path root = Path.of("src/main/resources/blueprints/boot", tree);
			try (Stream<Path> files = Files.walk(root)) {
				for (Path file : files.filter(Files::isRegularFile).toList()) {
					assertThat(Files.readAllLines(file)).map(String::strip)
						.containsSubsequence(
								fleet.file("/" + root.relativize(file)).lines().map(String::strip).toList());
				}
			}
		}
	}

	/** Values without names, which AWS would count. */
	@Test
	void namesWhatTheManagerIsToldInTheTemplatesOrder() {
		Map<String, String> odd = Map.of("AWS::StackName", "StackName", "AWS::StackId", "StackId", "AWS::Region",
				"Region", "AWS::URLSuffix", "Domain", "RunnerTokenSecret", "TokenSecret");
		RenderedBlueprint fleet = RenderedBlueprint.of("docker-autoscaler", Map.of());
		List<String> references = fleet.references()
			.stream()
			.map((reference) -> odd.getOrDefault(reference, reference))
			.toList();
		assertThat(fleet.settingNames()).hasSizeGreaterThan(40).containsExactlyElementsOf(references);
	}

	/**
	 * As {@code .ci/lint-blueprints} does with what people read, where it has installed
	 * the linter.
	 */
	@ParameterizedTest
	@MethodSource("blueprints")
	@EnabledIf("hasLinter")
	void sendsWhatTheLinterTakes(Blueprint blueprint, @TempDir Path directory) throws IOException {
		Path sent = Files.writeString(directory.resolve("sent.yaml"), blueprint.body());
		BootCode.run(Path.of("."), LINTER.toString(), sent.toString());
	}

	static boolean hasLinter() {
		return Files.isExecutable(LINTER);
	}

	@ParameterizedTest
	@MethodSource("blueprints")
	void asksForTheSameEssentials(Blueprint blueprint) {
		assertThat(blueprint.template().groups().get(0)).isEqualTo(new ParameterGroup("Fleet",
				List.of("GitlabUrl", "RunnerToken", "ManagerKeyPair", "VpcId", "SubnetIds", "CacheExpirationInDays")));
	}

	@ParameterizedTest
	@MethodSource("blueprints")
	void showsEveryParameterInExactlyOneGroup(Blueprint blueprint) {
		assertThat(blueprint.template().groups().stream().flatMap((group) -> group.parameters().stream()))
			.containsExactlyInAnyOrderElementsOf(names(blueprint));
	}

	@ParameterizedTest
	@MethodSource("blueprints")
	void labelsEveryParameterAndNothingElse(Blueprint blueprint) throws IOException {
		FormWords words = FormWords
			.parse(Files.readString(Path.of("src/main/resources/blueprints/form", blueprint.name() + ".yaml")));
		assertThat(words.labels().keySet()).containsExactlyInAnyOrderElementsOf(names(blueprint));
		assertThat(names(blueprint)).containsAll(words.descriptions().keySet())
			.containsAll(words.changes().keySet())
			.containsAll(words.bounds().keySet())
			.containsAll(words.refusals().keySet());
	}

	/**
	 * In AWS's own console, which knows the template alone. The rest may be in a name.
	 */
	@ParameterizedTest
	@MethodSource("blueprints")
	void explainsTheEssentialsWithoutThePortal(Blueprint blueprint) {
		List<TemplateParameter> plain = Template.parse(blueprint.template().body()).parameters();
		List<String> essentials = blueprint.template().groups().get(0).parameters();
		assertThat(plain)
			.filteredOn((parameter) -> essentials.contains(parameter.name()) || !parameter.description().isEmpty())
			.hasSizeGreaterThan(plain.size() / 3)
			.allSatisfy((parameter) -> assertThat(parameter.description()).hasSizeBetween(15, 130).endsWith("."));
	}

	@ParameterizedTest
	@MethodSource("blueprints")
	void saysOfEveryParameterWhatItIsAndWhatAChangeDoes(Blueprint blueprint) {
		assertThat(blueprint.template().parameters()).allSatisfy((parameter) -> {
			assertThat(parameter.description()).hasSizeBetween(20, 160).doesNotContain("\n").endsWith(".");
			assertThat(parameter.description())
				.containsPattern("Changes (apply|replace|restart)|replaces (the manager|it)");
		});
	}

	@ParameterizedTest
	@MethodSource("blueprints")
	void refusesInItsOwnWords(Blueprint blueprint) {
		assertThat(blueprint.template().parameters()).filteredOn((parameter) -> parameter.allowedPattern() != null)
			.allSatisfy(
					(parameter) -> assertThat(parameter.constraintDescription()).startsWith("Enter ").endsWith("."));
		assertThat(blueprint.template().parameters()).filteredOn((parameter) -> parameter.min() != null)
			.isNotEmpty()
			.allSatisfy((parameter) -> assertThat(parameter.violation("999999999999")).hasValue(parameter.demand()))
			.allSatisfy((parameter) -> assertThat(parameter.demand())
				.isEqualTo("Enter a whole number from %s to %s.".formatted(parameter.min(), parameter.max())));
		assertThat(blueprint.template().parameters())
			.filteredOn((parameter) -> parameter.type().equals("String") && parameter.allowedValues().isEmpty())
			.extracting(TemplateParameter::allowedPattern)
			.doesNotContainNull();
	}

	@ParameterizedTest
	@MethodSource("blueprints")
	void worksWithItsDefaults(Blueprint blueprint) {
		assertThat(blueprint.template().parameters()).filteredOn(TemplateParameter::required)
			.extracting(TemplateParameter::name)
			.containsExactly("RunnerToken", "VpcId", "SubnetIds");
		assertThat(blueprint.template().parameters()).filteredOn((parameter) -> !parameter.required())
			.allSatisfy((parameter) -> assertThat(parameter.violation(Objects.requireNonNull(parameter.defaultValue())))
				.isEmpty());
	}

	@ParameterizedTest
	@MethodSource("blueprints")
	void hidesTheTokenAlone(Blueprint blueprint) {
		assertThat(blueprint.template().parameters()).filteredOn(TemplateParameter::noEcho)
			.extracting(TemplateParameter::name)
			.containsExactly("RunnerToken");
	}

	@ParameterizedTest
	@MethodSource("blueprints")
	void hasTheOutputsThatTheFleetPageShows(Blueprint blueprint) {
		assertThat(blueprint.template().section("Outputs")).containsKeys("CacheBucketName", "ManagerIP",
				"ManagerImageId", "LogGroupName");
	}

	@ParameterizedTest
	@MethodSource("blueprints")
	void isDocumentedParameterByParameter(Blueprint blueprint) throws IOException {
		String docs = Files.readString(Path.of("docs/blueprints.md"));
		assertThat(docs).contains(names(blueprint).stream().map((name) -> "| `" + name + "`").toList());
	}

	@Test
	void keepsTheDefaultsOfTheOriginalDesign() {
		assertThat(new Blueprints().find("docker-machine").orElseThrow().template().parameters())
			.filteredOn(
					(parameter) -> Set
						.of("ManagerInstanceType", "GitlabUrl", "WorkerInstanceType", "DockerImage",
								"MaxBuildsPerWorker", "MaxConcurrentBuilds", "IdleCount", "IdleTime", "Timezone",
								"OffPeakIdleCount", "OffPeakIdleTime", "CheckInterval", "SpotInstance",
								"SpotInstancePrice", "CacheExpirationInDays", "CacheBucketName")
						.contains(parameter.name()))
			.extracting((parameter) -> parameter.name() + "=" + parameter.defaultValue())
			.containsExactlyInAnyOrder("ManagerInstanceType=t3.nano", "GitlabUrl=https://gitlab.com/",
					"WorkerInstanceType=t3.micro", "DockerImage=alpine:latest", "MaxBuildsPerWorker=10",
					"MaxConcurrentBuilds=10", "IdleCount=1", "IdleTime=1800", "Timezone=Etc/UTC", "OffPeakIdleCount=0",
					"OffPeakIdleTime=1200", "CheckInterval=0", "SpotInstance=false", "SpotInstancePrice=0.08",
					"CacheExpirationInDays=30", "CacheBucketName=");
	}

	@Test
	void tellsWhenTheDeprecatedDesignEnds() {
		assertThat(new Blueprints().find("docker-autoscaler").orElseThrow().deprecated()).isNull();
		assertThat(new Blueprints().find("docker-machine").orElseThrow().deprecated()).contains("20.0 (May 2027)");
	}

	private static List<String> names(Blueprint blueprint) {
		return blueprint.template().parameters().stream().map(TemplateParameter::name).toList();
	}

}
