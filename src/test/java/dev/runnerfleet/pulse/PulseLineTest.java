package dev.runnerfleet.pulse;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PulseLineTest {

	@Test
	void aWholeLineIsRead() {
		Pulse pulse = PulseLine.read("""
				{"v":1,"at":"2026-11-26T12:04:05Z","manager":"i-0123456789abcdef0","since":"2026-11-26T09:00:00Z",\
				"runner":"19.4.0","gitlab":{"at":"2026-11-26T12:04:02Z","status":204},\
				"token":{"expires":"2026-12-03T00:00:00Z"},"jobs":{"running":12,"limit":20,"finished":340,"failed":7},\
				"queue":{"median":35,"longest":240},"workers":{"ready":2,"busy":12,"starting":3,"deleting":0,\
				"failed":1,"wanted":17,"max":20},"types":{"m6i.large":12,"m6i.large/spot":5},\
				"seconds":{"m6i.large":123456,"m6i.large/spot":4567},"scaling":{"at":"2026-11-26T12:01:00Z",\
				"code":"InsufficientInstanceCapacity","words":"None left"},"hash":"0123456789ab","errors":5,"disk":41,\
				"memory":63,"trouble":"metrics: timed out","later":{"more":1}}""").orElseThrow();
		assertThat(pulse.at()).isEqualTo("2026-11-26T12:04:05Z");
		assertThat(pulse.gitlab()).isEqualTo(new Pulse.Contact(Instant.parse("2026-11-26T12:04:02Z"), 204));
		assertThat(pulse.tokenExpires()).isEqualTo("2026-12-03T00:00:00Z");
		assertThat(pulse.jobs()).isEqualTo(new Pulse.Jobs(12L, 20L, 340L, 7L));
		assertThat(pulse.queue()).isEqualTo(new Pulse.Queue(35L, 240L));
		assertThat(pulse.workers()).isEqualTo(new Pulse.Workers(2L, 12L, 3L, 0L, 1L, 17L, 20L));
		assertThat(pulse.types()).isEqualTo(Map.of("m6i.large", 12L, "m6i.large/spot", 5L));
		assertThat(pulse.seconds()).isEqualTo(Map.of("m6i.large", 123456L, "m6i.large/spot", 4567L));
		assertThat(pulse.scaling()).isEqualTo(
				new Pulse.Scaling(Instant.parse("2026-11-26T12:01:00Z"), "InsufficientInstanceCapacity", "None left"));
		assertThat(pulse)
			.extracting(Pulse::runner, Pulse::hash, Pulse::errors, Pulse::disk, Pulse::memory, Pulse::trouble)
			.containsExactly("19.4.0", "0123456789ab", 5L, 41L, 63L, "metrics: timed out");
		assertThat(pulse.newer()).isFalse();
	}

	@Test
	void whatDoesNotFitIsLeftOut() {
		Pulse pulse = PulseLine.read("""
				{"v":2,"at":"2026-11-26T12:04:05Z","manager":"i-0123456789abcdef0","since":"yesterday",\
				"gitlab":{"status":"fine"},"jobs":{"running":-1,"limit":"20","finished":1e300},"queue":[],\
				"types":{"m6i.large":1,"<b>":2},"seconds":7,"disk":null,\
				"trouble":"the key glrt-abcdefghij0123456789 of\\u0007 it"}""").orElseThrow();
		assertThat(pulse.newer()).isTrue();
		assertThat(pulse).extracting(Pulse::since, Pulse::gitlab, Pulse::queue, Pulse::disk, Pulse::workers)
			.containsOnlyNulls();
		assertThat(pulse.jobs()).isEqualTo(new Pulse.Jobs(null, null, null, null));
		assertThat(pulse.types()).isEqualTo(Map.of("m6i.large", 1L));
		assertThat(pulse.seconds()).isEmpty();
		assertThat(pulse.trouble()).doesNotContain("abcdefghij").doesNotContain("\u0007").contains("the key");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "ok", "[1]", "{", "{}", "null", "{\"v\":1}",
			"{\"v\":1,\"at\":\"now\",\"manager\":\"i-0123456789abcdef0\"}",
			"{\"v\":0,\"at\":\"2026-11-26T12:04:05Z\",\"manager\":\"i-0123456789abcdef0\"}",
			"{\"v\":1,\"at\":\"2026-11-26T12:04:05Z\",\"manager\":\"<script>\"}",
			"{\"v\":1,\"at\":\"2026-11-26T12:04:05Z\",\"manager\":\"i-0123456789abcdef0\"" })
	void whatIsNoReportGivesNone(String line) {
		assertThat(PulseLine.read(line)).isEmpty();
		assertThat(PulseLine.read(Lines.line(Instant.EPOCH, "\"x\":\"" + "y".repeat(8000) + "\""))).isEmpty();
	}

	@Test
	void aLineNestedWithoutEndGivesNone() {
		assertThat(PulseLine.read("{\"v\":" + "[".repeat(7000))).isEmpty();
	}

}
