package dev.runnerfleet.pulse;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

import dev.runnerfleet.pulse.Health.Kind;
import dev.runnerfleet.pulse.Vitals.Machine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class HealthJudgeTest {

	private static final Instant NOW = Instant.parse("2027-01-15T12:06:00Z");

	private final HealthJudge judge = new HealthJudge(Lines.PROPERTIES);

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					"gitlab":{"at":"2027-01-15T12:03:59Z","status":0},"jobs":{"running":1,"limit":2} | NOT_POLLING | Not polling GitLab since 12:03 UTC
					"gitlab":{"at":"2027-01-15T12:03:59Z","status":502},"jobs":{"running":0,"limit":2} | NOT_POLLING | Not polling GitLab since 12:03 UTC
					"gitlab":{"status":0},"since":"2027-01-15T11:00:00Z" | NOT_POLLING | Has not reached GitLab since 11:00 UTC
					"gitlab":{"at":"2027-01-14T12:00:00Z","status":0} | NOT_POLLING | Not polling GitLab since 14 Jan, 12:00 UTC
					"gitlab":{"at":"2027-01-15T12:05:58Z","status":403},"token":{"expires":"2027-01-16T00:00:00Z"} | TOKEN_REFUSED | GitLab refuses the token
					"gitlab":{"at":"2027-01-15T12:05:58Z","status":204},"token":{"expires":"2027-01-18T13:00:00Z"} | TOKEN_ENDS | The token ends in 3 days
					"token":{"expires":"2027-01-15T12:00:00Z"} | TOKEN_ENDS | The token ended 12:00 UTC
					"token":{"expires":"2027-01-15T18:06:00Z"},"scaling":{"code":"VcpuLimitExceeded"} | TOKEN_ENDS | The token ends in 6 hours
					"scaling":{"at":"2027-01-15T10:00:00Z","code":"VcpuLimitExceeded"},"workers":{"wanted":2,"ready":1,"busy":0,"starting":1} | CANNOT_SCALE | Cannot start workers: vCPU limit reached
					"scaling":{"at":"2027-01-15T12:00:00Z","code":"InsufficientInstanceCapacity"} | CANNOT_SCALE | Cannot start workers: AWS has no capacity for them now
					"scaling":{"at":"2027-01-15T12:00:00Z","words":"Odd things happen"} | CANNOT_SCALE | Cannot start workers: Odd things happen
					"scaling":{"at":"2027-01-15T12:00:00Z","code":"Unsupported","words":"The requested configuration is currently not supported."} | CANNOT_SCALE | Cannot start workers: AWS does not start that type there
					"scaling":{"at":"2027-01-15T12:00:00Z","code":"Client.InternalError","words":"Client error on launch"} | CANNOT_SCALE | Cannot start workers: the key of their disks cannot be used
					"jobs":{"running":0,"limit":20},"workers":{"ready":0,"busy":0,"starting":7,"failed":7,"wanted":7,"max":20} | CANNOT_SCALE | Cannot start workers: none becomes ready
					"jobs":{"running":1,"limit":20},"workers":{"ready":0,"busy":1,"starting":1,"failed":1,"wanted":2,"max":20} | WORKING | Working: 1 job on 1 worker
					"jobs":{"running":20,"limit":20},"workers":{"busy":20,"max":20},"queue":{"median":240} | BUSY | Busy: all 20 workers taken, jobs wait about 4 min
					"jobs":{"running":20,"limit":20},"workers":{"busy":10,"max":20} | BUSY | Busy: all 20 places for jobs taken
					"jobs":{"running":12,"limit":20},"workers":{"busy":12,"max":20} | WORKING | Working: 12 jobs on 12 workers
					"jobs":{"running":1,"limit":20} | WORKING | Working: 1 job
					"jobs":{"running":0,"limit":20},"workers":{"ready":2,"busy":0,"max":20} | IDLE | Idle: ready for 2 jobs at once
					"jobs":{"running":0,"limit":40},"workers":{"ready":2,"busy":0,"max":20} | IDLE | Idle: ready for 4 jobs at once
					"jobs":{"running":0,"limit":20},"workers":{"ready":0,"busy":0,"starting":2,"max":20} | IDLE | Idle: 2 workers on the way
					"jobs":{"running":0,"limit":20},"workers":{"ready":0,"busy":0,"max":20} | IDLE | Idle: starts a worker when a job comes
					"trouble":"runner: curl: (28) Operation timed out" | UNKNOWN | Reports, but not what its runner does
					"gitlab":{"at":"2027-01-15T12:00:00Z","status":204},"trouble":"runner: curl: (28) Operation timed out" | UNKNOWN | Reports, but not what its runner does
					"gitlab":{"at":"2027-01-15T12:05:00Z","status":204},"trouble":"runner: curl: (7) Failed to connect to localhost port 9252" | UNKNOWN | Reports, but not what its runner does
					"gitlab":{"at":"2027-01-15T12:03:59Z","status":204},"trouble":"runner: curl: (7) Failed to connect to localhost port 9252" | NOT_POLLING | Its runner has not run since 12:03 UTC
					"gitlab":{"at":"2027-01-15T12:05:58Z","status":403},"trouble":"runner: curl: (28) Operation timed out" | TOKEN_REFUSED | GitLab refuses the token
					"disk":41 | UNKNOWN | Reports, but not what its runner does""")
	void aFreshReportIsPutIntoWordsTheWorstFirst(String parts, Kind kind, String words) {
		Health health = this.judge.judge(heard(parts));
		assertThat(health.kind()).isEqualTo(kind);
		assertThat(health.words()).isEqualTo(words);
		assertThat(health.since()).isBeforeOrEqualTo(NOW);
		assertThat(kind.trouble()).as(health.advice()).isIn(false, !health.advice().isBlank());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					"gitlab":{"at":"2027-01-15T12:04:01Z","status":0},"jobs":{"running":0,"limit":2}
					"gitlab":{"at":"2027-01-15T11:00:00Z","status":204},"jobs":{"running":2,"limit":2}
					"gitlab":{"at":"2027-01-15T12:05:58Z","status":500},"jobs":{"running":0,"limit":2}
					"token":{"expires":"2027-01-22T12:06:01Z"},"jobs":{"running":0,"limit":2}
					"scaling":{"at":"2027-01-15T11:50:59Z","code":"VcpuLimitExceeded"},"workers":{"wanted":1,"ready":1},"jobs":{"running":0,"limit":2}""")
	void whatIsWithinTheThresholdsIsNoTrouble(String parts) {
		assertThat(this.judge.judge(heard(parts)).kind()).isIn(Kind.IDLE, Kind.BUSY);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			89 | STOPPED | IDLE | Idle: starts a worker when a job comes
			91 | STOPPED | MANAGER_GONE | The manager is stopped
			91 | TERMINATED | MANAGER_GONE | The manager is gone
			91 | IMPAIRED | MANAGER_GONE | The manager does not answer EC2
			91 | RUNNING | SILENT | No report since 12:04 UTC
			91 | UNASKED | SILENT | No report since 12:04 UTC""")
	void anOldReportSaysNothingOfThePresent(int age, Machine machine, Kind kind, String words) {
		Instant heard = NOW.minusSeconds(age);
		Health health = this.judge.judge(with(
				Lines.pulse(heard,
						"\"jobs\":{\"running\":0,\"limit\":2},\"gitlab\":{\"status\":204,\"at\":\"" + heard + "\"}"),
				heard, null, true, machine, null, null));
		assertThat(health.kind()).isEqualTo(kind);
		assertThat(health.words()).isEqualTo(words);
		assertThat(kind.trouble()).as(health.advice()).isIn(false, !health.advice().isBlank());
	}

	/** What the last try says otherwise is not promised. */
	@ParameterizedTest
	@CsvSource({ "0, true, Idle: no worker is up", "0, false, Idle: starts a worker when a job comes",
			"2, true, Idle: ready for 2 jobs at once" })
	void aWorkerIsPromisedOnlyWhereTheLastTryDidNotFail(int ready, boolean unproven, String words) {
		Pulse pulse = Lines.pulse(NOW,
				"\"jobs\":{\"running\":0,\"limit\":20},\"workers\":{\"ready\":%d,\"max\":20}".formatted(ready));
		assertThat(this.judge.judge(new Vitals(NOW, pulse, NOW, null, false, true, Machine.UNASKED, null, null, null,
				unproven, Vitals.Post.INSTANCE, null)))
			.returns(Kind.IDLE, Health::kind)
			.returns(words, Health::words);
	}

	@Test
	void whyTheLogCannotBeReadIsSaid() {
		Health never = this.judge
			.judge(with(null, null, "The portal may not call logs:GetLogEvents.", true, Machine.UNASKED, null, null));
		assertThat(never.kind()).isEqualTo(Kind.UNKNOWN);
		assertThat(never.words()).isEqualTo("Its report cannot be read");
		assertThat(never.advice()).contains("logs:GetLogEvents");
		Health once = this.judge.judge(with(Lines.pulse(NOW.minusSeconds(200), ""), NOW.minusSeconds(200),
				"The portal may not call logs:GetLogEvents.", true, Machine.UNASKED, null, null));
		assertThat(once.kind()).isEqualTo(Kind.SILENT);
		assertThat(once.advice()).contains("logs:GetLogEvents");
	}

	@Test
	void whatCouldNotBeReadOfTheRunnerIsToldWithWhatToDo() {
		assertThat(this.judge.judge(heard("\"trouble\":\"runner: curl: (28) Operation timed out.\"")))
			.returns(Health.Step.READ_LOG, Health::step)
			.extracting(Health::advice)
			.asString()
			.contains("runner: curl: (28) Operation timed out. For a minute", "the manager’s log tells", "reboot")
			.doesNotContain("..");
	}

	@Test
	void aFleetOfAnOlderBlueprintSaysWhichUpdateBringsIt() {
		Health health = this.judge.judge(with(null, null, null, false, Machine.UNASKED, null, null));
		assertThat(health.kind()).isEqualTo(Kind.UNKNOWN);
		assertThat(health.words()).isEqualTo("Does not report how it is");
		assertThat(health.advice()).contains("version 3").contains("Change");
	}

	@Test
	void aChangeThatIsNotInForceIsSaidOfAFleetThatIsElseWell() {
		Pulse pulse = Lines.pulse(NOW, "\"jobs\":{\"running\":1,\"limit\":2}");
		Health health = this.judge
			.judge(with(pulse, NOW, null, true, Machine.UNASKED, "GitLab did not accept the token", null));
		assertThat(health.kind()).isEqualTo(Kind.CHANGE_NOT_IN_FORCE);
		assertThat(health.words()).isEqualTo("Change not in force: GitLab did not accept the token");
	}

	@Test
	void aGroupThatDoesNotComeUpIsExplainedByItsActivities() {
		Pulse pulse = Lines.pulse(NOW, "\"jobs\":{\"running\":1,\"limit\":2}");
		Pulse.Scaling refusal = new Pulse.Scaling(NOW.minusSeconds(60), "", "You have requested more vCPU capacity");
		UnaryOperator<Vitals> since = (vitals) -> new Vitals(vitals.now(), vitals.pulse(), vitals.heardAt(), null,
				false, true, vitals.machine(), new Vitals.WorkerGroup(3, 5, 1, NOW.minus(Duration.ofMinutes(6))),
				refusal, null, false, Vitals.Post.INSTANCE, null);
		Health health = this.judge.judge(since.apply(with(pulse, NOW, null, true, Machine.UNASKED, null, null)));
		assertThat(health.kind()).isEqualTo(Kind.CANNOT_SCALE);
		assertThat(health.words()).isEqualTo("Cannot start workers: vCPU limit reached");
		assertThat(health.since()).isEqualTo(NOW.minus(Duration.ofMinutes(6)));
	}

	@Test
	void aFleetThatIsBusyStaysSoUntilThereIsRoom() {
		Health busy = this.judge.judge(heard("\"jobs\":{\"running\":20,\"limit\":20}"));
		Health nearly = this.judge.judge(with(Lines.pulse(NOW, "\"jobs\":{\"running\":19,\"limit\":20}"), NOW, null,
				true, Machine.UNASKED, null, new Health(busy.kind(), NOW.minusSeconds(600), busy.words(), "")));
		assertThat(nearly.kind()).isEqualTo(Kind.BUSY);
		assertThat(nearly.words()).isEqualTo("Busy: 19 of 20 places for jobs taken");
		assertThat(nearly.since()).isEqualTo(NOW.minusSeconds(600));
		assertThat(this.judge.judge(heard("\"jobs\":{\"running\":19,\"limit\":20}")).kind()).isEqualTo(Kind.WORKING);
		assertThat(this.judge
			.judge(with(Lines.pulse(NOW, "\"jobs\":{\"running\":17,\"limit\":20}"), NOW, null, true, Machine.UNASKED,
					null, nearly))
			.kind()).isEqualTo(Kind.WORKING);
	}

	@Test
	void theManagersClockMayBeWrong() {
		Instant theirs = NOW.plus(Duration.ofHours(3));
		Pulse pulse = Lines.pulse(theirs, "\"gitlab\":{\"at\":\"" + theirs.minusSeconds(180) + "\",\"status\":0}");
		Health health = this.judge.judge(with(pulse, NOW.minusSeconds(10), null, true, Machine.UNASKED, null, null));
		assertThat(health.kind()).isEqualTo(Kind.NOT_POLLING);
		assertThat(health.since()).isEqualTo(NOW.minusSeconds(190));
	}

	private static Vitals heard(String parts) {
		return with(Lines.pulse(NOW, parts), NOW, null, true, Machine.UNASKED, null, null);
	}

	private static Vitals with(@Nullable Pulse pulse, @Nullable Instant heardAt, @Nullable String trouble,
			boolean reports, Machine machine, @Nullable String notInForce, @Nullable Health before) {
		return new Vitals(NOW, pulse, heardAt, trouble, false, reports, machine, null, null, notInForce, false,
				Vitals.Post.INSTANCE, before);
	}

}
