package dev.runnerfleet.fleet.blueprint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.runnerfleet.stack.template.Evaluation;
import dev.runnerfleet.stack.template.Template;
import dev.runnerfleet.stack.template.TemplateResource;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A blueprint resolved for certain parameter values, as CloudFormation would do it. */
final class RenderedBlueprint {

	static final String TOKEN = "glrt-" + "x".repeat(20);

	static final String STACK = "fleet-one";

	private static final Map<String, String> ESSENTIALS = Map.of("RunnerToken", TOKEN, "VpcId", "vpc-1", "SubnetIds",
			"subnet-1,subnet-2");

	private static final Map<String, String> PSEUDO = Map.of("AWS::Region", "eu-central-1", "AWS::StackName", STACK,
			"AWS::StackId", "arn:aws:cloudformation:eu-central-1:123456789012:stack/fleet-one/1", "AWS::AccountId",
			"123456789012", "AWS::Partition", "aws", "AWS::URLSuffix", "amazonaws.com");

	private static final Pattern SETTINGS = Pattern.compile("SETTINGS = \"\"\"\\n([^\"]+)\\n\"\"\"");

	private static final Blueprints BLUEPRINTS = new Blueprints();

	private final Blueprint blueprint;

	private final Map<String, String> values;

	private final Evaluation evaluation;

	/** Python starts slowly, and tests ask for the same fleets again and again. */
	private static final Map<String, Map<String, String>> FILES = new ConcurrentHashMap<>();

	private static final Map<String, Map<String, String>> UNPACKED = new ConcurrentHashMap<>();

	private RenderedBlueprint(Blueprint blueprint, Map<String, String> values) {
		this.blueprint = blueprint;
		this.values = values;
		this.evaluation = Template.parse(blueprint.body()).evaluate(values, PSEUDO);
	}

	static RenderedBlueprint of(String name, Map<String, String> values) {
		Map<String, String> all = new HashMap<>(ESSENTIALS);
		all.putAll(values);
		return new RenderedBlueprint(BLUEPRINTS.find(name).orElseThrow(), all);
	}

	/** What the template's own constraints have against the values. */
	List<String> violations() {
		return this.blueprint.template()
			.parameters()
			.stream()
			.filter((parameter) -> this.values.containsKey(parameter.name()))
			.flatMap((parameter) -> parameter.violation(this.values.get(parameter.name()))
				.map((message) -> parameter.name() + ": " + message)
				.stream())
			.toList();
	}

	/** The value of a parameter: the given one, else the default. */
	String value(String name) {
		return this.blueprint.template()
			.parameters()
			.stream()
			.filter((parameter) -> parameter.name().equals(name))
			.map((parameter) -> this.values.getOrDefault(name, parameter.defaultValue()))
			.findFirst()
			.orElseThrow();
	}

	long number(String name) {
		return Long.parseLong(value(name));
	}

	/** The values of a comma-separated parameter. */
	List<String> list(String name) {
		return value(name).isEmpty() ? List.of() : Arrays.asList(value(name).split(","));
	}

	Map<String, TemplateResource> resources() {
		return this.evaluation.resources();
	}

	Map<String, Object> properties(String logicalId) {
		return map(resolve(resources().get(logicalId).properties()));
	}

	/**
	 * The content of a file on the manager: as cfn-init writes it, as it comes packed, or
	 * as the manager makes it of its settings.
	 */
	String file(String path) {
		return Objects.requireNonNull(files().get(path), path);
	}

	boolean brings(String path) {
		return files().containsKey(path);
	}

	private Map<String, String> files() {
		return FILES.computeIfAbsent(toString(), (fleet) -> {
			Map<String, String> files = written();
			Map<String, Object> unpack = map(
					at(metadata(), "AWS::CloudFormation::Init", "files", "commands", "unpack"));
			assertThat(unpack.get("cwd")).isEqualTo("/");
			String[] command = String.valueOf(unpack.get("command")).split(" && ");
			assertThat(command).hasSize(2);
			files.putAll(UNPACKED.computeIfAbsent(Objects.requireNonNull(files.get("/opt/runner-fleet/packed")),
					(packed) -> BootCode.run(Map.of("/opt/runner-fleet/packed", packed), command[0])));
			files.putAll(BootCode.run(files, command[1]));
			return files;
		});
	}

	/** The files that cfn-init writes. */
	private Map<String, String> written() {
		Map<String, String> files = new HashMap<>();
		map(at(metadata(), "AWS::CloudFormation::Init", "files", "files")).forEach((path, file) -> {
			Object content = resolve(map(file).get("content"));
			files.put(path, (content instanceof Map) ? JsonMapper.shared().writeValueAsString(content)
					: String.valueOf(content));
		});
		return files;
	}

	/** The resource that tells the manager what to do, and waits for its signal. */
	TemplateResource manager() {
		return resources().getOrDefault("ManagerGroup", resources().get("Manager"));
	}

	/** What the manager's instance is made of. */
	Map<String, Object> instance() {
		return resources().containsKey("ManagerGroup") ? map(properties("ManagerTemplate").get("LaunchTemplateData"))
				: properties("Manager");
	}

	private Map<String, Object> metadata() {
		return map(manager().attributes().get("Metadata"));
	}

	/** What the stack tells the manager, by name, as JSON. */
	String settings() {
		String settings = Objects.requireNonNull(written().get("/etc/runner-fleet/settings.json"));
		if (!(JsonMapper.shared().readValue(settings, Map.class).get("Values") instanceof List<?> values)) {
			return settings;
		}
		Map<String, Object> named = new TreeMap<>();
		List<String> names = settingNames();
		for (int index = 0; index < names.size(); index++) {
			named.put(names.get(index), values.get(index));
		}
		return JsonMapper.shared().writeValueAsString(named);
	}

	/** The parameters and resources that it is told of, in order. */
	List<String> references() {
		Object content = at(metadata(), "AWS::CloudFormation::Init", "files", "files",
				"/etc/runner-fleet/settings.json", "content");
		return list(at(content, "Values")).stream().map(RenderedBlueprint::reference).toList();
	}

	/** A choice between a resource's value and nothing refers to the resource. */
	private static String reference(Object value) {
		Object chosen = map(value).containsKey("Fn::If") ? list(at(value, "Fn::If")).get(1) : value;
		Object attribute = map(chosen).get("Fn::GetAtt");
		return String.valueOf((attribute != null) ? list(attribute).get(0) : map(chosen).get("Ref"));
	}

	/** What the manager calls what it is told, in the template's order. */
	List<String> settingNames() {
		Matcher names = SETTINGS.matcher(file("/opt/runner-fleet/executor.py"));
		assertThat(names.find()).isTrue();
		return List.of(names.group(1).split("\\s+"));
	}

	String name() {
		return this.blueprint.name();
	}

	/** What the manager runs first, with the values that it goes by. */
	String userData() {
		return first(instance());
	}

	/** What a machine runs first. */
	static String first(Object machine) {
		byte[] script = Base64.getDecoder().decode(String.valueOf(at(machine, "UserData")));
		return BootCode.unpacked(new String(script, StandardCharsets.UTF_8));
	}

	/**
	 * The runner's configuration as the manager makes it, but for the token, which it
	 * fills in at boot.
	 */
	TomlParseResult config() {
		return Toml.parse(file("/etc/runner-fleet/config.toml"));
	}

	/** The one runner of a configuration. */
	static TomlTable runner(TomlParseResult config) {
		assertThat(config.errors()).isEmpty();
		return Objects.requireNonNull(config.getArray("runners")).getTable(0);
	}

	/** Every statement of the manager's policies. */
	List<Map<String, Object>> statements() {
		List<Map<String, Object>> statements = new ArrayList<>();
		list(properties("ManagerRole").get("Policies"))
			.forEach((policy) -> list(at(policy, "PolicyDocument", "Statement"))
				.forEach((statement) -> statements.add(map(statement))));
		return statements;
	}

	private Object resolve(Object value) {
		return Objects.requireNonNull(this.evaluation.resolve(value,
				(logicalId, attribute) -> (attribute == null) ? logicalId : "arn:aws:" + logicalId + ":" + attribute));
	}

	static Object at(Object value, String... path) {
		Object found = value;
		for (String key : path) {
			found = map(found).get(key);
		}
		return found;
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> map(Object value) {
		return (Map<String, Object>) value;
	}

	/** A list, or a list of one: policies may write either. */
	@SuppressWarnings("unchecked")
	static List<Object> list(Object value) {
		return (value instanceof List) ? (List<Object>) value : List.of(value);
	}

	@Override
	public String toString() {
		return this.blueprint.name() + new TreeMap<>(this.values);
	}

}
