package dev.runnerfleet.sandbox.life;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class LifeTest {

	/** A Monday. */
	private static final Instant BEGUN = Instant.parse("2026-03-02T05:00:00Z");

	private static final Instant NOON = Instant.parse("2026-03-03T11:00:00Z");

	@Test
	void aLineHasWhatTheContractSays() {
		String line = line(life("blue", 20), NOON);
		JsonNode read = read(line);
		assertThat(line.length()).isBetween(400, 1100);
		assertThat(read.propertyNames()).contains("v", "at", "manager", "since", "runner", "gitlab", "jobs", "workers",
				"types", "seconds", "hash", "errors", "disk", "memory");
		assertThat(read.path("v").asInt()).isOne();
		assertThat(Instant.parse(read.path("at").asString())).isEqualTo(NOON);
		assertThat(Instant.parse(read.path("since").asString())).isEqualTo(BEGUN);
		assertThat(Instant.parse(read.at("/gitlab/at").asString())).isBetween(NOON.minusSeconds(3), NOON);
	}

	@Test
	void atEveryMomentTheNumbersAgree() {
		Life life = life("blue", 20);
		JsonNode before = read(line(life, BEGUN));
		for (Instant at : moments(BEGUN, Duration.ofHours(36), Duration.ofSeconds(90))) {
			JsonNode line = read(line(life, at));
			int there = line.at("/workers/ready").asInt() + line.at("/workers/busy").asInt()
					+ line.at("/workers/starting").asInt();
			assertThat(line.at("/jobs/running").asInt()).as("at %s", at)
				.isEqualTo(line.at("/workers/busy").asInt())
				.isLessThanOrEqualTo(20);
			assertThat(there).as("at %s", at)
				.isEqualTo(line.at("/workers/wanted").asInt())
				.isEqualTo(sum(line.path("types")))
				.isLessThanOrEqualTo(20);
			assertThat(line.at("/jobs/finished").asLong()).isGreaterThanOrEqualTo(before.at("/jobs/finished").asLong());
			assertThat(line.at("/jobs/failed").asLong()).isGreaterThanOrEqualTo(before.at("/jobs/failed").asLong())
				.isLessThanOrEqualTo(line.at("/jobs/finished").asLong());
			assertThat(line.path("errors").asLong()).isGreaterThanOrEqualTo(before.path("errors").asLong());
			assertThat(sum(line.path("seconds"))).isGreaterThanOrEqualTo(sum(before.path("seconds")));
			before = line;
		}
	}

	@Test
	void atEveryMomentOfATroubleTheyAgreeToo() {
		for (Trouble trouble : Trouble.values()) {
			Life life = life("blue", 10, trouble);
			long finished = 0;
			for (Instant at : moments(NOON.minusSeconds(600), Duration.ofHours(3), Duration.ofSeconds(30))) {
				long busy = life.workers(at).stream().filter(Worker::isBusy).count();
				assertThat(life.counts(at).running()).as("%s at %s", trouble, at).isEqualTo((int) busy);
				assertThat(life.workers(at)).as("%s at %s", trouble, at).hasSizeLessThanOrEqualTo(10);
				assertThat(life.counts(at).sum().finished()).isGreaterThanOrEqualTo(finished);
				finished = life.counts(at).sum().finished();
			}
		}
	}

	@Test
	void workerSecondsAreThoseOfTheWorkersThatThereAre() {
		Life life = life("blue", 10);
		long counted = sum(read(line(life, NOON.plusSeconds(3600))).path("seconds"))
				- sum(read(line(life, NOON)).path("seconds"));
		long seen = moments(NOON, Duration.ofHours(1), Duration.ofSeconds(1)).stream()
			.mapToLong((at) -> life.workers(at).size())
			.sum();
		assertThat(counted).isEqualTo(seen);
	}

	@Test
	void itIsTheSameForWhoeverLooksAndWhenever() {
		Life watched = life("blue", 10);
		moments(BEGUN, Duration.ofHours(30), Duration.ofMinutes(7)).forEach((at) -> line(watched, at));
		assertThat(line(life("blue", 10), NOON)).isEqualTo(line(watched, NOON))
			.isNotEqualTo(line(life("red", 10), NOON));
	}

	@Test
	void itIsBusyInWorkingHoursAndIdleAtNight() {
		Life life = life("blue", 20);
		assertThat(most(life, "2026-03-03T09:00:00Z")).isGreaterThan(5);
		assertThat(most(life, "2026-03-03T01:00:00Z")).isLessThan(3);
		assertThat(most(life, "2026-03-07T09:00:00Z")).as("on a Saturday").isLessThan(5);
	}

	@Test
	void itFollowsTheFleetsParameters() {
		Life life = new Life(Plan.of("blue",
				Map.of("MaxConcurrentBuilds", "30", "IdleCount", "4", "OffPeakIdleCount", "2", "WorkerInstanceType",
						"m6i.large", "WorkerInstanceType2", "m5.large", "OnDemandBase", "3", "OnDemandPercentage", "0",
						"Timezone", "Asia/Tokyo", "RunnerVersion", "19.2.1"),
				30, BEGUN, null, null, List.of()));
		List<Worker> workers = moments(NOON, Duration.ofHours(24), Duration.ofMinutes(10)).stream()
			.flatMap((at) -> life.workers(at).stream())
			.toList();
		assertThat(workers).extracting(Worker::type).containsOnly("m6i.large", "m5.large");
		assertThat(workers).extracting(Worker::spot).contains(true, false);
		Instant tokyosNight = Instant.parse("2026-03-03T17:00:00Z");
		assertThat(life.workers(tokyosNight).stream().filter((worker) -> !worker.spot())).hasSizeBetween(2, 3);
		assertThat(read(line(life, NOON)).path("runner").asString()).isEqualTo("19.2.1");
	}

	@Test
	void whereAWorkerStaysItStaysTheSame() {
		Life life = life("blue", 10);
		List<Worker> before = life.workers(NOON);
		List<Worker> after = life.workers(NOON.plusSeconds(30));
		assertThat(after).extracting(Worker::id).containsAnyElementsOf(before.stream().map(Worker::id).toList());
		assertThat(Stream.concat(before.stream(), after.stream()).map(Worker::id).distinct().count())
			.isLessThanOrEqualTo(before.size() + 2L);
		assertThat(before).allMatch((worker) -> !worker.launchedAt().isAfter(NOON));
	}

	@Test
	void whereEveryWorkerIsBusyJobsWait() {
		Life life = life("blue", 10, Trouble.BUSY);
		for (Instant at : moments(NOON.plus(Duration.ofMinutes(20)), Duration.ofHours(2), Duration.ofSeconds(30))) {
			JsonNode line = read(line(life, at));
			assertThat(line.at("/jobs/running").asInt()).as("at %s", at)
				.isEqualTo(line.at("/workers/busy").asInt())
				.isEqualTo(10);
			assertThat(line.at("/queue/median").asInt()).isGreaterThan(120);
		}
	}

	@Test
	void aRefusedTokenLetsNoJobBegin() {
		Life life = life("blue", 10, Trouble.TOKEN_REFUSED);
		JsonNode line = read(line(life, NOON.plus(Duration.ofMinutes(40))));
		assertThat(line.at("/gitlab/status").asInt()).isEqualTo(403);
		assertThat(line.at("/gitlab/at").asString()).as("left alone for an hour").isEqualTo(NOON.toString());
		assertThat(line.at("/jobs/running").asInt()).isZero();
		assertThat(line.has("queue")).isFalse();
	}

	@Test
	void aSilentGitLabIsToldByItsLastAnswer() {
		JsonNode line = read(line(life("blue", 10, Trouble.GITLAB_SILENT), NOON.plus(Duration.ofMinutes(5))));
		assertThat(line.at("/gitlab/status").asInt()).isZero();
		assertThat(Instant.parse(line.at("/gitlab/at").asString())).isEqualTo(NOON.minusSeconds(2));
		assertThat(line.path("errors").asInt()).isGreaterThan(20);
	}

	@Test
	void aTokenThatEndsIsRefusedOnceItHasEnded() {
		Life life = life("blue", 10, Trouble.TOKEN_ENDS);
		assertThat(read(line(life, NOON.plusSeconds(60))).at("/token/expires").asString())
			.isEqualTo(NOON.plus(Duration.ofHours(78)).toString());
		assertThat(read(line(life, NOON.plusSeconds(60))).at("/gitlab/status").asInt()).isIn(201, 204);
		assertThat(read(line(life, NOON.plus(Duration.ofDays(4)))).at("/gitlab/status").asInt()).isEqualTo(403);
	}

	@Test
	void whereAwsGivesNoMoreWorkersTheManagerAsksForThem() {
		Instant later = NOON.plus(Duration.ofMinutes(20));
		for (Trouble trouble : List.of(Trouble.QUOTA, Trouble.NO_CAPACITY)) {
			Life life = life("blue", 10, trouble);
			JsonNode line = read(line(life, later));
			assertThat(line.at("/workers/wanted").asInt()).isGreaterThan(life.workers(later).size());
			assertThat(life.workers(later)).hasSizeLessThanOrEqualTo(trouble.cap(10));
			assertThat(line.at("/scaling/code").asString()).isEqualTo(life.shortage(later).orElseThrow().code());
			assertThat(Instant.parse(line.at("/scaling/at").asString())).isBetween(later.minusSeconds(60), later);
		}
	}

	@Test
	void workersThatNeverBecomeReadyRunNoJob() {
		JsonNode line = read(line(life("blue", 10, Trouble.NEVER_READY), NOON.plus(Duration.ofMinutes(30))));
		assertThat(line.at("/jobs/running").asInt()).isZero();
		assertThat(line.at("/workers/ready").asInt()).isZero();
		assertThat(line.at("/workers/starting").asInt()).isPositive();
	}

	@Test
	void aReportSaysWhatItCouldNotRead() {
		JsonNode line = read(line(life("blue", 10, Trouble.METRICS), NOON));
		assertThat(line.path("trouble").asString()).startsWith("runner: curl: (28)");
		assertThat(line.propertyNames()).contains("v", "at", "manager", "gitlab").doesNotContain("jobs", "since");
		assertThat(read(line(life("blue", 10, Trouble.NEWER), NOON)).path("v").asInt()).isEqualTo(2);
		assertThat(read(line(life("blue", 10, Trouble.DISK), NOON)).path("disk").asInt()).isGreaterThan(95);
	}

	@Test
	void whatHasBeenToldStaysAsItWasWhenATroubleBegins() {
		Life before = life("blue", 10);
		Life after = life("blue", 10, Trouble.QUOTA);
		for (Instant at : moments(BEGUN, Duration.between(BEGUN, NOON), Duration.ofMinutes(30))) {
			assertThat(line(after, at)).isEqualTo(line(before, at));
		}
	}

	private static Life life(String seed, int limit, Trouble... troubles) {
		return new Life(Plan.of(seed, Map.of("MaxConcurrentBuilds", String.valueOf(limit)), limit, BEGUN, null, null,
				Stream.of(troubles).map((trouble) -> new Span(trouble, NOON, null)).toList()));
	}

	private static String line(Life life, Instant at) {
		return new PulseLine("i-0123456789abcdef0", "0123456789ab", life, life.workers(at), life.wanted(at), 20).at(at);
	}

	private static int most(Life life, String from) {
		return moments(Instant.parse(from), Duration.ofHours(2), Duration.ofMinutes(2)).stream()
			.mapToInt((at) -> life.counts(at).running())
			.max()
			.orElseThrow();
	}

	private static long sum(JsonNode counts) {
		List<Long> values = new ArrayList<>();
		counts.properties().forEach((count) -> values.add(count.getValue().asLong()));
		return values.stream().mapToLong(Long::longValue).sum();
	}

	private static List<Instant> moments(Instant from, Duration length, Duration step) {
		return IntStream.range(0, (int) length.dividedBy(step))
			.mapToObj((number) -> from.plus(step.multipliedBy(number)))
			.toList();
	}

	private static JsonNode read(String line) {
		return JsonMapper.shared().readTree(line);
	}

}
