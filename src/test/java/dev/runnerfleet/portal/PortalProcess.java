package dev.runnerfleet.portal;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The portal in a process of its own, which can be killed like any other. */
public class PortalProcess implements AutoCloseable {

	private static final String PASSWORD = "correct horse battery";

	private static final Pattern ADDRESS = Pattern.compile("Runner Fleet Portal: http://localhost:(\\d+)");

	private static final Duration PATIENCE = Duration.ofSeconds(180);

	private static final Path THIS_JAVA = Path.of(System.getProperty("java.home"));

	/** What ends soon is not worth a second compilation: half the work of a start. */
	private static final List<String> SHORT_LIFE = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

	private final List<String> log = new ArrayList<>();

	private final CompletableFuture<Integer> port = new CompletableFuture<>();

	private final Process process;

	private PortalProcess(Process process) {
		this.process = process;
		Thread reader = new Thread(this::read, "portal-log");
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Starts the portal from this build's class path, for a short life.
	 * @param data where its database is
	 * @param aws the endpoint that it takes for AWS
	 * @param arguments settings
	 */
	public static PortalProcess start(Path data, String aws, String... arguments) throws IOException {
		return start(data, Map.of("AWS_ENDPOINT_URL", aws), arguments);
	}

	/** Starts the portal for a short life, with more of an environment. */
	static PortalProcess start(Path data, Map<String, String> environment, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(SHORT_LIFE);
		command.addAll(fromClasses());
		return start(THIS_JAVA, command, data, environment, arguments);
	}

	/** Starts the portal from this build's class path under a Java as people run it. */
	public static PortalProcess measured(Path data, String aws, String... arguments) throws IOException {
		return start(THIS_JAVA, fromClasses(), data, Map.of("AWS_ENDPOINT_URL", aws), arguments);
	}

	/**
	 * Starts the portal from this build's class path under another Java.
	 * @param java its home
	 * @param options of that Java
	 */
	public static PortalProcess measured(Path java, String options, Path data, String aws) throws IOException {
		return start(java, fromClasses(), data, Map.of("AWS_ENDPOINT_URL", aws, "JDK_JAVA_OPTIONS", options));
	}

	/**
	 * Starts the portal from this build's jar.
	 * @param java the home of the Java that runs it
	 */
	static PortalProcess startJar(Path java, Path data, String aws, String... arguments) throws IOException {
		return start(java, List.of("-jar", Path.of("target", "runner-fleet-portal.jar").toAbsolutePath().toString()),
				data, Map.of("AWS_ENDPOINT_URL", aws), arguments);
	}

	private static List<String> fromClasses() {
		return List.of("-cp", classPath(), "dev.runnerfleet.RunnerFleetPortal");
	}

	private static PortalProcess start(Path java, List<String> what, Path data, Map<String, String> environment,
			String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(java.resolve("bin").resolve("java").toString());
		command.addAll(what);
		command.addAll(List.of("--server.port=0", "--server.address=127.0.0.1", "--portal.data=" + data,
				"--springdoc.api-docs.enabled=false"));
		command.addAll(List.of(arguments));
		ProcessBuilder portal = new ProcessBuilder(command);
		portal.environment().putAll(environment);
		portal.environment().put("PORTAL_AWS_PAGES_BEFORESENDING", "30s");
		portal.environment().put("AWS_REGION", "eu-central-1");
		portal.environment().put("AWS_ACCESS_KEY_ID", "stand-in");
		portal.environment().put("AWS_SECRET_ACCESS_KEY", "stand-in");
		portal.environment().put("PORTAL_ADMIN_PASSWORD", PASSWORD);
		return new PortalProcess(portal.redirectErrorStream(true).start());
	}

	/** That of this test, without what is here for tests alone. */
	private static String classPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry.endsWith("test-classes"))
			.collect(Collectors.joining(File.pathSeparator));
	}

	public void awaitReady() throws Exception {
		this.port.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
	}

	/** SIGKILL: nothing is closed, flushed or said goodbye to. */
	void kill() {
		this.process.destroyForcibly();
	}

	/** SIGTERM, as whatever runs it sends to stop it. */
	void terminate() {
		this.process.destroy();
	}

	void awaitDeath() throws Exception {
		this.process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
	}

	/** Where it listens, once it is ready. */
	public int port() {
		return this.port.join();
	}

	/** Somebody who may do everything. */
	public Visitor admin() {
		return new Visitor(this.port.join(), "admin", PASSWORD);
	}

	/** Somebody else who may sign in. */
	Visitor visitor(String name, String password) {
		return new Visitor(this.port.join(), name, password);
	}

	/** The processor time that it has used so far. */
	public Duration cpu() {
		return this.process.info().totalCpuDuration().orElse(Duration.ZERO);
	}

	/** Whether it has not ended. */
	public boolean isAlive() {
		return this.process.isAlive();
	}

	/** The number of its process. */
	public long pid() {
		return this.process.pid();
	}

	/** What it has logged, for a failure message. */
	public synchronized String log() {
		return String.join("\n", this.log);
	}

	@Override
	public void close() throws Exception {
		kill();
		awaitDeath();
	}

	private void read() {
		try (BufferedReader lines = this.process.inputReader()) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				note(line);
				Matcher address = ADDRESS.matcher(line);
				if (address.find()) {
					this.port.complete(Integer.valueOf(address.group(1)));
				}
			}
		}
		catch (IOException ex) {
			note(String.valueOf(ex));
		}
		this.port.completeExceptionally(new IllegalStateException("The portal ended:\n" + log()));
	}

	private synchronized void note(String line) {
		this.log.add(line);
	}

}
