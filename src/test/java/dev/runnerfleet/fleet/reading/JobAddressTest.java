package dev.runnerfleet.fleet.reading;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JobAddressTest {

	private static final URI ROOT = URI.create("https://gitlab.example.com");

	@ParameterizedTest
	@CsvSource({ "https://gitlab.example.com/group/project/-/jobs/123, group/project",
			"https://gitlab.example.com/group/sub/project/-/jobs/123/, group/sub/project",
			"https://gitlab.example.com/group/project/-/jobs/123?page=2#L40, group/project",
			"https://gitlab.example.com/group/project/-/jobs/123/raw, group/project",
			"https://gitlab.example.com/group/project/-/jobs/123/artifacts/browse, group/project",
			"https://gitlab.example.com/group/project/builds/123, group/project",
			"https://gitlab.example.com/group/project/-/builds/123, group/project",
			"'  https://GitLab.example.com:443/group/my.project_x/-/jobs/123  ', group/my.project_x",
			"http://gitlab.example.com/group/project/-/jobs/123, group/project" })
	void eachFormOfAJobsAddressIsRead(String text, String project) {
		assertThat(JobAddress.of(text, ROOT)).isEqualTo(new JobAddress.Job(project, 123));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "123", "gitlab.example.com/group/project/-/jobs/123", "https://gitlab.example.com",
			"https://gitlab.example.com/group/project/-/pipelines/123",
			"https://gitlab.example.com/group/project/-/jobs", "https://gitlab.example.com/group/-/jobs/123",
			"https://gitlab.example.com/group/project/-/jobs/12x", "https://gitlab.example.com/../project/-/jobs/123",
			"https://gitlab.example.com/group/%2e%2e/-/jobs/123",
			"https://ada:secret@gitlab.example.com/group/project/-/jobs/123",
			"https://gitlab.example.com/group/project/-/jobs/1234567890123456789", "javascript:alert(1)" })
	void whatIsNoJobsAddressIsNone(String text) {
		assertThat(JobAddress.of(text, ROOT)).isInstanceOf(JobAddress.None.class);
	}

	@Test
	void anotherGitLabIsNamedAndNotAsked() {
		assertThat(JobAddress.of("https://gitlab.com/group/project/-/jobs/123", ROOT))
			.isEqualTo(new JobAddress.Elsewhere("gitlab.com"));
		assertThat(JobAddress.of("https://gitlab.example.com.evil.example/group/project/-/jobs/123", ROOT))
			.isEqualTo(new JobAddress.Elsewhere("gitlab.example.com.evil.example"));
		assertThat(JobAddress.of("https://gitlab.example.com:8443/group/project/-/jobs/123", ROOT))
			.isInstanceOf(JobAddress.Elsewhere.class);
	}

	@Test
	void aGitLabUnderAPathKeepsItOutOfTheProject() {
		URI root = URI.create("http://127.0.0.1:8080/sandbox/gitlab");
		assertThat(JobAddress.of("http://127.0.0.1:8080/sandbox/gitlab/demo/app/-/jobs/101001", root))
			.isEqualTo(new JobAddress.Job("demo/app", 101001));
		assertThat(JobAddress.of("http://127.0.0.1:8080/demo/app/-/jobs/101001", root))
			.isInstanceOf(JobAddress.Elsewhere.class);
	}

}
