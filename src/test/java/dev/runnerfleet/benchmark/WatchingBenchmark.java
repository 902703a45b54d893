package dev.runnerfleet.benchmark;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import dev.runnerfleet.portal.PortalProcess;
import dev.runnerfleet.portal.StandInAws;
import dev.runnerfleet.portal.Visitor;

/** What it costs AWS and the database to keep pages current, and how current they are. */
class WatchingBenchmark {

	private static final int READERS = 1000;

	private final Path data;

	private final AtomicLong calls = new AtomicLong();

	private final ConcurrentLinkedQueue<Long> happened = new ConcurrentLinkedQueue<>();

	WatchingBenchmark(Path data) {
		this.data = data;
	}

	void run() throws Exception {
		try (StandInAws aws = new StandInAws();
				PortalProcess portal = PortalProcess.measured(this.data, aws.url(),
						"--logging.level.org.springframework.jdbc.core.JdbcTemplate=debug",
						"--portal.live.per-user=" + READERS * 2)) {
			aws.listen((action, actedUpon) -> {
				if (!actedUpon && action.startsWith("DescribeStack")) {
					this.calls.incrementAndGet();
				}
				if (actedUpon && action.equals("DescribeStackEvents")) {
					this.happened.add(System.nanoTime());
				}
			});
			portal.awaitReady();
			Visitor ada = portal.admin();
			ada.signIn();
			Figures.say("AWS calls a second, nobody watches: %.3f", unwatched(ada));
			watched(ada);
			settle(ada);
			this.calls.set(0);
			pause(20);
			Figures.say("AWS calls a second, settled: %.3f", this.calls.get() / 20.0);
			readers(portal, ada);
		}
	}

	private double unwatched(Visitor ada) throws Exception {
		launch(ada, "unwatched");
		pause(5);
		this.calls.set(0);
		pause(40);
		return this.calls.get() / 40.0;
	}

	/** A stream delivers the page after each read of AWS that brought something. */
	private void watched(Visitor ada) throws Exception {
		String page = launch(ada, "watched");
		Figures delays = new Figures();
		HttpResponse<Stream<String>> stream = ada.getAsync(page + "/live", BodyHandlers.ofLines()).join();
		CompletableFuture
			.runAsync(() -> stream.body().filter((line) -> line.startsWith("event:piece")).forEach((line) -> {
				Long last = this.happened.poll();
				for (Long later = last; later != null; later = this.happened.poll()) {
					last = later;
				}
				if (last != null) {
					delays.addNanos(System.nanoTime() - last);
				}
			}));
		this.happened.clear();
		pause(3);
		this.calls.set(0);
		pause(16);
		Figures.say("AWS calls a second, somebody watches (two stacks go on): %.3f", this.calls.get() / 16.0);
		delays.print("From AWS's answer to the browser");
		stream.body().close();
	}

	/** Both stories end after some more reads; until then somebody watches. */
	private void settle(Visitor ada) throws Exception {
		while (ada.ask("/api/v1/fleets").body().contains("\"finishedAt\":null")) {
			pause(2);
		}
	}

	private void readers(PortalProcess portal, Visitor ada) throws Exception {
		long alone = statements(portal);
		List<HttpResponse<InputStream>> open = new ArrayList<>();
		for (int i = 0; i < READERS; i++) {
			open.add(ada.getAsync("/live?since=" + System.currentTimeMillis(), BodyHandlers.ofInputStream())
				.get(30, TimeUnit.SECONDS));
		}
		pause(3);
		Figures.say("Statements in 10 s: %d with no live page open, %d with %d", alone, statements(portal), READERS);
		for (HttpResponse<InputStream> each : open) {
			each.body().close();
		}
	}

	/** The scheduler's own look at its table does not go through Spring. */
	private static long statements(PortalProcess portal) throws InterruptedException {
		long before = logged(portal);
		pause(10);
		return logged(portal) - before;
	}

	private static long logged(PortalProcess portal) {
		return portal.log().lines().filter((line) -> line.contains("Executing prepared SQL")).count();
	}

	private static String launch(Visitor ada, String name) throws Exception {
		return ada
			.tell("/api/v1/fleets",
					"""
							{"name": "%s", "gitlabUrl": "https://gitlab.invalid/", "anyway": true, "runnerToken": "%s", "vpcId": "vpc-1",
							 "subnetIds": ["subnet-1"]}"""
						.formatted(name, "glrt-" + "x".repeat(20)))
			.headers()
			.firstValue("Location")
			.orElseThrow()
			.replaceFirst(".*/api/v1", "");
	}

	private static void pause(int seconds) throws InterruptedException {
		TimeUnit.SECONDS.sleep(seconds);
	}

}
