package dev.runnerfleet.autopsy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import dev.runnerfleet.autopsy.LogReader.Found;
import dev.runnerfleet.autopsy.LogReader.Level;
import dev.runnerfleet.autopsy.LogReader.Line;
import dev.runnerfleet.autopsy.LogReader.Part;
import dev.runnerfleet.autopsy.LogReader.Wanted;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Reading what a manager wrote last. */
class LogReaderTest {

	private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

	private static final String MANAGER = "i-0123456789abcdef0";

	private final FakeMachines machines = new FakeMachines();

	private final LogReader reader = new LogReader(this.machines, Clock.fixed(NOW, ZoneOffset.UTC));

	@Test
	void theLastLinesOfAllPartsComeInTheOrderInWhichTheyWereWritten() {
		write("gitlab-runner", 3, "Job succeeded");
		write("runner-fleet", 1,
				"""
						{"v":1,"at":"2026-11-26T11:00:01Z","run":"create","step":"verify","outcome":"begun","words":"asking GitLab"}""");
		write("cloud-init-output", 2, "Cloud-init finished");
		write("cloud-init-output", 2, "runner-fleet: asking GitLab");
		write("pulse", 2, "{\"v\":1}");
		assertThat(read(Part.ALL, "").lines()).extracting(Line::text)
			.containsExactly("asking GitLab", "Cloud-init finished", "Job succeeded");
		assertThat(read(Part.RUNNER, "").lines()).extracting(Line::text).containsExactly("Job succeeded");
		assertThat(read(Part.BOOT, "").lines()).hasSize(2);
	}

	@Test
	void everyLineIsFoundOnceWhileOneGoesBackThroughThem() {
		for (int number = 0; number < 950; number++) {
			write((number % 3 == 0) ? "runner-fleet" : "gitlab-runner", number / 7, "line " + number + ";");
		}
		assertThat(readAll("", 40)).extracting(Line::text)
			.containsExactlyInAnyOrderElementsOf(
					java.util.stream.IntStream.range(0, 950).mapToObj((number) -> "line " + number + ";").toList());
	}

	@Test
	void whatIsSoughtFarBackIsFoundInTheEnd() {
		for (int number = 0; number < 20_000; number++) {
			write("gitlab-runner", number, (number == 5) ? "the needle" : "hay");
		}
		Found first = read(Part.ALL, "needle");
		assertThat(first.lines()).isEmpty();
		assertThat(first.older()).isNotNull();
		assertThat(readAll("needle", 200)).extracting(Line::text).containsExactly("the needle");
	}

	@ParameterizedTest
	@ValueSource(strings = { "?ERROR -x", "{ $.a = \"b\" }", "\"", "%.*%", "\\", "[a, b]", "<b>", "ümlaut", " and " })
	void whateverIsSoughtIsJustText(String words) {
		write("gitlab-runner", 1, "begins " + words + " ends");
		write("gitlab-runner", 2, "something else");
		assertThat(read(Part.ALL, words).lines()).extracting(Line::text).containsExactly("begins " + words + " ends");
	}

	@Test
	void timesOutOfReachAreAsGoodAsNone() {
		write("gitlab-runner", 1, "Job succeeded");
		assertThat(between(Instant.MIN, Instant.MAX).lines()).hasSize(1);
		assertThat(between(null, Instant.MIN).lines()).isEmpty();
		assertThat(between(Instant.MAX, null).lines()).isEmpty();
	}

	@Test
	void capitalsDoNotMatter() {
		write("gitlab-runner", 1, "Job Failed");
		assertThat(read(Part.ALL, "job failed").lines()).hasSize(1);
	}

	@Test
	void noTokenIsShownNorFoundByItsParts() {
		String token = "glrt-" + "t3_AbCdEfGhIjKlMnOpQrSt";
		write("gitlab-runner", 1, "registering with " + token + " now");
		assertThat(read(Part.ALL, "").lines()).extracting(Line::text).containsExactly("registering with •••• now");
		assertThat(read(Part.ALL, token).lines()).isEmpty();
		assertThat(read(Part.ALL, "glrt-").lines()).isEmpty();
		assertThat(read(Part.ALL, "AbCdEf").lines()).isEmpty();
	}

	@Test
	void controlCharactersAndEndlessLinesAreNotShown() {
		write("gitlab-runner", 1, "\u001b[31;1mERROR: \u0007no\u202e\u001b[0m " + "x".repeat(10_000));
		Line line = read(Part.ALL, "").lines().get(0);
		assertThat(line.text()).startsWith("ERROR: no ").hasSize(500).endsWith("…");
		assertThat(line.level()).isEqualTo(Level.ERROR);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			ERROR: Checking for jobs... forbidden        | ERROR
			WARNING: Job failed: exit code 1             | WARNING
			level=error msg="x"                          | ERROR
			{"level":"warning","msg":"x"}                | WARNING
			[ERROR] Error encountered during build       | ERROR
			Job succeeded                                | INFO
			0 errors, 0 warnings                         | INFO
			""")
	void aLineSaysByItselfHowBadItIs(String text, Level level) {
		write("gitlab-runner", 1, text);
		assertThat(read(Part.RUNNER, "").lines()).extracting(Line::level).containsExactly(level);
	}

	@Test
	void aStepThatFailedIsAnErrorWhateverItsWords() {
		write("runner-fleet", 1,
				"""
						{"v":1,"at":"2026-11-26T11:00:01Z","step":"verify","outcome":"failed","words":"asking GitLab","code":1}""");
		assertThat(read(Part.MANAGER, "").lines()).extracting(Line::level).containsExactly(Level.ERROR);
	}

	@Test
	void onlyWhatWasWrittenInTheTimeIsRead() {
		write("gitlab-runner", 1, "early");
		write("gitlab-runner", 100, "late");
		assertThat(
				this.reader.read(Place.in("eu-central-1"), "blue", MANAGER, new Wanted(Part.ALL, "", at(50), null, 200))
					.lines())
			.extracting(Line::text)
			.containsExactly("late");
	}

	@Test
	void withoutItsLogGroupItSaysSo() {
		assertThatExceptionOfType(AwsFailure.class).isThrownBy(() -> read(Part.ALL, ""))
			.satisfies((failure) -> assertThat(failure.kind()).isEqualTo(AwsFailure.Kind.NOT_FOUND));
	}

	@Test
	void aRefusalIsToldAndNotTakenForAnEmptyLog() {
		write("gitlab-runner", 1, "line");
		this.machines.refuse("AccessDeniedException", "not authorized to perform: logs:GetLogEvents");
		assertThatExceptionOfType(AwsFailure.class).isThrownBy(() -> read(Part.ALL, ""))
			.satisfies((failure) -> assertThat(failure.words()).contains("logs:GetLogEvents"));
	}

	private List<Line> readAll(String words, int most) {
		List<Line> all = new ArrayList<>();
		Instant before = null;
		for (int page = 0; page < 100; page++) {
			Found found = this.reader.read(Place.in("eu-central-1"), "blue", MANAGER,
					new Wanted(Part.ALL, words, null, before, most));
			all.addAll(found.lines());
			before = found.older();
			if (before == null) {
				return all;
			}
		}
		throw new AssertionError("There is no end to it");
	}

	private Found between(@Nullable Instant since, @Nullable Instant before) {
		return this.reader.read(Place.in("eu-central-1"), "blue", MANAGER,
				new Wanted(Part.ALL, "", since, before, 200));
	}

	private Found read(Part part, String words) {
		return this.reader.read(Place.in("eu-central-1"), "blue", MANAGER, new Wanted(part, words, null, null, 200));
	}

	private void write(String part, int second, String text) {
		this.machines.write(MANAGER + "/" + part, at(second), text);
	}

	private static @Nullable Instant at(int second) {
		return NOW.minusSeconds(3600).plusSeconds(second);
	}

}
