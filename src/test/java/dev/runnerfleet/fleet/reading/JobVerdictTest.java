package dev.runnerfleet.fleet.reading;

import java.util.List;

import dev.runnerfleet.gitlab.reading.CiJob;
import dev.runnerfleet.gitlab.reading.JobReads;
import dev.runnerfleet.gitlab.reading.RunnerState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class JobVerdictTest {

	private static final List<RunnerState.Place> GROUP = List.of(new RunnerState.Place(1, "demo"));

	private static final RunnerState RUNNER = runner("group", false, List.of("docker", "linux"), false, false, GROUP);

	/** Every tag of the job has to be among the runner's, to the letter. */
	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "docker | takes the job", "docker,linux | takes the job", "docker,gpu | wants the tag gpu",
					"gpu,arm | wants the tags gpu, arm", "Docker | wants the tag Docker",
					"'' | has no tags, and the runner takes none without" })
	void tagsDecide(String tags, String words) {
		assertThat(first(job("pending", tags, "demo/app"), RUNNER, null).title()).contains(words);
	}

	@Test
	void aRunnerThatTakesJobsWithoutTagsTakesThem() {
		RunnerState runner = runner("project", false, List.of(), true, false, List.of());
		assertThat(first(job("pending", "", "demo/app"), runner, null).fits()).isTrue();
		assertThat(first(job("pending", "docker", "demo/app"), runner, null).why()).contains("it has none");
	}

	@Test
	void whomTheRunnerServesDecides() {
		assertThat(first(job("pending", "docker", "other/app"), RUNNER, null).title())
			.contains("outside the runner’s group");
		assertThat(first(job("pending", "docker", "demonstration/app"), RUNNER, null).fits()).isFalse();
		assertThat(first(job("pending", "docker", "Demo/sub/app"), RUNNER, null).fits()).isTrue();
		RunnerState locked = runner("project", false, List.of("docker"), false, false,
				List.of(new RunnerState.Place(11, "demo/app")));
		assertThat(first(job("pending", "docker", "demo/tools"), locked, null).what()).contains("locked", "unlock");
		RunnerState instance = runner("instance", false, List.of("docker"), false, false, List.of());
		assertThat(
				JobVerdict.of(new JobReads.Case(job("pending", "docker", "a/b"), instance, null, false, null), 7L, null)
					.get(0)
					.title())
			.contains("instance runners switched off");
		assertThat(JobVerdict
			.of(new JobReads.Case(job("pending", "docker", "demo/b"), RUNNER, null, true, false), 7L, null)
			.get(0)
			.title()).contains("group runners switched off");
	}

	@Test
	void aPausedOrProtectedRunnerSaysSo() {
		RunnerState paused = runner("group", true, List.of("docker"), false, false, GROUP);
		assertThat(first(job("pending", "docker", "demo/app"), paused, null).title()).contains("paused in GitLab");
		RunnerState guarded = runner("group", false, List.of("docker"), false, true, GROUP);
		assertThat(first(job("pending", "docker", "demo/app"), guarded, false).title())
			.contains("main is not protected");
		assertThat(first(job("pending", "docker", "demo/app"), guarded, true).fits()).isTrue();
		assertThat(first(job("pending", "docker", "demo/app"), guarded, null))
			.returns("Its tags fit this fleet; whether the fleet takes it is not certain", JobVerdict::title)
			.satisfies((verdict) -> assertThat(verdict.why()).contains("whether main is one, GitLab does not show"))
			.returns(true, JobVerdict::fits);
	}

	/** What GitLab leaves out is neither a yes nor a no. */
	@ParameterizedTest
	@CsvSource({ "group, false, in the runner’s group", "project, false, is enabled for demo/app",
			"instance, false, uses instance runners", "group, true, uses group runners" })
	void whatGitLabDoesNotShowIsNotClaimed(String scope, boolean placed, String words) {
		RunnerState runner = runner(scope, false, List.of("docker"), false, false, placed ? GROUP : List.of());
		JobVerdict verdict = JobVerdict
			.of(new JobReads.Case(job("pending", "docker", "demo/app"), runner, null, null, null), 7L, null)
			.get(0);
		assertThat(verdict.title()).contains("not certain");
		assertThat(verdict.why()).contains(words, "GitLab does not show");
		assertThat(verdict.fits()).isTrue();
	}

	@Test
	void aProjectThatIsNotListedIsToldWithWhoseListItIs() {
		RunnerState runner = runner("project", false, List.of("docker"), false, false,
				List.of(new RunnerState.Place(11, "demo/app")));
		assertThat(first(job("pending", "docker", "demo/tools"), runner, null))
			.returns("The job’s project is not among those that the runner serves", JobVerdict::title)
			.satisfies((verdict) -> assertThat(verdict.why()).contains("demo/app", "as far as the read token’s owner"));
	}

	@Test
	void ofARunnerWithoutANumberOnlyWhatItWasMadeWithIsSaid() {
		assertThat(JobVerdict.of(new JobReads.Case(running(8), null, null, null, null), null, null).get(0))
			.returns("It runs", JobVerdict::title)
			.satisfies((verdict) -> assertThat(verdict.why()).contains("#8", "runner token alone"));
		JobReads.Case gpu = new JobReads.Case(job("pending", "gpu", "demo/app"), null, null, null, null);
		assertThat(JobVerdict.of(gpu, null, RUNNER).get(0).why()).contains("may have changed it in GitLab since");
		JobReads.Case docker = new JobReads.Case(job("pending", "docker", "demo/app"), null, null, null, null);
		assertThat(JobVerdict.of(docker, null, RUNNER).get(0).why()).contains("runner token alone")
			.doesNotContain("read token’s owner");
	}

	@Test
	void allThatDoesNotFitIsSaid() {
		RunnerState paused = runner("group", true, List.of("docker"), false, false, GROUP);
		assertThat(JobVerdict.of(new JobReads.Case(job("pending", "gpu", "other/app"), paused, null, null, null), 7L,
				null))
			.extracting(JobVerdict::title)
			.hasSize(3);
	}

	@ParameterizedTest
	@CsvSource({ "created, An earlier stage", "manual, somebody to start it", "scheduled, It starts later",
			"waiting_for_resource, resource group", "preparing, still preparing", "success, has succeeded",
			"canceled, was cancelled", "skipped, was skipped", "failed, it failed", "odd, GitLab says “odd”" })
	void everyOtherStateIsToldWithoutBlamingTheFleet(String status, String words) {
		JobVerdict verdict = first(job(status, "docker", "demo/app"), RUNNER, null);
		assertThat(verdict.title()).contains(words);
		assertThat(verdict.fits()).isFalse();
	}

	@Test
	void aJobThatRunsIsToldWhere() {
		assertThat(JobVerdict.of(new JobReads.Case(running(7), RUNNER, null, null, null), 7L, null).get(0).title())
			.isEqualTo("It runs on this fleet");
		assertThat(JobVerdict.of(new JobReads.Case(running(8), RUNNER, null, null, null), 7L, null).get(0))
			.satisfies((verdict) -> assertThat(verdict.title() + verdict.why()).contains("another runner", "#8"));
	}

	@Test
	void aRunnerThatIsNotShownIsJudgedByWhatThePortalWasTold() {
		assertThat(
				JobVerdict.of(new JobReads.Case(job("pending", "gpu", "demo/app"), null, null, null, null), 7L, RUNNER)
					.get(0)
					.title())
			.contains("wants the tag gpu");
		assertThat(JobVerdict
			.of(new JobReads.Case(job("pending", "docker", "demo/app"), null, null, null, null), 7L, RUNNER)
			.get(0)
			.why()).contains("does not show the fleet’s runner");
		assertThat(JobVerdict
			.of(new JobReads.Case(job("pending", "docker", "demo/app"), null, null, null, null), null, null)
			.get(0)
			.why()).contains("runner token alone");
	}

	private static JobVerdict first(CiJob job, RunnerState runner, @Nullable Boolean isProtected) {
		return JobVerdict.of(new JobReads.Case(job, runner, isProtected, true, true), 7L, null).get(0);
	}

	private static CiJob job(String status, String tags, String project) {
		return new CiJob(1, "test", project, "", status, "", "test", "main", false,
				tags.isEmpty() ? List.of() : List.of(tags.split(",")), null, 60L, null);
	}

	private static CiJob running(long runner) {
		return new CiJob(1, "test", "demo/app", "", "running", "", "test", "main", false, List.of(), null, null,
				new CiJob.Taker(runner, "someone’s"));
	}

	private static RunnerState runner(String scope, boolean paused, List<String> tags, boolean untagged,
			boolean protectedOnly, List<RunnerState.Place> places) {
		return new RunnerState(7, scope, paused, "online", null, tags, untagged, true, protectedOnly, places, "");
	}

}
