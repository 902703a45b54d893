package dev.runnerfleet.gitlab.runner;

import dev.runnerfleet.secret.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RunnersTest {

	private static final Secret TOKEN = GitLabFixture.ACCESS;

	private final Runners runners = LocalGitLab.runners();

	private StandIn gitlab;

	@BeforeEach
	void start() throws Exception {
		this.gitlab = new StandIn();
	}

	@AfterEach
	void stop() {
		this.gitlab.close();
	}

	@Test
	void aRunnerIsPausedWithAnAccessToken() {
		this.gitlab.on("PUT /api/v4/runners/42", 200, "{\"id\": 42, \"paused\": true}");
		assertThat(this.runners.pause(this.gitlab.url(), TOKEN, 42)).isInstanceOf(Runners.Change.Done.class);
		assertThat(this.gitlab.received().get(0).headers()).containsEntry("private-token", TOKEN.reveal());
		assertThat(this.gitlab.received().get(0).body()).isEqualTo("{\"paused\":true}");
	}

	@Test
	void aRunnerIsRemovedForGood() {
		this.gitlab.on("DELETE /api/v4/runners/42", 204, "");
		assertThat(this.runners.remove(this.gitlab.url(), TOKEN, 42)).isInstanceOf(Runners.Change.Done.class);
	}

	@Test
	void aRunnerThatIsGoneAlreadyIsMissing() {
		this.gitlab.on("DELETE /api/v4/runners/42", 404, "{\"message\": \"404 Runner Not Found\"}");
		assertThat(this.runners.remove(this.gitlab.url(), TOKEN, 42)).isInstanceOf(Runners.Change.Missing.class);
	}

	@Test
	void aRefusalSaysWhatTheTokenLacks() {
		this.gitlab.on("PUT /api/v4/runners/42", 403, "{\"error\": \"insufficient_scope\"}");
		assertThat(words()).contains("manage_runner");
		this.gitlab.on("PUT /api/v4/runners/42", 401, "{\"message\": \"401 Unauthorized\"}");
		assertThat(words()).isEqualTo("GitLab does not accept the access token.");
		this.gitlab.on("PUT /api/v4/runners/42", 200, "<html>Sign in</html>");
		assertThat(this.runners.pause(this.gitlab.url(), TOKEN, 42)).isInstanceOfSatisfying(
				Runners.Change.Unclear.class,
				(unclear) -> assertThat(unclear.words()).contains("does not answer like a GitLab"));
	}

	@Test
	void aTokenOfAnotherKindIsNamed() {
		assertThat(Runners.objection(GitLabFixture.RUNNER)).contains("not an access token");
		assertThat(Runners.objection(TOKEN)).isEmpty();
	}

	private String words() {
		Runners.Change change = this.runners.pause(this.gitlab.url(), TOKEN, 42);
		return ((Runners.Change.Failed) change).words();
	}

}
