package dev.runnerfleet.gitlab.connection;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class GitLabCallsTest {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final GitLabCalls calls = new GitLabCalls(this.meters);

	@ParameterizedTest
	@CsvSource({ "201, SUCCESS", "302, REDIRECTION", "404, CLIENT_ERROR", "503, SERVER_ERROR", "999, UNKNOWN" })
	void aCallIsCountedByWhatCameOfIt(int status, String outcome) {
		try (GitLabCalls.Running running = this.calls.begin(Call.get("/version"))) {
			running.answered(status);
		}
		assertThat(this.meters.get("portal.gitlab.calls").tags("method", "GET", "outcome", outcome).timer().count())
			.isEqualTo(1);
	}

	@Test
	void whatIsNotAnsweredIsCountedToo() {
		this.calls.begin(Call.get("/version")).close();
		assertThat(this.meters.get("portal.gitlab.calls").tags("outcome", "UNKNOWN").timer().count()).isEqualTo(1);
	}

}
