package dev.runnerfleet.benchmark;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** From the command to the first page, and the memory after it. */
class StartBenchmark {

	private static final int RUNS = Integer.getInteger("benchmarks.starts", 5);

	private static final Path JAR = Path.of("target/runner-fleet-portal.jar").toAbsolutePath();

	private final Path scratch;

	StartBenchmark(Path scratch) {
		this.scratch = scratch;
	}

	void run() throws Exception {
		if (!Files.exists(JAR)) {
			Figures.say("Start: no %s; run ./mvnw -DskipTests package first", JAR);
			return;
		}
		String here = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		measure("Start of the jar, Java " + Runtime.version().feature(),
				List.of(here, "-jar", JAR.toString(), "--spring.profiles.active=sandbox"), this.scratch);
		String other = System.getProperty("benchmarks.java25");
		if (other != null) {
			measure("Start as in the image, Java 25 and its AOT cache", image(other), this.scratch.resolve("image"));
		}
	}

	/** What the Dockerfile does, without Docker. */
	private List<String> image(String java) throws Exception {
		Path directory = this.scratch.resolve("image");
		finish(new ProcessBuilder(java, "-Djarmode=tools", "-jar", JAR.toString(), "extract", "--destination",
				directory.toString()), this.scratch);
		train(java, directory);
		return List.of(java, "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=40", "-XX:AOTCache=app.aot", "-jar",
				JAR.getFileName().toString(), "--spring.profiles.active=sandbox");
	}

	private static void train(String java, Path directory) throws Exception {
		int port = freePort();
		Process portal = quiet(new ProcessBuilder(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
				"-XX:AOTCacheOutput=app.aot", "-Dportal.data=" + directory.resolve("training"),
				"-Dportal.admin.password=only-for-the-training", "-Dserver.port=" + port, "-jar",
				JAR.getFileName().toString()), directory)
			.start();
		awaitPage(portal, port);
		portal.destroy();
		portal.waitFor(5, TimeUnit.MINUTES);
	}

	private void measure(String what, List<String> command, Path directory) throws Exception {
		Figures starts = new Figures();
		long resident = 0;
		for (int run = 0; run < RUNS; run++) {
			int port = freePort();
			List<String> all = new ArrayList<>(command);
			all.addAll(List.of("--server.port=" + port, "--portal.data=" + directory.resolve("data-" + run)));
			long begin = System.nanoTime();
			Process portal = quiet(new ProcessBuilder(all), directory).start();
			try {
				awaitPage(portal, port);
				starts.addNanos(System.nanoTime() - begin);
				resident = Math.max(resident, resident(portal));
			}
			finally {
				portal.destroy();
				portal.waitFor(30, TimeUnit.SECONDS);
				portal.destroyForcibly();
			}
		}
		starts.print(what);
		Figures.say("%-46s %d MiB", "  resident at that moment, at most", resident >> 10);
	}

	private static void awaitPage(Process portal, int port) throws InterruptedException {
		while (!answers(port)) {
			if (portal.waitFor(20, TimeUnit.MILLISECONDS)) {
				throw new IllegalStateException("The portal ended with exit code " + portal.exitValue());
			}
		}
	}

	private static boolean answers(int port) {
		try {
			HttpURLConnection page = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/login")
				.toURL()
				.openConnection();
			return page.getResponseCode() == 200 && page.getInputStream().readAllBytes().length > 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** Kibibytes by the kernel's account; 0 where there is none. */
	private static long resident(Process portal) throws IOException {
		Path status = Path.of("/proc", String.valueOf(portal.pid()), "status");
		return Files.exists(status) ? Files.readAllLines(status)
			.stream()
			.filter((line) -> line.startsWith("VmRSS"))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
			.findFirst()
			.orElse(0) : 0;
	}

	private static void finish(ProcessBuilder command, Path directory) throws Exception {
		quiet(command, directory).start().waitFor(5, TimeUnit.MINUTES);
	}

	private static ProcessBuilder quiet(ProcessBuilder command, Path directory) {
		return command.directory(new File(directory.toString()))
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(ProcessBuilder.Redirect.DISCARD);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
