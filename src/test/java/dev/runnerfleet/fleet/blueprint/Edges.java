package dev.runnerfleet.fleet.blueprint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.runnerfleet.stack.template.TemplateParameter;

import static java.util.Map.entry;

/**
 * Fleets with each parameter at its edges: one at a time, then every two of them
 * together.
 */
final class Edges {

	private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----" + "QUJD".repeat(330)
			+ "-----END CERTIFICATE-----";

	/** Texts at the bounds of what their patterns take. */
	private static final Map<String, List<String>> TEXTS = Map.ofEntries(
			entry("GitlabUrl", List.of("http://a", "https://gitlab.example.com:65535/" + "~a/_.-/".repeat(31))),
			entry("RunnerToken", List.of("x".repeat(20), "glrt-t1_." + "x".repeat(246))),
			entry("ManagerKeyPair", List.of(" ", "~".repeat(255))),
			entry("DockerImage", List.of("a", "a/_:@-.".repeat(36) + "abc")),
			entry("Volumes", List.of("/", "/a:/b:ro,/c:/d:rw,/e:z,/f:Z", "/a-._b/c,".repeat(222) + "/d")),
			entry("Environment",
					List.of("_=", "A='''\"\nB='", "A=" + "\uD83D\uDC0B".repeat(900),
							"A=\"\\\\\"# ${B} %s {C} {{D}}\u00a0", "A=b, c,C=d=e,D=", "A=b,".repeat(749) + "A=")),
			entry("ExtraConfiguration", List.of("output_limit = 8192", "# " + "x".repeat(3998),
					"pre_build_script = \"\"\"\necho '[x]'\n\"\"\"\n[runners.docker]\nmemory = '2g'\n"
							+ "[[runners.docker.services]]\nname = 'redis'\n[runners.custom_build_dir]\nenabled = true",
					"[runners.autoscaler]\nupdate_interval = '2m'\n[runners.autoscaler.scale_throttle]\nlimit = 3")),
			entry("EcrRepositoryArns",
					List.of("arn:aws:ecr:eu-central-1:123456789012:repository/*",
							"arn:aws-cn:ecr:cn-north-1:123456789012:repository/a_b-c./d,".repeat(60)
									+ "arn:aws:ecr:us-east-1:123456789012:repository/a")),
			entry("RegistrySecretArn",
					List.of("arn:aws:secretsmanager:eu-central-1:123456789012:secret:a/b+c=d.e@f_g-h-AbCdEf")),
			entry("WorkerBootScript", List.of("s3://acme-ci/worker.sh", "#!/bin/sh\necho '${A}' \"$(b)\"\n")),
			entry("ManagerBootScript", List.of("s3://acme-ci/manager.sh", "echo 'é' //")),
			entry("WorkerPolicyArns",
					List.of("arn:aws:iam::aws:policy/a",
							"arn:aws:iam::123456789012:policy/a+=.@_/-,".repeat(9) + "arn:aws-cn:iam::aws:policy/b")),
			entry("RolePath", List.of("/", "/" + "!~".repeat(255) + "/")),
			entry("IdleScaleFactor", List.of("0.01", "9.99")),
			entry("Timezone", List.of("GB", "Etc/GMT-14", "America/Argentina/ComodRivadavia")),
			entry("WorkerInstanceType", List.of("a.b", "u-24tb1.112xlarge")),
			entry("WorkerInstanceType2", List.of("m7g.large")), entry("WorkerInstanceType3", List.of("m7g.large")),
			entry("WorkerInstanceType4", List.of("m7g.large")), entry("WorkerVcpus", List.of("1", "999-999")),
			entry("WorkerMemory", List.of("100", "9999999-9999999")),
			entry("WorkerImageId", List.of("ami-01234567", "ami-0123456789abcdef0")),
			entry("WorkerUser", List.of("_", "a" + "_0-".repeat(10) + "z")),
			entry("WorkerTag", List.of("a=", "k".repeat(128) + "=" + "v".repeat(256), "_.:/+@-=_.:/+@ -")),
			entry("WorkerTag2", List.of("b=", "_.:/+@=_.:/+@ -")),
			entry("WorkerInstanceProfile", List.of("a", "+=,.@_-a".repeat(16))),
			entry("SpotMaxPrice", List.of("0", "999.99999")), entry("SpotInstancePrice", List.of("", "0", "999.99999")),
			entry("ManagerInstanceType", List.of("a.b", "u-24tb1.112xlarge")),
			entry("ManagerImageId", List.of("ami-01234567", "ami-0123456789abcdef0")),
			entry("RunnerVersion", List.of("17.5.0", "19.99.99")),
			entry("PluginVersion", List.of("latest", "0", "1.1.0")),
			entry("DockerMachineVersion", List.of("v0.0.0-gitlab.0")),
			entry("DockerMachineChecksum", List.of("0".repeat(64))),
			entry("ManagerSshCidr", List.of("0.0.0.0/0", "255.255.255.255/32")),
			entry("PermissionsBoundary",
					List.of("arn:aws:iam::aws:policy/a",
							"arn:aws-cn:iam::123456789012:policy/" + "+=,.@_/-".repeat(27))),
			entry("KmsKeyArn", List.of("arn:aws:kms:eu-central-1:123456789012:key/mrk-" + "0123abcd".repeat(4))),
			entry("CacheBucketName", List.of("abc", "a" + "-".repeat(61) + "b")),
			entry("CertificateAuthorities",
					List.of(CERTIFICATE, (CERTIFICATE + "\n").repeat(2),
							"arn:aws:secretsmanager:eu-central-1:123456789012:secret:a/b+c=d.e@f_g-h-AbCdEf")),
			entry("HttpProxy", List.of("http://a", "https://" + "a.".repeat(119) + "b:65535/")),
			entry("NoProxy", List.of("*", ".a,10.0.0.0/8,::1", "a,".repeat(499) + "b")),
			entry("RegistryMirror", List.of("http://a", "https://" + "a.".repeat(119) + "b:65535/")),
			entry("ManagerSecurityGroupIds", List.of("sg-01234567", "sg-0123456789abcdef0,".repeat(3) + "sg-01234567")),
			entry("WorkerSecurityGroupIds", List.of("sg-01234567", "sg-0123456789abcdef0,".repeat(3) + "sg-01234567")));

	/** Five fields or, with a second and a year, seven. */
	private static final Map<String, List<String>> HOURS = Map.of("docker-autoscaler",
			List.of("", "* * * * *", "0 0 1 1 0", "59 23 31 12 6", "*/15 0,6-22 1-31 jan-nov Sun-SAT",
					"0-59/7 22-6 1,15 * 1-5", "00 00 01 1 sun", "0,".repeat(86) + "59 0-23 1-31 1-12 sun"),
			"docker-machine",
			List.of("", "* * * * * * *", "0 0 0 1 1 0 2026", "59 59 23 31 12 6 2099",
					"0 */15 0,6-22 LW jan-nov mon#1 *", "* 0-30 9 15W * 5L *", "* * 22-23,0-6 * * MON-FRI 2026-2030",
					"0,".repeat(86) + "59 0 0-23 1-31 1-12 sun *"));

	private final Blueprint blueprint;

	private final Map<String, List<String>> values = new LinkedHashMap<>();

	private Edges(String name) {
		this.blueprint = new Blueprints().find(name).orElseThrow();
		this.blueprint.template().parameters().forEach((parameter) -> this.values.put(parameter.name(), of(parameter)));
		this.values.put("WorkingHours", HOURS.get(name));
		this.values.values().removeIf(List::isEmpty);
	}

	/** Each edge alone, everything else as it comes. */
	static Stream<RenderedBlueprint> alone(String name) {
		Edges edges = new Edges(name);
		return edges.values.entrySet()
			.stream()
			.flatMap((parameter) -> parameter.getValue().stream().map((value) -> Map.of(parameter.getKey(), value)))
			.map(edges::fleet);
	}

	/** Fleets in which each two edges of two parameters meet. */
	static Stream<RenderedBlueprint> together(String name) {
		Edges edges = new Edges(name);
		return edges.pairwise().stream().map(edges::fleet);
	}

	/** Parameters of which nobody has said where their edges are. */
	static List<String> unknown(String name) {
		Edges edges = new Edges(name);
		return edges.blueprint.template()
			.parameters()
			.stream()
			.filter((parameter) -> !parameter.type().contains("AWS::"))
			.map(TemplateParameter::name)
			.filter((parameter) -> !edges.values.containsKey(parameter))
			.toList();
	}

	private static List<String> of(TemplateParameter parameter) {
		if (parameter.isNumber() && parameter.allowedValues().isEmpty()) {
			return List.of(String.valueOf(parameter.min()), String.valueOf(parameter.max()));
		}
		return parameter.allowedValues().isEmpty() ? TEXTS.getOrDefault(parameter.name(), List.of())
				: parameter.allowedValues();
	}

	private RenderedBlueprint fleet(Map<String, String> values) {
		Map<String, String> sensible = new LinkedHashMap<>(values);
		if (List.of(values.getOrDefault("Privileged", ""), values.getOrDefault("MountDockerSocket", ""))
			.contains("true")) {
			sensible.put("MaxBuildsPerWorker", "1");
		}
		if (values.containsKey("WorkerPolicyArns")) {
			sensible.remove("WorkerInstanceProfile");
		}
		if (!values.containsKey("WorkerTag")) {
			sensible.remove("WorkerTag2");
		}
		return RenderedBlueprint.of(this.blueprint.name(), sensible);
	}

	/** A few rows that have every pair: each begins with a pair that is missing yet. */
	private List<Map<String, String>> pairwise() {
		Set<Pair> missing = pairs();
		List<Map<String, String>> rows = new ArrayList<>();
		while (!missing.isEmpty()) {
			Pair first = missing.iterator().next();
			Map<String, String> row = new LinkedHashMap<>();
			row.put(first.name(), first.value());
			row.put(first.other(), first.otherValue());
			this.values.forEach((name, values) -> row.computeIfAbsent(name, (missed) -> best(missed, row, missing)));
			this.values.keySet()
				.forEach((name) -> row
					.forEach((other, value) -> missing.remove(pair(name, row.get(name), other, value))));
			rows.add(row);
		}
		return rows;
	}

	private String best(String name, Map<String, String> row, Set<Pair> missing) {
		String best = "";
		long most = -1;
		for (String value : few(name)) {
			long found = row.entrySet()
				.stream()
				.filter((other) -> missing.contains(pair(name, value, other.getKey(), other.getValue())))
				.count();
			if (found > most) {
				most = found;
				best = value;
			}
		}
		return best;
	}

	private Set<Pair> pairs() {
		Set<Pair> pairs = new LinkedHashSet<>();
		this.values.keySet()
			.forEach((name) -> this.values.keySet()
				.stream()
				.filter((other) -> name.compareTo(other) < 0)
				.forEach((other) -> few(name).forEach((value) -> few(other)
					.forEach((otherValue) -> pairs.add(pair(name, value, other, otherValue))))));
		return pairs;
	}

	/** Of a long list the ends. */
	private List<String> few(String name) {
		List<String> all = this.values.get(name);
		return (all.size() > 8) ? List.of(all.get(0), all.get(all.size() - 1)) : all;
	}

	private static Pair pair(String name, String value, String other, String otherValue) {
		return (name.compareTo(other) < 0) ? new Pair(name, value, other, otherValue)
				: new Pair(other, otherValue, name, value);
	}

	private record Pair(String name, String value, String other, String otherValue) {
	}

}
