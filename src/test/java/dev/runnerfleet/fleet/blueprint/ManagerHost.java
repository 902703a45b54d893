package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.tomlj.Toml;
import org.tomlj.TomlTable;

import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A manager whose own script runs for real in a directory of its own: the commands of a
 * machine stand there as stubs that write down how they are called.
 */
final class ManagerHost {

	static final String RENEWED_TOKEN = "glrt-" + "z".repeat(20);

	/** What the stubs go by. */
	final Map<String, String> environment = new HashMap<>();

	private final Path root;

	ManagerHost(Path root) throws IOException {
		this.root = root;
		stub("aws", """
				case "$*" in
				  secretsmanager*) echo "${SECRET:-%s}" ;;
				  ssm*) echo ami-0123456789abcdef0 ;;
				  *logical-id*running*) printf '%%s\\n' i-self ${PREDECESSOR:-} ;;
				  *logical-id*stopped*) echo "${STOPPED:-}" ;;
				  *describe-auto-scaling-groups* | *iam-instance-profile.arn*) echo ${WORKERS:-i-worker1 i-worker2} ;;
				  *terminate-instances*i-gone*i-* | *terminate-instances*i-*i-gone*) exit 254 ;;
				esac""".formatted(TOKEN));
		stub("gitlab-runner", """
				case "$1" in
				  verify) touch "$(dirname "$3")/.runner_system_id"; exit "${VERIFY_STATUS:-0}" ;;
				esac""");
		stub("systemctl", "if [ \"$1\" = show ]; then echo 0; fi");
		stub("curl",
				"""
						case "$*" in
						  *169.254.169.254*)
						    if [ "$(cat imds-failures 2>/dev/null || echo 0)" -gt 0 ]; then
						      echo $(($(cat imds-failures) - 1)) >imds-failures
						      exit 7
						    fi
						    case "$*" in *availability-zone) echo eu-central-1b ;; *instance-id) echo i-self ;; *) echo session ;; esac ;;
						  *runners/verify)
						    cat >asked
						    if [ -n "${UNREACHABLE:-}" ]; then echo 'curl: (6) Could not resolve host' >&2; exit 6; fi
						    printf '%s\\n%s' "${ANSWER:-{\\"id\\": 42, \\"token\\": \\"t\\", \\"token_expires_at\\": null\\}}" "${CODE:-200}" ;;
						esac""");
		for (String command : List.of("sleep", "dnf", "dd", "mkswap", "swapon", "flock", "systemd-run")) {
			stub(command, "");
		}
	}

	/** What a first boot does; systemd would call for the swap. */
	void boot() throws Exception {
		installAgent();
		assertThat(run("decide")).isZero();
		assertThat(run("start")).isZero();
		assertThat(run("swap")).isZero();
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
		for (String file : new String[] { "/etc/runner-fleet/environment", "/etc/runner-fleet/config.toml",
				"/opt/runner-fleet/fleet" }) {
			Path path = this.root.resolve(file.substring(1));
			Files.createDirectories(path.getParent());
			String content = fleet.file(file);
			Files.writeString(path, file.endsWith("fleet") ? inRoot(content) : content);
		}
		Files.setPosixFilePermissions(this.root.resolve("opt/runner-fleet/fleet"),
				PosixFilePermissions.fromString("rwx------"));
	}

	/** What preparing would fetch: the agent, docker-machine and the swap space. */
	private void installAgent() throws IOException {
		stub("../opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl", "");
		stub("sha256sum",
				"if [ \"$1\" = --check ]; then cat >/dev/null; exit 0; fi; exec /usr/bin/env -i PATH=/usr/bin:/bin sha256sum");
		Files.writeString(this.root.resolve("swapfile"), "");
		Files.writeString(Files.createDirectories(this.root.resolve("var/lib/runner-fleet")).resolve("repository"), "");
	}

	private String inRoot(String script) {
		return script.replaceAll("(?<![\\w/])/(etc|var|root|opt/aws|swapfile)\\b", this.root + "/$1");
	}

	int run(String... command) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.command().add(0, this.root.resolve("opt/runner-fleet/fleet").toString());
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

	/** What people read in the log group's stream. */
	String story() throws IOException {
		return Files.readString(this.root.resolve("var/log/runner-fleet.log"));
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

	private void stub(String name, String body) throws IOException {
		Path stub = this.root.resolve("bin").resolve(name).normalize();
		Files.createDirectories(stub.getParent());
		Files.writeString(stub, "#!/bin/bash\necho \"%s $*\" >>%s/log\n%s\n".formatted(name, this.root, body));
		Files.setPosixFilePermissions(stub, PosixFilePermissions.fromString("rwx------"));
	}

}
