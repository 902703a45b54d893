package dev.runnerfleet.benchmark;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.runnerfleet.portal.PortalProcess;
import dev.runnerfleet.portal.StandInAws;
import dev.runnerfleet.portal.Visitor;

/**
 * What strangers can do to somebody who has signed in: pages, the API and the health
 * check before, during and after each attack on a portal with 400 MB.
 */
class AttackBenchmark {

	private static final String OPTIONS = "-XX:+UseSerialGC -XX:MaxRAM=400m -XX:MaxRAMPercentage=40 "
			+ "-XX:+ExitOnOutOfMemoryError";

	private static final Duration BESIDE = Duration.ofSeconds(10);

	private static final Duration GAP = Duration.ofMillis(200);

	private final Path java = Path.of(System.getProperty("benchmarks.java", System.getProperty("java.home")));

	private final Duration lasting = Duration.ofSeconds(Integer.getInteger("benchmarks.attack", 30));

	private final Path scratch;

	AttackBenchmark(Path scratch) {
		this.scratch = scratch;
	}

	void run() throws Exception {
		Map<String, Attack> attacks = Attacks.all();
		String chosen = System.getProperty("benchmarks.attacks", "");
		List<String> names = chosen.isEmpty() ? List.copyOf(attacks.keySet()) : List.of(chosen.split(","));
		Figures.say("Attacks of %d s, %s", this.lasting.toSeconds(),
				Files.readString(this.java.resolve("release"))
					.lines()
					.filter((line) -> line.startsWith("JAVA_VERSION="))
					.findFirst()
					.orElse("Java"));
		try (StandInAws aws = new StandInAws();
				PortalProcess portal = PortalProcess.measured(this.java, OPTIONS, this.scratch.resolve("attacked"),
						aws.url())) {
			portal.awaitReady();
			Visitor ada = portal.admin();
			ada.signIn();
			watch(ada, BESIDE);
			for (String name : names) {
				measure(name, attacks.get(name), portal, ada);
			}
		}
	}

	private void measure(String name, Attack attack, PortalProcess portal, Visitor ada) throws Exception {
		watch(ada, BESIDE).print(name + ": before");
		long end = System.nanoTime() + this.lasting.toNanos();
		CompletableFuture<String> attacking = CompletableFuture.supplyAsync(() -> {
			try {
				return attack.run(portal.port(), end);
			}
			catch (Exception ex) {
				return String.valueOf(ex);
			}
		});
		watch(ada, this.lasting).print("  during");
		Figures.say("  %s; resident %d MiB, alive %s", attacking.get(60, TimeUnit.SECONDS), resident(portal) >> 10,
				portal.isAlive());
		watch(ada, BESIDE).print("  afterwards");
	}

	/** Each request leaves when it is due; one that fails counts as the longest. */
	private static Figures watch(Visitor ada, Duration time) throws Exception {
		Figures all = new Figures();
		AtomicInteger failed = new AtomicInteger();
		String[] paths = { "/", "/healthz", "/account", "/audit" };
		List<CompletableFuture<?>> open = new ArrayList<>();
		long begin = System.nanoTime();
		for (int i = 0; i * GAP.toMillis() < time.toMillis(); i++) {
			long due = begin + i * GAP.toNanos();
			TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
			open.add(ada.getAsync(paths[i % paths.length], BodyHandlers.ofString()).handle((answer, ex) -> {
				if (isWhole(answer)) {
					all.addNanos(System.nanoTime() - due);
				}
				else {
					failed.incrementAndGet();
				}
				return null;
			}));
		}
		CompletableFuture.allOf(open.toArray(CompletableFuture[]::new)).get(90, TimeUnit.SECONDS);
		if (failed.get() > 0) {
			Figures.say("  of them failed: %d", failed.get());
		}
		return all;
	}

	private static boolean isWhole(HttpResponse<String> answer) {
		return answer != null && answer.statusCode() == 200
				&& (answer.uri().getPath().equals("/healthz") || answer.body().contains("</html>"));
	}

	/** Kibibytes by the kernel's account; 0 where there is none. */
	private static long resident(PortalProcess portal) throws IOException {
		Path status = Path.of("/proc", String.valueOf(portal.pid()), "status");
		return !Files.exists(status) ? 0
				: Files.readAllLines(status)
					.stream()
					.filter((line) -> line.startsWith("VmRSS"))
					.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
					.findFirst()
					.orElse(0);
	}

}
