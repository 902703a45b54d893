package dev.runnerfleet.fleet.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.health.WaitingReason.Likelihood;
import dev.runnerfleet.gitlab.reading.RunnerState;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.pulse.Pulse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WaitingReasonsTest {

	/** A Thursday, five past twelve at night in UTC. */
	private static final Instant NIGHT = Instant.parse("2026-11-26T00:05:00Z");

	private static final Fleet.Jobs TAGGED = new Fleet.Jobs("group", "acme", List.of("docker", "linux"), false);

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					RUNNER_PAUSED    | IDLE          | 204 | 0  | 2 | 0 | 0 | -                            | This is why  | Its runner is paused in GitLab
					REMOVAL_STOPPED  | MANAGER_GONE  | 204 | 0  | 2 | 0 | 0 | -                            | This is why  | Its removal has stopped half way
					UPDATING         | SILENT        | 204 | 0  | 2 | 0 | 0 | -                            | This is why  | Something is under way: it does not take every job now
					REMOVED          | MANAGER_GONE  | 204 | 0  | 2 | 0 | 0 | -                            | This is why  | The fleet is gone
					LAUNCH_UNDONE    | MANAGER_GONE  | 204 | 0  | 2 | 0 | 0 | -                            | This is why  | The fleet is not in order
					MANAGER_GONE     | MANAGER_GONE  | 204 | 20 | 0 | 0 | 0 | -                            | This is why  | Its manager is gone
					NOT_POLLING      | NOT_POLLING   | 0   | 0  | 2 | 0 | 0 | -                            | This is why  | The manager does not reach GitLab
					TOKEN_REFUSED    | TOKEN_REFUSED | 403 | 0  | 2 | 0 | 0 | -                            | This is why  | GitLab refuses the runner’s token
					READY            | IDLE          | 403 | 0  | 2 | 0 | 0 | -                            | This is why  | GitLab refuses the runner’s token
					MANAGER_SILENT   | SILENT        | 204 | 0  | 2 | 0 | 0 | -                            | Most likely  | Its manager has fallen silent
					READY            | BUSY          | 204 | 20 | 0 | 0 | 0 | -                            | Most likely  | All 20 places are taken
					READY            | BUSY          | 204 | 20 | 0 | 3 | 0 | InsufficientInstanceCapacity | Most likely  | All 20 places are taken
					CANNOT_SCALE     | CANNOT_SCALE  | 204 | 3  | 0 | 0 | 0 | InsufficientInstanceCapacity | Most likely  | AWS has no machine of this type free
					CANNOT_SCALE     | CANNOT_SCALE  | 204 | 3  | 0 | 0 | 0 | VcpuLimitExceeded            | Most likely  | The account’s limit of vCPUs is reached
					CANNOT_SCALE     | CANNOT_SCALE  | 204 | 3  | 0 | 0 | 0 | UnauthorizedOperation        | Most likely  | New workers cannot start
					CANNOT_SCALE     | CANNOT_SCALE  | 204 | 3  | 0 | 0 | 0 | -                            | Most likely  | New workers cannot start
					READY            | WORKING       | 204 | 3  | 0 | 3 | 0 | -                            | Most likely  | 3 workers are starting
					READY            | WORKING       | 204 | 3  | 0 | 1 | 0 | -                            | Most likely  | A worker is starting for it
					READY            | WORKING       | 204 | 3  | 1 | 0 | 2 | -                            | Most likely  | AWS may have taken spot workers back
					READY            | IDLE          | 204 | 0  | 0 | 0 | 0 | -                            | Most likely  | No worker is kept ready
					READY            | IDLE          | 204 | 0  | 2 | 0 | 0 | -                            | Look at the job | The job has no tags
					""")
	void theMostLikelyReasonComesFirst(FleetState state, Health.Kind kind, int answer, long running, long ready,
			long starting, long failed, String code, String likelihood, String title) {
		Pulse.Scaling scaling = code.equals("-") ? null : new Pulse.Scaling(NIGHT, code, "AWS said so.");
		Pulse pulse = pulse(answer, running, new Pulse.Workers(ready, running, starting, 0L, failed, 0L, 20L), scaling);
		WaitingReason first = WaitingReasons.of(facts(state, kind, pulse, Map.of("IdleCount", "0"), TAGGED)).get(0);
		assertThat(first.title()).isEqualTo(title);
		assertThat(first.likelihood().words()).isEqualTo(likelihood);
		assertThat(first.why()).isNotBlank();
	}

	@Test
	void theSchedulesHoursCountInItsOwnTimeZone() {
		Pulse idle = pulse(204, 0, new Pulse.Workers(0L, 0L, 0L, 0L, 0L, 0L, 20L), null);
		assertThat(
				titles(idle,
						Map.of("IdleCount", "2", "OffPeakIdleCount", "0", "WorkingHours", "* 8-17 * * mon-fri",
								"Timezone", "Europe/Berlin")))
			.startsWith("Outside working hours no worker is kept ready");
		assertThat(
				titles(idle,
						Map.of("IdleCount", "2", "OffPeakIdleCount", "0", "WorkingHours", "* 8-17 * * mon-fri",
								"Timezone", "Asia/Tokyo")))
			.doesNotContain("Outside working hours no worker is kept ready");
	}

	@Test
	void awssOwnWordsAreToldAndHowLongAStartTakesHere() {
		Pulse pulse = pulse(204, 3, new Pulse.Workers(0L, 3L, 2L, 0L, 0L, 5L, 20L), new Pulse.Scaling(NIGHT,
				"InsufficientInstanceCapacity", "No capacity for m6i.large in eu-central-1a."));
		List<WaitingReason> reasons = WaitingReasons
			.of(facts(FleetState.CANNOT_SCALE, Health.Kind.CANNOT_SCALE, pulse, Map.of(), TAGGED));
		assertThat(reasons).extracting(WaitingReason::why)
			.contains("AWS says: No capacity for m6i.large in eu-central-1a.",
					"Half of the jobs that came while a worker was starting waited up to 75 s here.");
	}

	@Test
	void whatOnlyTheJobShowsFollowsFromWhatTheRunnerTakes() {
		Pulse idle = pulse(204, 0, new Pulse.Workers(2L, 0L, 0L, 0L, 0L, 2L, 20L), null);
		List<WaitingReason> tagged = WaitingReasons
			.of(facts(FleetState.READY, Health.Kind.IDLE, idle, Map.of(), TAGGED));
		assertThat(tagged).allMatch((reason) -> reason.likelihood() == Likelihood.POSSIBLE);
		assertThat(tagged).extracting(WaitingReason::why)
			.contains("All tags of a job have to be among the runner’s: docker, linux.",
					"This runner serves the group acme alone.");
		assertThat(titles(idle, Map.of(), Fleet.Jobs.UNKNOWN)).contains("The job’s tags do not fit")
			.doesNotContain("The job has no tags", "The job is of another project");
		assertThat(titles(idle, Map.of(), new Fleet.Jobs("instance", "", List.of(), true)))
			.containsExactly("Somebody has paused the runner in GitLab, or keeps it for protected branches");
	}

	@Test
	void whereNothingIsHeardOnlyWhatIsKnownIsSaid() {
		List<WaitingReason> reasons = WaitingReasons.of(new WaitingCase(FleetState.READY, null, null,
				fleet(Map.of("IdleCount", "1"), TAGGED), null, NIGHT, null));
		assertThat(reasons).isNotEmpty().allMatch((reason) -> reason.likelihood() == Likelihood.POSSIBLE);
	}

	@Test
	void whatGitLabTellsOfTheRunnerIsNotGuessedAt() {
		RunnerState paused = new RunnerState(7, "group", true, "online", null, List.of("gpu"), false, false, true,
				List.of(new RunnerState.Place(1, "acme/deep")), "");
		List<WaitingReason> reasons = WaitingReasons.of(new WaitingCase(FleetState.READY, null, null,
				fleet(Map.of("IdleCount", "1"), TAGGED), null, NIGHT, paused));
		assertThat(reasons.get(0).title()).isEqualTo("The runner is paused in GitLab");
		assertThat(reasons.get(0).likelihood()).isEqualTo(Likelihood.CERTAIN);
		assertThat(reasons).extracting(WaitingReason::why)
			.contains("All tags of a job have to be among the runner’s: gpu.",
					"This runner serves the group acme/deep alone.", "The runner takes jobs of protected ones alone.")
			.noneMatch((why) -> why.contains("GitLab does not tell"));
	}

	@ParameterizedTest
	@CsvSource({ "UNKNOWN, Its runner may hang", "NOT_POLLING, Its runner does not run" })
	void aRunnerThatTellsNothingComesBeforeTheJob(Health.Kind kind, String title) {
		Pulse unread = new Pulse(1, NIGHT, "i-0123456789abcdef0", null, null, new Pulse.Contact(NIGHT, 204), null, null,
				null, null, Map.of(), Map.of(), null, null, null, null, null, "runner: timed out");
		List<WaitingReason> reasons = WaitingReasons.of(facts(FleetState.READY, kind, unread, Map.of(), TAGGED));
		assertThat(reasons.get(0)).returns(title, WaitingReason::title).returns("Advice.", WaitingReason::what);
		assertThat(reasons).extracting(WaitingReason::title).doesNotContain("No worker is kept ready");
	}

	private static List<String> titles(Pulse pulse, Map<String, String> parameters) {
		return titles(pulse, parameters, TAGGED);
	}

	private static List<String> titles(Pulse pulse, Map<String, String> parameters, Fleet.Jobs jobs) {
		return WaitingReasons.of(facts(FleetState.READY, Health.Kind.IDLE, pulse, parameters, jobs))
			.stream()
			.map(WaitingReason::title)
			.toList();
	}

	private static WaitingCase facts(FleetState state, Health.Kind kind, Pulse pulse, Map<String, String> parameters,
			Fleet.Jobs jobs) {
		return new WaitingCase(state, new Health(kind, NIGHT, "Words", "Advice."), pulse, fleet(parameters, jobs),
				Duration.ofSeconds(75), NIGHT, null);
	}

	private static Fleet fleet(Map<String, String> parameters, Fleet.Jobs jobs) {
		return new Fleet(UUID.randomUUID(), "docker-autoscaler", 3, "https://gitlab.com/", parameters, null, jobs);
	}

	private static Pulse pulse(int answer, long running, Pulse.Workers workers, Pulse.@Nullable Scaling scaling) {
		return new Pulse(1, NIGHT, "i-0123456789abcdef0", NIGHT.minusSeconds(3600), "19.4.0",
				new Pulse.Contact(NIGHT, answer), null, new Pulse.Jobs(running, 20L, 0L, 0L), null, workers,
				Map.of("m6i.large/spot", 3L), Map.of(), scaling, null, null, null, null, null);
	}

}
