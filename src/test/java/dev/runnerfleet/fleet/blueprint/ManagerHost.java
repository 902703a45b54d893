package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.tomlj.Toml;
import org.tomlj.TomlTable;
import tools.jackson.databind.json.JsonMapper;

import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A manager whose own script runs for real in a directory of its own: the commands of a
 * machine stand there as stubs that write down how they are called.
 */
final class ManagerHost {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final List<Object> RUNS = List.of("create", "update", "start", "renew", "release", "leave");

	private static final List<Object> STEPS = List.of("swap", "agent", "retention", "boot-script", "machine", "runner",
			"secret", "authorities", "registries", "extra", "plugin", "verify", "zones", "predecessor", "start",
			"prove", "settle", "cfn-init");

	private static final List<Object> OUTCOMES = List.of("begun", "done", "failed", "told", "in-force", "not-in-force",
			"again", "given-up", "proven", "unproven", "unknown", "renewed");

	static final String RENEWED_TOKEN = "glrt-" + "z".repeat(20);

	/** What its commands run in. */
	List<String> surroundings = Namespaces.withoutNetwork();

	/** What the stubs go by. */
	final Map<String, String> environment = new HashMap<>();

	private final Path root;

	ManagerHost(Path root) throws IOException {
		this.root = root;
		stub("aws",
				"""
						case "$*" in
						  *put-secret-value*) mkdir -p "${CLOUD:=.}/labels"; label="$*" label=${label#*--version-stages }
						    cat /dev/stdin >"$CLOUD/labels/${label%%%% *}" ;;
						  *get-secret-value*--version-stage*) label="$*" label="${CLOUD:-.}/labels/${label##*--version-stage }"
						    if [ -e "$label" ]; then cat "$label"; else echo 'An error occurred (ResourceNotFoundException)' >&2; exit 254; fi ;;
						  sts*) if [ -n "${NO_STS:-}" ]; then echo 'An error occurred (AccessDenied)' >&2; exit 254; fi ;;
						  secretsmanager*) echo "${SECRET:-%s}" ;;
						  ssm*) echo ami-0123456789abcdef0 ;;
						  *AvailabilityZone*) echo eu-central-1b ;;
						  *put-log-events*) sent=$(cat /dev/stdin); [ -z "${NO_LOGS:-}" ] && echo "$sent" >>sent ;;
						  *create-log-*) [ -z "${NO_LOGS:-}" ] ;;
						  *LaunchTime*) if [ -e "${CLOUD:-.}/instances" ]; then exec cat "$CLOUD/instances"; fi
						    printf '%%s\\t%%s\\n' 2026-11-27T08:00:00+00:00 i-self ${OLDER:+2026-11-26T08:00:00+00:00 "$OLDER"} \\
						    ${YOUNGER:+2026-11-28T08:00:00+00:00 "$YOUNGER"} ;;
						  *PrivateIpAddress*) echo 10.0.0.7 ;;
						  *logical-id*running*) cat var/lib/cloud/data/instance-id; printf '%%s\\n' ${PREDECESSOR:-} ;;
						  *logical-id*stopped*) echo "${STOPPED:-}" ;;
						  *describe-auto-scaling-groups* | *iam-instance-profile.arn*) echo ${WORKERS:-i-worker1 i-worker2} ;;
						  *terminate-instances*i-gone*i-* | *terminate-instances*i-*i-gone*) exit 254 ;;
						esac"""
					.formatted(TOKEN));
		stub("gitlab-runner", """
				case "$1" in
				  verify) touch "$(dirname "$3")/.runner_system_id"; exit "${VERIFY_STATUS:-0}" ;;
				  --help) echo "     verify  asks${LINT:+, lint  checks}" ;;
				  lint) echo "$LINT"; exit 1 ;;
				esac""");
		stub("systemctl", """
				case "$*" in
				  *InvocationID*) if [ -s starts ]; then head -n 1 starts; sed -i 1d starts; fi ;;
				  show*) echo 0 ;;
				  'is-active -q amazon-cloudwatch-agent') [ -z "${NO_AGENT:-}" ] ;;
				  'is-active -q gitlab-runner') [ ! -s deaths ] || { sed -i 1d deaths; exit 3; } ;;
				esac""");
		stub("rpm", "[[ \" ${INSTALLED:-} \" = *\" $2 \"* ]]");
		stub("cfn-init", "exit \"${CFN_INIT:-0}\"");
		stub("curl",
				"""
						case "$*" in
						  *runners/verify)
						    cat >asked
						    if [ -e "${CLOUD:-.}/living" ] && ! cmp -s asked "$CLOUD/living"; then CODE=403; fi
						    if [ -n "${UNREACHABLE:-}" ]; then
						      echo 'curl: (6) Could not resolve host' >&2
						      printf '\\n000'
						      exit 6
						    fi
						    if [ -e answer ]; then cat answer; printf '\\n%s' "$CODE"; exit; fi
						    printf '%s\\n%s' "${ANSWER:-{\\"id\\": 42, \\"token\\": \\"t\\", \\"token_expires_at\\": null\\}}" "${CODE:-200}" ;;
						  *target-lifecycle-state) echo "${TARGET:-InService}" ;;
						  */health/ready) printf %s "${READY:-200}" ;;
						esac""");
		stub("dnf", """
				id=etc/gitlab-runner/.runner_system_id
				if [[ $* = *gitlab-runner* ]] && [ ! -s "$id" ]; then echo s_made_up >"$id"; fi""");
		for (String command : List.of("sleep", "dd", "mkswap", "swapon", "flock", "systemd-run", "cfn-signal",
				"update-ca-trust", "ssh", "ssh-keygen")) {
			stub(command, "");
		}
	}

	/** As one that has found no other manager, or has stopped it. */
	void isAlone() throws IOException {
		Files.writeString(Files.createDirectories(this.root.resolve("var/lib/runner-fleet")).resolve("alone"), "");
	}

	/** What a first boot does; systemd would call for the swap. */
	void boot() throws Exception {
		installAgent();
		assertThat(run("decide")).isZero();
		assertThat(run("start")).isZero();
		assertThat(run("swap")).isZero();
	}

	/** What EC2 lets an instance run first, with a stub in the place of cfn-init. */
	void launch(RenderedBlueprint fleet) throws Exception {
		place(fleet);
		Path script = this.root.resolve("user-data");
		Files.writeString(script, inRoot(fleet.userData()));
		Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
		execute(script.toString());
	}

	/** A new token arrives, and the runner's jobs end. */
	void change(String token) throws Exception {
		this.environment.put("SECRET", token);
		assertThat(run("update")).isZero();
		assertThat(run("swap")).isZero();
	}

	/** Writes the configuration as a runner does that has renewed its token. */
	void renew() throws IOException {
		String renewed = Files.readString(config())
			.replace("token = '" + TOKEN + "'", "token = \"" + RENEWED_TOKEN
					+ "\"\n  token_obtained_at = 2026-12-01T01:02:03Z\n" + "  token_expires_at = 2026-12-08T01:02:03Z");
		Files.writeString(config(), renewed);
	}

	void place(RenderedBlueprint fleet) throws IOException {
		Files.createDirectories(this.root.resolve("var/log"));
		Files.createDirectories(instanceId().getParent());
		Files.writeString(instanceId(), "i-self\n");
		Files.createDirectories(this.root.resolve("etc/pki/ca-trust/source/anchors"));
		Files.createDirectories(this.root.resolve("opt/aws/amazon-cloudwatch-agent/etc"));
		for (String file : new String[] { "/etc/runner-fleet/environment", "/etc/runner-fleet/config.toml",
				"/etc/runner-fleet/authorities.crt", "/etc/runner-fleet/boot-script", "/opt/runner-fleet/fleet",
				"/opt/runner-fleet/executor.sh", "/opt/runner-fleet/registries" }) {
			if (!fleet.brings(file)) {
				continue;
			}
			Path path = this.root.resolve(file.substring(1));
			Files.createDirectories(path.getParent());
			String content = fleet.file(file);
			Files.writeString(path, file.startsWith("/opt") ? inRoot(content) : content);
			if (content.startsWith("#!")) {
				Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
			}
		}
	}

	/** What preparing would fetch: the agent, docker-machine and the swap space. */
	void installAgent() throws IOException {
		stub("../opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl", "");
		stub("sha256sum",
				"if [ \"$1\" = --check ]; then cat >/dev/null; exit 0; fi; exec /usr/bin/env -i PATH=/usr/bin:/bin sha256sum");
		Files.writeString(this.root.resolve("swapfile"), "");
		Files.writeString(Files.createDirectories(this.root.resolve("var/lib/runner-fleet")).resolve("repository"), "");
	}

	private String inRoot(String script) {
		return script.replaceAll("(?<![\\w/])/(etc|run|var|root|opt/aws|swapfile)\\b", this.root + "/$1");
	}

	int run(String... command) throws IOException, InterruptedException {
		List<String> whole = new ArrayList<>(List.of(command));
		whole.add(0, this.root.resolve("opt/runner-fleet/fleet").toString());
		return execute(whole.toArray(String[]::new));
	}

	int execute(String... command) throws IOException, InterruptedException {
		List<String> whole = new ArrayList<>(this.surroundings);
		whole.addAll(List.of(command));
		ProcessBuilder builder = new ProcessBuilder(whole);
		builder.directory(this.root.toFile()).redirectErrorStream(true);
		builder.redirectOutput(ProcessBuilder.Redirect.appendTo(this.root.resolve("log").toFile()));
		builder.environment().put("PATH", this.root.resolve("bin") + ":" + System.getenv("PATH"));
		builder.environment().putAll(this.environment);
		Process process = builder.start();
		assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
		return process.exitValue();
	}

	void forgetLog() throws IOException {
		Files.deleteIfExists(this.root.resolve("log"));
	}

	Path path(String name) {
		return this.root.resolve(name);
	}

	/** The configuration in force. */
	Path config() {
		return this.root.resolve("etc/gitlab-runner/config.toml");
	}

	/** The one runner of the configuration in force. */
	TomlTable runner() throws IOException {
		return RenderedBlueprint.runner(Toml.parse(config()));
	}

	String log() throws IOException {
		return Files.readString(this.root.resolve("log"));
	}

	/** Where cloud-init writes who this machine is. */
	Path instanceId() {
		return this.root.resolve("var/lib/cloud/data/instance-id");
	}

	/**
	 * What people read in the log group's stream, in short: {@code step outcome: words}.
	 */
	String story() throws IOException {
		return lines().stream()
			.map((line) -> "%s %s: %s\n".formatted(line.get("step"), line.get("outcome"), line.get("words")))
			.collect(Collectors.joining());
	}

	/** The same as the lines of JSON that they are. */
	List<Map<String, Object>> lines() throws IOException {
		return lines(Files.readAllLines(this.root.resolve("var/log/runner-fleet.log")));
	}

	/** What the manager sent by itself, without the CloudWatch agent. */
	List<Map<String, Object>> sent() throws IOException {
		Path sent = this.root.resolve("sent");
		List<String> messages = new ArrayList<>();
		for (String batch : Files.exists(sent) ? Files.readAllLines(sent) : List.<String>of()) {
			JSON.readTree(batch).forEach((event) -> messages.add(event.get("message").asString()));
		}
		return lines(messages);
	}

	private static List<Map<String, Object>> lines(List<String> texts) {
		List<Map<String, Object>> lines = new ArrayList<>();
		for (String text : texts) {
			assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(4096);
			Map<String, Object> line = new LinkedHashMap<>();
			JSON.readTree(text)
				.forEachEntry((key, value) -> line.put(key, value.isInt() ? value.asInt() : value.asString()));
			assertThat(line.get("v")).isEqualTo(1);
			assertThat(Instant.parse(String.valueOf(line.get("at")))).isNotNull();
			assertThat(line.get("run")).isIn(RUNS);
			assertThat(line.get("step")).isIn(STEPS);
			assertThat(line.get("outcome")).isIn(OUTCOMES);
			assertThat(line.get("words")).isInstanceOf(String.class);
			lines.add(line);
		}
		return lines;
	}

	List<String> filesWith(String text) throws IOException {
		try (var files = Files.walk(this.root)) {
			return files.filter(Files::isRegularFile)
				.filter((file) -> contains(file, text))
				.map((file) -> this.root.relativize(file).toString())
				.sorted()
				.toList();
		}
	}

	private static boolean contains(Path file, String text) {
		try {
			return Files.readString(file).contains(text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void stub(String name, String body) throws IOException {
		Path stub = this.root.resolve("bin").resolve(name).normalize();
		Files.createDirectories(stub.getParent());
		Files.writeString(stub, """
				#!/bin/bash
				echo "%1$s $*" >>%2$s/log
				if [ -n "${EVENTS:-}" ]; then echo "${PWD##*/} %1$s $*" >>"$EVENTS"; fi
				if [ -n "${SHOTS:-}" ]; then /bin/cp -a %2$s "$SHOTS/$EPOCHREALTIME"; fi
				if [ -e %2$s/reaches ]; then . %2$s/reaches; fi
				if [ -n "${BROKEN:-}" ] && [[ "%1$s $*" = *"$BROKEN"* ]]; then exit 9; fi
				%3$s
				""".formatted(name, this.root, body));
		Files.setPosixFilePermissions(stub, PosixFilePermissions.fromString("rwx------"));
	}

}
