package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A manager whose report runs for real in a directory of its own, with a runner's metrics
 * behind a port and a stub in the place of AWS's command.
 */
final class ReportingManager implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.shared();

	/** What the stub of AWS's command goes by. */
	final Map<String, String> environment = new HashMap<>();

	private final Path root;

	private final HttpServer runner;

	private final CountDownLatch closed = new CountDownLatch(1);

	private final String script;

	private byte[] metrics = {};

	private boolean hung;

	private Instant now = Instant.parse("2026-11-26T12:30:00Z");

	ReportingManager(Path root, String blueprint) throws IOException {
		this.root = root;
		this.runner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.runner.setExecutor(Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task, "metrics");
			thread.setDaemon(true);
			return thread;
		}));
		this.runner.createContext("/metrics", this::answer);
		this.runner.start();
		RenderedBlueprint fleet = RenderedBlueprint.of(blueprint, Map.of());
		for (String line : fleet.file("/etc/runner-fleet/environment").split("\n")) {
			this.environment.put(line.split("=", 2)[0], line.split("=", 2)[1]);
		}
		this.script = fleet.file("/opt/runner-fleet/report")
			.replaceAll("(?<=')/(?=(etc|var|opt)/)", root + "/")
			.replace("localhost:9252", "127.0.0.1:" + this.runner.getAddress().getPort())
			.replace("time.time()", "float(os.environ['NOW'])")
			.replace("run('aws'", "run('" + root.resolve("bin/aws") + "'");
		write("report", this.script);
		write("var/lib/cloud/data/instance-id", "i-0123456789abcdef0\n");
		write("var/lib/runner-fleet/hash", "0123456789ab\n");
		write("etc/gitlab-runner/config.toml",
				"token = '%s'\ntoken_expires_at = 2026-12-03T00:00:00Z\n".formatted(RenderedBlueprint.TOKEN));
		Files.createDirectories(root.resolve("var/log"));
		write("bin/aws", """
				#!/bin/bash
				echo "$*" >>%1$s/asked
				if [[ -n "${HANGS:-}" && "$*" = *"$HANGS"* ]]; then exec sleep 30; fi
				if [[ -n "${REFUSED:-}" && "$*" = *"$REFUSED"* ]]; then
				  echo "An error occurred (Throttling) when calling the $2 operation: Rate exceeded" >&2
				  exit 254
				fi
				if [ "$2" = update-auto-scaling-group ]; then
				  tr -cd 0-9 <<<"${*: -1}" >%1$s/base
				  exit
				fi
				sed "s/BASE/$(<%1$s/base)/" "%1$s/$2"
				""".formatted(root));
		write("opt/runner-fleet/fleet", "#!/bin/bash\necho \"$*\" >>%s/told\n".formatted(root));
		for (String program : List.of("bin/aws", "opt/runner-fleet/fleet")) {
			Files.setPosixFilePermissions(root.resolve(program), PosixFilePermissions.fromString("rwx------"));
		}
		write("base", "0");
		group(0);
		write("describe-scaling-activities", "[]");
	}

	/** What the runner tells, of files in the test's resources. */
	void metrics(String... files) throws IOException {
		StringBuilder text = new StringBuilder();
		for (String file : files) {
			text.append(Files.readString(Path.of("src/test/resources/metrics", file + ".txt")));
		}
		tell(text.toString().getBytes(StandardCharsets.UTF_8));
	}

	void tell(byte[] metrics) {
		this.metrics = metrics;
	}

	/** Another value of one sample, which is found by a part of its labels. */
	void set(String sample, Object value) {
		String before = new String(this.metrics, StandardCharsets.UTF_8);
		String after = before.replaceAll("(?m)^(.*\\Q" + sample + "\\E.*) \\S+$", "$1 " + value);
		assertThat(after).isNotEqualTo(before);
		tell(after.getBytes(StandardCharsets.UTF_8));
	}

	void add(String samples) {
		tell((new String(this.metrics, StandardCharsets.UTF_8) + samples).getBytes(StandardCharsets.UTF_8));
	}

	/** What never comes is waited for less long than on a manager, as is nothing else. */
	void hang() throws IOException {
		this.hung = true;
		assertThat(this.script).contains("-sSfm5");
		write("report", this.script.replace("-sSfm5", "-sSfm1"));
	}

	/** A group that wants so many workers and has some, each with its type and life. */
	void group(int wanted, String... workers) throws IOException {
		ArrayNode ids = JSON.createArrayNode();
		ArrayNode instances = JSON.createArrayNode();
		for (String worker : workers) {
			String[] parts = worker.split(" ");
			ids.add(parts[0]);
			instances.addArray().add(parts[0]).add(parts[1]).add((parts.length > 2) ? parts[2] : null);
		}
		write("describe-auto-scaling-groups", "[%d, 20, %s, BASE]".formatted(wanted, ids));
		write("describe-instances", instances.toString());
	}

	/** What the group has tried to start, as AWS's command shows it, the newest first. */
	void launches(String json) throws IOException {
		write("describe-scaling-activities", json);
	}

	/** The on-demand base that the group has. */
	String base() throws IOException {
		return Files.readString(path("base"));
	}

	/** What the manager has told in its story. */
	List<String> told() throws IOException {
		return Files.exists(path("told")) ? Files.readAllLines(path("told")) : List.of();
	}

	/** How often AWS was asked so. */
	long asked(String command) throws IOException {
		Path asked = this.root.resolve("asked");
		return Files.exists(asked) ? Files.readAllLines(asked).stream().filter((line) -> line.contains(command)).count()
				: 0;
	}

	/** Runs the report and gives its line. */
	JsonNode report() throws IOException, InterruptedException {
		assertThat(run()).isZero();
		List<JsonNode> lines = lines();
		return lines.get(lines.size() - 1);
	}

	int run(String... before) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(before));
		command.addAll(List.of("python3", path("report").toString()));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(path("log").toFile());
		builder.environment().putAll(this.environment);
		builder.environment().put("NOW", String.valueOf(this.now.getEpochSecond()));
		Process process = builder.start();
		assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
		return process.exitValue();
	}

	List<JsonNode> lines() throws IOException {
		List<JsonNode> lines = new ArrayList<>();
		for (String line : Files.readAllLines(path("var/log/pulse.log"))) {
			assertThat(line.length()).isLessThan(1500);
			lines.add(JSON.readTree(line));
		}
		return lines;
	}

	/** Lets time pass before the next report. */
	void pass(int seconds) {
		this.now = this.now.plusSeconds(seconds);
	}

	Path path(String name) {
		return this.root.resolve(name);
	}

	void write(String file, String text) throws IOException {
		Files.createDirectories(path(file).getParent());
		Files.writeString(path(file), text);
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			exchange.sendResponseHeaders(200, 0);
			try (OutputStream body = exchange.getResponseBody()) {
				body.write(this.metrics);
				if (this.hung) {
					body.flush();
					this.closed.await();
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.runner.stop(0);
	}

}
