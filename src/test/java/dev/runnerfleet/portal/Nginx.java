package dev.runnerfleet.portal;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.awaitility.Awaitility.await;

/** The machine's own nginx, set up as many set it up: with hardly a setting. */
public final class Nginx implements AutoCloseable {

	private static final String HINT = "No nginx was found. Install one.";

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private final Path folder;

	private final Process process;

	private final int port;

	private Nginx(Path folder, Process process, int port) {
		this.folder = folder;
		this.process = process;
		this.port = port;
	}

	/**
	 * Starts nginx on a port of its own.
	 * @param location what a {@code server} holds
	 */
	public static Nginx start(String location) throws IOException {
		Path folder = Files.createTempDirectory("nginx");
		int port = FreePort.find();
		// All that it needs to run beside others, as nobody in particular.
		Files.writeString(folder.resolve("nginx.conf"), """
				daemon off;
				pid nginx.pid;
				events {}
				http {
				  access_log off;
				  client_body_temp_path body;
				  proxy_temp_path proxy;
				  fastcgi_temp_path fastcgi;
				  uwsgi_temp_path uwsgi;
				  scgi_temp_path scgi;
				  server {
				    listen 127.0.0.1:%d;
				    %s
				  }
				}
				""".formatted(port, location));
		Process process = new ProcessBuilder(find().orElseThrow().toString(), "-p", folder.toString(), "-c",
				"nginx.conf", "-e", "error.log")
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve("output").toFile())
			.start();
		Nginx nginx = new Nginx(folder, process, port);
		await().atMost(PATIENCE).until(nginx::listens);
		return nginx;
	}

	public int port() {
		return this.port;
	}

	public String address() {
		return "http://127.0.0.1:" + this.port;
	}

	@Override
	public void close() throws IOException {
		this.process.destroy();
		this.process.onExit().join();
		try (Stream<Path> files = Files.walk(this.folder)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(file);
			}
		}
	}

	private boolean listens() throws IOException {
		if (!this.process.isAlive()) {
			throw new IllegalStateException("nginx ended: " + Files.readString(this.folder.resolve("output"))
					+ Files.readString(this.folder.resolve("error.log")));
		}
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static Optional<Path> find() {
		Stream<String> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
		// Where it is, though most people's PATH does not lead there.
		Stream<String> usual = List.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin").stream();
		return Stream.concat(path, usual)
			.filter((folder) -> !folder.isBlank())
			.map((folder) -> Path.of(folder, "nginx"))
			.filter(Files::isExecutable)
			.findFirst();
	}

	/** Skips tests where there is none, or fails under {@code -Dnginx.required=true}. */
	public static final class Installed implements ExecutionCondition {

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			if (find().isPresent()) {
				return ConditionEvaluationResult.enabled("There is an nginx.");
			}
			if (Boolean.getBoolean("nginx.required")) {
				throw new IllegalStateException(HINT);
			}
			return ConditionEvaluationResult.disabled(HINT);
		}

	}

}
