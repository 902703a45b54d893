package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A manager's machine with just so much of systemd, EC2 and its workers that it can lose
 * its power and come up again.
 */
final class PlayedMachine {

	/** With GitLab Runner begun as systemd does. */
	private static final String SYSTEMCTL = """
			case "$*" in
			  enable*) mkdir -p enabled; : >"enabled/${*: -1}" ;;
			  'restart gitlab-runner') /bin/rm -f works
			    opt/runner-fleet/fleet swap && grep -qs '^ *token = ' etc/gitlab-runner/config.toml || exit
			    : >works
			    if grep -qs running predecessor; then : >met; fi ;;
			  'stop gitlab-runner' | 'stop --no-block gitlab-runner') /bin/rm -f works ;;
			  'disable gitlab-runner') /bin/rm -f enabled/gitlab-runner ;;
			  'is-active -q gitlab-runner') [ -e works ] ;;
			  show*MainPID*) echo 0 ;;
			esac""";

	private static final String AWS = """
			case "$*" in
			  secretsmanager*--version-stage*) echo ResourceNotFoundException >&2; exit 254 ;;
			  secretsmanager*) echo "${SECRET:-%s}" ;;
			  ssm*) echo ami-0123456789abcdef0 ;;
			  *AvailabilityZone*) echo eu-central-1b ;;
			  *LaunchTime*) printf '2026-11-27T08:00:00+00:00\\ti-self\\n'; cat older 2>/dev/null || true ;;
			  *complete-lifecycle-action*) : >completed ;;
			  *logical-id*running*) echo i-self; if grep -qs running predecessor; then echo i-old; fi ;;
			  *logical-id*stopped*) if grep -qs stopped predecessor; then echo i-old; fi ;;
			  *describe-auto-scaling-groups* | *iam-instance-profile.arn*) cat workers 2>/dev/null ;;
			  *terminate-instances*) /bin/rm -f workers ;;
			  *stop-instances*) echo stopped >predecessor ;;
			  *start-instances*) echo running >predecessor ;;
			esac""".formatted(RenderedBlueprint.TOKEN);

	/** What no manager goes by. */
	private static final Set<String> WORDS = Set.of("log", "asked", "runner-fleet.log");

	private final Path root;

	private final Path shots;

	private final ManagerHost host;

	PlayedMachine(Path directory) throws IOException {
		this.root = Files.createDirectories(directory.resolve("machine"));
		this.shots = Files.createDirectories(directory.resolve("shots"));
		this.host = new ManagerHost(this.root);
	}

	void isMade(RenderedBlueprint fleet) throws IOException {
		this.host.place(fleet);
		this.host.installAgent();
		this.host.stub("systemctl", SYSTEMCTL);
		this.host.stub("aws", AWS);
		this.host.stub("dnf", "case \"$*\" in *gitlab-runner*) mkdir -p enabled; : >enabled/gitlab-runner ;; esac");
		this.host.stub("../opt/aws/bin/cfn-signal", "");
		this.host.stub("../opt/aws/bin/cfn-init", "opt/runner-fleet/fleet create");
		for (String command : List.of("mv", "cp", "rm", "touch")) {
			this.host.stub(command, "exec /bin/" + command + " \"$@\"");
		}
	}

	void isSetTo(RenderedBlueprint fleet, String token) throws IOException {
		this.host.place(fleet);
		this.host.environment.put("SECRET", token);
	}

	/** From now on each command fails that has these words, or none with empty ones. */
	void fails(String words) {
		this.host.environment.put("BROKEN", words);
	}

	/** What people read last: {@code step outcome}. */
	List<String> told() throws IOException {
		return this.host.lines().stream().map((line) -> line.get("step") + " " + line.get("outcome")).toList();
	}

	void hasPredecessor(String state) throws IOException {
		Files.writeString(this.root.resolve("predecessor"), state + "\n");
	}

	boolean predecessor(String state) throws IOException {
		return Files.readString(this.root.resolve("predecessor")).strip().equals(state);
	}

	/** Another of its group that has begun before it, or none any more. */
	void hasOlder(boolean lives) throws IOException {
		Files.writeString(this.root.resolve("older"), lives ? "2026-11-26T08:00:00+00:00\ti-older\n" : "");
	}

	/** Whether Auto Scaling may end it. */
	boolean letsGo() {
		return Files.exists(this.root.resolve("completed"));
	}

	/** Whether it has ever worked beside another manager of its stack. */
	boolean metAnother() {
		return Files.exists(this.root.resolve("met"));
	}

	void hasWorkers() throws IOException {
		Files.writeString(this.root.resolve("workers"), "i-worker1\n");
	}

	boolean hasNoWorkers() {
		return Files.notExists(this.root.resolve("workers"));
	}

	int run(String command) throws Exception {
		return this.host.run(command);
	}

	/** Runs it through, and keeps the disk as it was before each command of it. */
	List<Path> momentsOf(String command) throws Exception {
		Path kept = Files.createDirectories(this.shots.resolve(command));
		this.host.environment.put("SHOTS", kept.toString());
		assertThat(run(command)).isZero();
		this.host.environment.remove("SHOTS");
		List<Path> moments = new ArrayList<>();
		Set<String> seen = new HashSet<>();
		try (var all = Files.list(kept)) {
			for (Path moment : all.sorted().toList()) {
				if (seen.add(content(moment))) {
					moments.add(moment);
				}
			}
		}
		return moments;
	}

	private static String content(Path moment) throws IOException {
		StringBuilder content = new StringBuilder();
		try (var files = Files.walk(moment)) {
			for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
				if (!WORDS.contains(file.getFileName().toString())) {
					content.append(moment.relativize(file)).append(Files.readString(file));
				}
			}
		}
		return content.toString();
	}

	void isBackAt(Path moment) throws Exception {
		FileSystemUtils.deleteRecursively(this.root);
		assertThat(new ProcessBuilder("cp", "-a", moment.toString(), this.root.toString()).start().waitFor()).isZero();
	}

	/** Does what systemd does. */
	void comesUp() throws Exception {
		Files.deleteIfExists(this.root.resolve("works"));
		if (isEnabled("gitlab-runner")) {
			this.host.execute(this.root.resolve("bin/systemctl").toString(), "restart", "gitlab-runner");
		}
		if (isEnabled("runner-fleet-release")) {
			assertThat(run("resume")).isZero();
		}
	}

	boolean isEnabled(String unit) {
		return Files.exists(this.root.resolve("enabled").resolve(unit));
	}

	/** Whether its runner takes jobs. */
	boolean works() {
		return Files.exists(this.root.resolve("works"));
	}

	/** Idle capacity and token in force. */
	String values() throws IOException {
		String idle = Files.readString(this.host.config()).replaceAll("(?si).*\\nidle_?count = (\\d+).*", "$1");
		return idle + " " + this.host.runner().getString("token");
	}

}
