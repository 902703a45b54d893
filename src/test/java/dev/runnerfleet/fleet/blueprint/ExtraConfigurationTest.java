package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

import static org.assertj.core.api.Assertions.assertThat;

/** What people add to the runner's configuration, and what becomes of their mistakes. */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class ExtraConfigurationTest {

	private static final String MUCH = """
			# Twice as much as usual.
			output_limit = 8192 # kB
			pre_build_script = \"""
			set -e
			[ -n "$CI" ] # really
			\"""

			[runners.docker]
			  memory = "2g"
			  allowed_images = [
			    "ruby:*", # not ] yet
			    'it"s',
			  ]

			[[runners.docker.services]]
			name = "docker:dind"
			[[runners.docker.services]]
			name = "redis:7"
			[runners.docker.tmpfs]
			"/tmp" = "rw"

			[runners.feature_flags]
			FF_TIMESTAMPS = true
			[[runners.autoscaler.policy]]
			periods = ["* * * * sat"]
			idle_count = 0
			""";

	@TempDir
	private Path root;

	private ManagerHost manager;

	@BeforeEach
	void setUp() throws IOException {
		this.manager = new ManagerHost(this.root);
	}

	@Test
	void standsBesideWhatTheFleetSays() {
		RenderedBlueprint fleet = fleet(MUCH);
		assertThat(fleet.violations()).isEmpty();
		TomlTable runner = RenderedBlueprint.runner(fleet.config());
		assertThat(runner.getLong("output_limit")).isEqualTo(8192);
		assertThat(runner.getString("pre_build_script")).isEqualTo("set -e\n[ -n \"$CI\" ] # really\n");
		assertThat(runner.getString("docker.memory")).isEqualTo("2g");
		assertThat(runner.getArray("docker.allowed_images").toList()).isEqualTo(List.of("ruby:*", "it\"s"));
		assertThat(runner.getArray("docker.services").getTable(1).getString("name")).isEqualTo("redis:7");
		assertThat(runner.getTable("docker.tmpfs").toMap()).isEqualTo(Map.of("/tmp", "rw"));
		assertThat(runner.getBoolean("feature_flags.FF_TIMESTAMPS")).isTrue();
		assertThat(runner.getArray("autoscaler.policy").size()).isEqualTo(3);
		assertThat(runner.getArray("autoscaler.policy").getTable(2).getLong("idle_count")).isZero();
		RenderedBlueprint.runner(fleet("").config())
			.dottedEntrySet()
			.stream()
			.filter((entry) -> !entry.getKey().equals("autoscaler.policy"))
			.forEach((entry) -> assertThat(plain(runner.get(entry.getKey()))).as(entry.getKey())
				.isEqualTo(plain(entry.getValue())));
	}

	@Test
	void withoutItTheConfigurationIsAsItWas() {
		assertThat(fleet("").file("/etc/runner-fleet/config.toml")).startsWith("listen_address = ");
	}

	/** Docker's limits are read anew; what scales the workers is not. */
	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			"[runners.docker]\\nmemory = '2g'", false
			"[[runners.docker.services]]\\nname = 'redis:7'", false
			"[[runners.autoscaler.policy]]\\nidle_count = 1", false
			"[runners.autoscaler]\\nupdate_interval = '5s'", true
			"[runners.autoscaler.vm_isolation]\\nenabled = false", true
			""")
	void restartsTheRunnerWhereThatIsNeeded(String text, boolean restarts) throws Exception {
		this.manager.place(fleet(""));
		this.manager.boot();
		this.manager.place(fleet(text.replace("\\n", "\n")));
		this.manager.forgetLog();
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.log().contains("systemctl restart --no-block gitlab-runner")).isEqualTo(restarts);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', delimiter = '>',
			textBlock = """
					"a = 1\\nname = 'other'" > 2: runners.name is the fleet's own or has a field
					"Limit = 5" > 1: runners.limit is the fleet's own
					"\\n\\n'token' = 'x'" > 3: runners.token is the fleet's own
					"[[runners.docker.services]]\\ntoken = 'x'" > 2: runners.docker.services.token is the fleet's own
					"script = '''\\n[runners.experimental.boot_verify]\\n'''" > 1: runners.script is the fleet's own
					"[runners.docker]\\n\\nPrivileged = true" > 3: runners.docker.privileged is the fleet's own
					"[[runners.docker]]\\n'image' = 'x'" > 2: runners.docker.image is the fleet's own
					"[ runners . Docker ]\\nshm_size = 1" > 2: runners.docker.shm_size is the fleet's own
					"docker = { privileged = true }" > 1: runners.docker is the fleet's own
					"docker.memory = '1g'" > 1: runners.docker is the fleet's own
					"[runners.autoscaler.plugin_config]\\nprofile = 'x'" > 1: runners.autoscaler.plugin_config is the fleet's own
					"[runners.autoscaler]\\nplugin = 'x'" > 2: runners.autoscaler.plugin is the fleet's own
					"[runners.autoscaler]\\nstate_storage = {}" > 2: runners.autoscaler.state_storage is the fleet's own
					"environment = ['A=b']" > 1: runners.environment is the fleet's own
					"tls-ca-file = '/tmp/x'" > 1: runners.tls-ca-file is the fleet's own
					"[[runners]]\\na = 1\\n[[runners]]\\nexecutor = 'shell'" > 4: runners.executor is the fleet's own
					"[session_server]\\nsession_timeout = 1" > 1: [session_server] is neither [a table of runners] nor key = value
					"[runnersx.y]\\nz = 1" > 1: [runnersx.y] is neither
					"[runners.docker] memory = '1g'" > 1: [runners.docker] memory = '1g' is neither
					"output_limit: 8192" > 1: output_limit: 8192 is neither
					""")
	void aMistakeIsToldAndChangesNothing(String text, String words) throws Exception {
		this.manager.place(fleet(""));
		this.manager.boot();
		assertThat(this.manager.run("swap")).isZero();
		String before = Files.readString(this.manager.config());
		this.manager.place(fleet(text.replace("\\n", "\n")));
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.run("swap")).isZero();
		assertThat(this.manager.config()).hasContent(before);
		assertThat(this.manager.story()).contains("extra told: The extra configuration, line " + words,
				"extra not-in-force: the manager failed while checking the extra configuration\n");
		assertThat(this.manager.lines()).filteredOn((line) -> line.get("outcome").equals("not-in-force"))
			.singleElement()
			.satisfies((line) -> assertThat(line.get("wanted")).isNotEqualTo(line.get("hash")));
		this.manager.place(fleet("output_limit = 1"));
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.runner().getLong("output_limit")).isEqualTo(1);
	}

	/** What is no TOML only the runner can say, by a line that nobody has counted. */
	@Test
	void aLineThatTheRunnerNamesIsShown() throws Exception {
		this.manager.environment.put("LINT", "FATAL: decoding config: toml: line 13: expected a value");
		this.manager.place(fleet("memory = "));
		assertThat(this.manager.run("decide")).isNotZero();
		String line = fleet("memory = ").file("/etc/runner-fleet/config.toml").lines().toList().get(12);
		assertThat(this.manager.story()).contains(
				"extra told: FATAL: decoding config: toml: line 13: expected a value That line is: " + line + "\n");
	}

	@Test
	void theRunnerItselfHasTheLastWordOnKeys() throws Exception {
		this.manager.environment.put("LINT", "FATAL: 1 unknown key(s) found:\n  unknown key: runners.docker.memroy");
		this.manager.place(fleet(""));
		this.manager.boot();
		this.manager.place(fleet("[runners.docker]\nmemroy = '2g'"));
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.story()).contains(
				"extra told: FATAL: 1 unknown key(s) found: unknown key: runners.docker.memroy\n",
				"extra not-in-force: ");
		assertThat(this.manager.runner().contains("docker.memroy")).isFalse();
		this.manager.environment.remove("LINT");
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.runner().contains("docker.memroy")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "token = 'x'", "  url = \"x\"", "a = 1\nexecutor=\"shell\"" })
	void theFormRefusesWhatIsPlain(String text) {
		assertThat(fleet(text).violations()).singleElement().asString().contains("without token, url and executor");
	}

	private static Object plain(Object value) {
		return (value instanceof TomlArray array) ? array.toList() : value;
	}

	private static RenderedBlueprint fleet(String text) {
		return RenderedBlueprint.of("docker-autoscaler", Map.of("ExtraConfiguration", text));
	}

}
