package dev.runnerfleet.sandbox.life;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a fleet's runner logs, beside what its manager reports. */
class RunnerLogTest {

	/** A Monday. */
	private static final Instant BEGUN = Instant.parse("2026-03-02T05:00:00Z");

	private static final Instant NOON = Instant.parse("2026-03-03T11:00:00Z");

	@Test
	void asManyJobsBeginAndEndAsTheReportCounts() {
		Life life = life();
		List<String> lines = texts(life, BEGUN, NOON.plusMillis(1));
		Life.Counts counts = life.counts(NOON);
		assertThat(counts.sum().finished()).isPositive();
		assertThat(lines.stream().filter((line) -> line.contains("received")))
			.hasSize((int) counts.sum().finished() + counts.running());
		assertThat(lines.stream().filter((line) -> line.contains("Job succeeded") || line.contains("Job failed")))
			.hasSize((int) counts.sum().finished());
		assertThat(lines.stream().filter((line) -> line.startsWith("WARNING: Job failed")))
			.hasSize((int) counts.sum().failed());
	}

	@Test
	void aPartOfItIsTheSameAsThatPartOfTheWhole() {
		RunnerLog log = new RunnerLog(life(), "https://gitlab.com");
		List<RunnerLog.Line> whole = log.lines(NOON, NOON.plus(Duration.ofHours(3)));
		List<RunnerLog.Line> parts = Stream.iterate(NOON, (at) -> at.plus(Duration.ofMinutes(7)))
			.takeWhile((at) -> at.isBefore(NOON.plus(Duration.ofHours(3))))
			.flatMap((at) -> log.lines(at, earlier(at.plus(Duration.ofMinutes(7)))).stream())
			.toList();
		assertThat(parts).isEqualTo(whole);
		assertThat(whole).allSatisfy(
				(line) -> assertThat(log.lines(line.at(), line.at().plusNanos(1))).extracting(RunnerLog.Line::text)
					.contains(line.text()));
	}

	@Test
	void aRefusedTokenIsToldOnceAnHour() {
		assertThat(texts(life(new Span(Trouble.TOKEN_REFUSED, NOON, null)), NOON, NOON.plus(Duration.ofMinutes(150))))
			.filteredOn((line) -> line.startsWith("ERROR"))
			.hasSize(3)
			.allMatch((line) -> line.contains("403 Forbidden"));
	}

	private static Instant earlier(Instant at) {
		Instant end = NOON.plus(Duration.ofHours(3));
		return at.isBefore(end) ? at : end;
	}

	private static List<String> texts(Life life, Instant from, Instant to) {
		return new RunnerLog(life, "https://gitlab.com").lines(from, to).stream().map(RunnerLog.Line::text).toList();
	}

	private static Life life(Span... spans) {
		return new Life(Plan.of("blue", Map.of("MaxConcurrentBuilds", "20"), 20, BEGUN, null, null, List.of(spans)));
	}

}
