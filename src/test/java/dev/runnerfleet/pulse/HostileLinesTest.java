package dev.runnerfleet.pulse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A machine's log is anybody's text: whatever stands there, a health comes of it. */
class HostileLinesTest {

	private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

	private static final String TOKEN = "glrt-" + "t3_AbCdEfGhIjKlMnOpQrSt";

	private static final List<String> VALUES = List.of("1", "0", "-1", "9223372036854775807", "1e400", "-1e999",
			"99999999999999999999999", "0.5", "NaN", "null", "true", "[]", "{}", "[[1]]", "\"\"", "\"7\"",
			"\"+999999999-12-31T23:59:59Z\"", "\"-999999999-01-01T00:00:00Z\"", "\"2199-01-01T00:00:00Z\"",
			"\"2026-11-26T11:59:00Z\"", "\"<script>alert(1)</script>\"", "\"a\\u0000\\u001b[31m\\u202eb\"",
			"\"" + TOKEN + "\"", "\"" + "x".repeat(5000) + "\"");

	private static final List<String> FIELDS = List.of("since", "runner", "hash", "errors", "disk", "memory", "trouble",
			"token", "jobs", "queue", "workers", "types", "seconds", "scaling", "gitlab");

	private static final List<String> INNER = List.of("at", "status", "expires", "running", "limit", "finished",
			"failed", "median", "longest", "ready", "busy", "starting", "deleting", "wanted", "max", "code", "words",
			"m6i.large");

	private final HealthJudge judge = new HealthJudge(Lines.PROPERTIES);

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5 })
	void somethingCanBeSaidOfIt(int seed) {
		Random chance = new Random(seed);
		int read = 0;
		for (int number = 0; number < 2000; number++) {
			Pulse pulse = PulseLine.read(line(chance)).orElse(null);
			read += (pulse != null) ? 1 : 0;
			Health health = this.judge.judge(new Vitals(NOW, pulse, NOW.minusSeconds(5), null, false, true,
					Vitals.Machine.UNASKED, null, null, null, false, Vitals.Post.INSTANCE, null));
			assertThat(health.words()).isNotBlank().hasSizeLessThan(700);
			assertThat(health.since()).isBetween(NOW.minus(Duration.ofDays(365 * 300)), NOW);
			assertThat(health.words() + health.advice() + pulse).doesNotContain(TOKEN)
				.doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
		}
		assertThat(read).isGreaterThan(200);
	}

	private static String line(Random chance) {
		StringBuilder line = new StringBuilder(
				"{\"v\":1,\"at\":\"2026-11-26T11:59:55Z\",\"manager\":\"i-0123456789abcdef0\"");
		IntStream.range(0, chance.nextInt(6))
			.forEach((field) -> line.append(",\"")
				.append(any(FIELDS, chance))
				.append("\":")
				.append(chance.nextInt(3) == 0 ? any(VALUES, chance) : object(chance)));
		return line.append('}').toString();
	}

	private static String object(Random chance) {
		StringBuilder object = new StringBuilder("{\"at\":").append(any(VALUES, chance));
		IntStream.range(0, chance.nextInt(7))
			.forEach((field) -> object.append(",\"")
				.append(any(INNER, chance))
				.append("\":")
				.append(any(VALUES, chance)));
		return object.append('}').toString();
	}

	private static String any(List<String> values, Random chance) {
		return values.get(chance.nextInt(values.size()));
	}

}
