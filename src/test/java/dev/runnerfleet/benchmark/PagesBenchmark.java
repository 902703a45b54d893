package dev.runnerfleet.benchmark;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.runnerfleet.portal.PortalProcess;
import dev.runnerfleet.portal.StandInAws;
import dev.runnerfleet.portal.Visitor;

/** Pages over 10,000 fleets and 1,000,000 events, one by one and under load. */
class PagesBenchmark {

	private static final int REQUESTS_A_SECOND = 100;

	private static final int SECONDS = 20;

	private final Path data;

	/** Fleets stored once can be looked at again, where a directory is named. */
	PagesBenchmark(Path scratch) {
		this.data = Path.of(System.getProperty("benchmarks.data", scratch.toString())).toAbsolutePath();
	}

	void run() throws Exception {
		if (!Files.exists(this.data.resolve("portal.mv.db"))) {
			StoredFleets.create(this.data);
		}
		try (StandInAws aws = new StandInAws(); PortalProcess portal = PortalProcess.measured(this.data, aws.url())) {
			portal.awaitReady();
			Visitor ada = portal.admin();
			ada.signIn();
			Map<String, String> pages = pages();
			for (int round = 0; round < 10; round++) {
				for (String path : pages.values()) {
					expect(ada.get(path));
				}
			}
			for (Map.Entry<String, String> page : pages.entrySet()) {
				Figures alone = new Figures();
				for (int i = 0; i < 40; i++) {
					long sent = System.nanoTime();
					expect(ada.get(page.getValue()));
					alone.addNanos(System.nanoTime() - sent);
				}
				alone.print(page.getKey());
			}
			load(ada, pages).print("all of them, 100 a second, at first");
			Duration before = portal.cpu();
			load(ada, pages).print("the same, from then on");
			Figures.say("Processor time a page: %.1f ms",
					portal.cpu().minus(before).toMillis() / (double) (REQUESTS_A_SECOND * SECONDS));
		}
	}

	/** Requests leave when they are due, whether or not earlier ones are answered. */
	private static Figures load(Visitor ada, Map<String, String> pages) throws Exception {
		String[] paths = pages.values().toArray(String[]::new);
		int requests = REQUESTS_A_SECOND * SECONDS;
		Figures all = new Figures();
		AtomicInteger failed = new AtomicInteger();
		CountDownLatch open = new CountDownLatch(requests);
		AtomicInteger number = new AtomicInteger();
		ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
		long begin = System.nanoTime();
		long gap = TimeUnit.SECONDS.toNanos(1) / REQUESTS_A_SECOND;
		clock.scheduleAtFixedRate(() -> {
			int i = number.getAndIncrement();
			if (i >= requests) {
				return;
			}
			long due = begin + i * gap;
			ada.getAsync(paths[i % paths.length], BodyHandlers.ofString()).whenComplete((answer, ex) -> {
				all.addNanos(System.nanoTime() - due);
				open.countDown();
				if (ex != null || answer.statusCode() != 200) {
					failed.incrementAndGet();
				}
			});
		}, 0, gap, TimeUnit.NANOSECONDS);
		open.await(3 * SECONDS, TimeUnit.SECONDS);
		clock.shutdownNow();
		Figures.say("Requests failed: %d", failed.get());
		return all;
	}

	private static Map<String, String> pages() {
		String last = String.valueOf(StoredFleets.id(StoredFleets.FLEETS / 2));
		Map<String, String> pages = new LinkedHashMap<>();
		pages.put("dashboard", "/");
		for (String sort : new String[] { "age", "name", "state", "change", "region", "gitlab", "workers",
				"version" }) {
			pages.put("sorted by " + sort, "/?sort=" + sort);
			pages.put("sorted by -" + sort, "/?sort=-" + sort);
			pages.put("sorted by " + sort + ", in the middle", "/?sort=" + sort + "&after=" + last);
			pages.put("sorted by " + sort + ", before that", "/?sort=" + sort + "&before=" + last);
		}
		for (String status : new String[] { "ready", "working", "failed", "removed" }) {
			pages.put("only " + status, "/?status=" + status);
			pages.put("only " + status + ", by name", "/?sort=name&status=" + status);
		}
		pages.put("searched, many found", "/?q=fleet-0");
		pages.put("searched, one found", "/?q=09999");
		pages.put("searched, two words and a person", "/?q=docker+%40ada+fleet-0");
		pages.put("searched, none found", "/?q=nothing");
		pages.put("searched and filtered, by change", "/?q=77&status=ready&sort=-change");
		pages.put("a fleet with 500 events", "/fleets/" + StoredFleets.id(0));
		return pages;
	}

	private static void expect(HttpResponse<String> answer) {
		if (answer.statusCode() != 200) {
			throw new IllegalStateException(answer.statusCode() + " " + answer.body());
		}
	}

}
