package dev.runnerfleet.fleet.removal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.autopsy.Autopsy;
import dev.runnerfleet.autopsy.Autopsy.Purpose;
import dev.runnerfleet.autopsy.Autopsy.Verdict;
import dev.runnerfleet.fleet.FleetFacts.Report;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.pulse.Pulse;
import dev.runnerfleet.pulse.Pulses;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a manager said of the last change, beside how the fleet is now. */
class ManagerReportTest {

	private static final Instant TOLD = Instant.parse("2026-11-26T12:00:00Z");

	@ParameterizedTest
	@CsvSource({ "60, IDLE, 1, 0, false, NONE", "60, WORKING, 0, 2, false, NONE", "60, IDLE, 0, 0, false, NOT_SCALING",
			"60, CANNOT_SCALE, 1, 0, false, NOT_SCALING", "60, BUSY, 0, 3, true, NOT_SCALING",
			"-60, IDLE, 1, 0, false, NOT_SCALING" })
	void workersThatHaveComeSinceOvertakeThoseThatCouldNotBeStarted(int later, Health.Kind kind, long ready, long busy,
			boolean failing, Report report) {
		Pulse.Scaling scaling = failing ? new Pulse.Scaling(TOLD, "VcpuLimitExceeded", "") : null;
		assertThat(ManagerReport.of(autopsy(Verdict.NOT_SCALING, null), reading(later, kind, ready, busy, scaling, "")))
			.isEqualTo(report);
	}

	@ParameterizedTest
	@CsvSource({ "60, abc, abc, NONE", "60, abc, old, NOT_IN_FORCE", "-60, abc, abc, NOT_IN_FORCE",
			"60, , abc, NOT_IN_FORCE" })
	void aChangeIsInForceOnceTheManagerRunsWithWhatItAskedFor(int later, @Nullable String wanted, String hash,
			Report report) {
		assertThat(ManagerReport.of(autopsy(Verdict.NOT_IN_FORCE, wanted),
				reading(later, Health.Kind.IDLE, 1, 0, null, hash)))
			.isEqualTo(report);
	}

	@Test
	void withoutAReportItStaysAsItWasSaid() {
		assertThat(ManagerReport.of(autopsy(Verdict.NOT_SCALING, null), null)).isEqualTo(Report.NOT_SCALING);
		assertThat(ManagerReport.of(null, null)).isEqualTo(Report.NONE);
	}

	private static Autopsy autopsy(Verdict verdict, @Nullable String wanted) {
		return new Autopsy(UUID.randomUUID(), UUID.randomUUID(), Purpose.CHANGE, TOLD.minusSeconds(30), true, verdict,
				"verify", "", "", null, TOLD, null, wanted, List.of());
	}

	private static Pulses.Reading reading(int later, Health.Kind kind, long ready, long busy,
			Pulse.@Nullable Scaling scaling, String hash) {
		Instant at = TOLD.plusSeconds(later);
		Pulse pulse = new Pulse(1, at, "i-0123456789abcdef0", null, null, null, null, null, null,
				new Pulse.Workers(ready, busy, 0L, 0L, 0L, ready + busy, 5L), Map.of(), Map.of(), scaling, hash, null,
				null, null, null);
		return new Pulses.Reading(UUID.randomUUID(), pulse, new Health(kind, at, "", ""), at, null, null);
	}

}
