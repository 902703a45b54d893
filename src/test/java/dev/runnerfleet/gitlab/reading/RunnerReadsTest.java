package dev.runnerfleet.gitlab.reading;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.gitlab.reading.GitLabReader.Read;
import dev.runnerfleet.gitlab.reading.GitLabReader.Why;
import dev.runnerfleet.gitlab.runner.StandIn;
import dev.runnerfleet.secret.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RunnerReadsTest {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String PROJECTS = "GET /api/v4/groups/3/projects?include_subgroups=true&archived=false"
			+ "&simple=true&order_by=last_activity_at&per_page=13";

	private final ReadTokenFixture portal = new ReadTokenFixture(TestDatabase.H2.empty(), 1);

	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	private final RunnerReads reads = new RunnerReads(this.portal.reader, this.executor, this.portal.clock);

	private StandIn gitlab;

	@BeforeEach
	void start() throws IOException {
		this.gitlab = new StandIn();
		this.gitlab.on("GET /api/v4/personal_access_tokens/self", 200, "{\"scopes\": [\"read_api\"]}");
		this.portal.desk.keep(this.gitlab.url(), Secret.of("glpat-" + "a".repeat(20)), false, "ada");
		runner("\"group_type\"",
				"\"groups\": [{\"id\": 3, \"name\": \"Demo\", \"web_url\": \"https://x/groups/demo\"}]");
		this.gitlab.on(PROJECTS, 200, "[{\"id\": 11, \"path_with_namespace\": \"demo/app\"},"
				+ "{\"id\": 12, \"path_with_namespace\": \"demo/secret\"}]");
		this.gitlab.on("GET /api/v4/projects/11/jobs?scope=pending&per_page=20", 200,
				"[{\"id\": 5, \"name\": \"test\", \"status\": \"pending\", \"tag_list\": [\"docker\"], \"queued_duration\": 61.5,"
						+ "\"web_url\": \"javascript:alert(1)\"}]");
		this.gitlab.on("GET /api/v4/projects/12/jobs?scope=pending&per_page=20", 403,
				"{\"message\": \"403 Forbidden\"}");
	}

	@AfterEach
	void stop() {
		this.gitlab.close();
		this.reads.close();
	}

	@Test
	void aGroupsRunnerIsToldWithTheJobsThatWaitInItsProjects() {
		RunnerReads.Seen seen = seen();
		assertThat(seen.runner()).satisfies((runner) -> {
			assertThat(runner.paused()).isTrue();
			assertThat(runner.tags()).containsExactly("docker");
			assertThat(runner.protectedOnly()).isTrue();
			assertThat(runner.serves("demo/app")).isTrue();
			assertThat(runner.serves("other/app")).isFalse();
		});
		assertThat(seen.waiting()).satisfies((waiting) -> {
			assertThat(waiting.jobs()).singleElement()
				.satisfies((job) -> assertThat(job).extracting(CiJob::project, CiJob::queuedSeconds, CiJob::link)
					.containsExactly("demo/app", 61L, ""));
			assertThat(waiting.hidden()).isEqualTo(1);
			assertThat(waiting.cut()).isFalse();
		});
	}

	@Test
	void numbersOutOfReachAreNone() {
		this.gitlab.on("GET /api/v4/projects/11/jobs?scope=pending&per_page=20", 200,
				"[{\"id\": 1e300, \"status\": \"pending\", \"queued_duration\": 1e300, \"runner\": {\"id\": 1e300}}]");
		assertThat(seen().waiting()).satisfies((waiting) -> assertThat(waiting.jobs()).singleElement()
			.satisfies((job) -> assertThat(job).extracting(CiJob::id, CiJob::queuedSeconds).containsExactly(0L, 0L)));
	}

	@Test
	void whatWasToldAMomentAgoIsNotAskedAgain() {
		assertThat(this.reads.known(this.gitlab.url(), 7)).isNull();
		seen();
		int asked = this.gitlab.requests().size();
		seen();
		assertThat(this.gitlab.requests()).hasSize(asked);
		assertThat(this.reads.known(this.gitlab.url(), 7)).isNotNull();
		this.portal.clock.advance(Duration.ofMinutes(1));
		seen();
		assertThat(this.gitlab.requests()).hasSize(2 * asked - 1);
		this.portal.clock.advance(Duration.ofMinutes(5));
		assertThat(this.reads.known(this.gitlab.url(), 7)).isNull();
	}

	@Test
	void manyProjectsAreCutAndThatIsTold() {
		StringBuilder many = new StringBuilder();
		for (int id = 100; id < 113; id++) {
			many.append(many.isEmpty() ? "" : ",")
				.append("{\"id\": %d, \"path_with_namespace\": \"demo/p%d\"}".formatted(id, id));
			this.gitlab.on("GET /api/v4/projects/%d/jobs?scope=pending&per_page=20".formatted(id), 200, "[]");
		}
		this.gitlab.on(PROJECTS, 200, "[" + many + "]");
		assertThat(seen().waiting()).satisfies((waiting) -> {
			assertThat(waiting.cut()).isTrue();
			assertThat(waiting.projects()).isEqualTo(12);
		});
	}

	@Test
	void whatIsNotShownIsToldAsNotKnown() {
		runner("\"instance_type\"", "\"groups\": []");
		assertThat(seen().waiting()).isNull();
		this.portal.clock.advance(Duration.ofMinutes(1));
		this.gitlab.on("GET /api/v4/runners/7", 403, "{\"message\": \"403 Forbidden - No access granted\"}");
		assertThat(seen().runner()).isNull();
		this.portal.clock.advance(Duration.ofMinutes(1));
		this.gitlab.on("GET /api/v4/runners/7", 401, "{\"message\": \"401 Unauthorized\"}");
		assertThat(this.reads.of(this.gitlab.url(), 7, PATIENCE).orElseThrow().read())
			.isInstanceOfSatisfying(Read.Untold.class, (untold) -> assertThat(untold.why()).isEqualTo(Why.REFUSED));
	}

	private RunnerReads.Seen seen() {
		return ((Read.Told<RunnerReads.Seen>) this.reads.of(this.gitlab.url(), 7, PATIENCE).orElseThrow().read())
			.value();
	}

	private void runner(String type, String rest) {
		this.gitlab.on("GET /api/v4/runners/7", 200,
				"{\"id\": 7, \"runner_type\": %s, \"paused\": true, \"status\": \"paused\", \"tag_list\": [\"docker\"], "
					.formatted(type)
						+ "\"run_untagged\": false, \"locked\": false, \"access_level\": \"ref_protected\", " + rest
						+ "}");
	}

}
