package dev.runnerfleet.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Durations in milliseconds, and the words to print them with. */
class Figures {

	private final List<Double> values = new ArrayList<>();

	synchronized void addNanos(long nanos) {
		this.values.add(nanos / 1e6);
	}

	double median() {
		return quantile(0.5);
	}

	synchronized double quantile(double share) {
		double[] sorted = this.values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		return (sorted.length == 0) ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
	}

	synchronized int count() {
		return this.values.size();
	}

	void print(String what) {
		say("%-46s median %8.1f ms   p99 %8.1f ms   max %8.1f ms   n %d", what, median(), quantile(0.99), quantile(1),
				this.values.size());
	}

	static void say(String words, Object... values) {
		System.out.println(words.formatted(values));
	}

	/** Figures mean nothing without the machine they were taken on. */
	static void printMachine() throws IOException {
		Path cpus = Path.of("/proc/cpuinfo");
		String cpu = Files.exists(cpus) ? Files.readAllLines(cpus)
			.stream()
			.filter((line) -> line.startsWith("model name"))
			.findFirst()
			.map((line) -> line.split(":", 2)[1].strip())
			.orElse("unknown CPU") : System.getProperty("os.arch");
		Path load = Path.of("/proc/loadavg");
		say("%s, %s, %d cores, Java %s, load %s", LocalDate.now(), cpu, Runtime.getRuntime().availableProcessors(),
				System.getProperty("java.version"),
				Files.exists(load) ? Arrays.stream(Files.readString(load).split(" ")).limit(2).toList() : "unknown");
	}

}
