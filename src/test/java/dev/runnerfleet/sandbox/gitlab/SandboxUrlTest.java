package dev.runnerfleet.sandbox.gitlab;

import org.junit.jupiter.api.Test;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/** Where the sandbox's GitLab is, which the launch form suggests. */
class SandboxUrlTest {

	private final MockEnvironment environment = new MockEnvironment().withProperty("local.server.port", "18080");

	@Test
	void itIsBesideThePortal() {
		assertThat(url()).isEqualTo("http://127.0.0.1:18080/sandbox/gitlab");
		this.environment.setProperty("server.servlet.context-path", "/tools/fleets");
		assertThat(url()).isEqualTo("http://127.0.0.1:18080/tools/fleets/sandbox/gitlab");
	}

	private String url() {
		return new SandboxGitLabConfiguration().sandboxUrl(this.environment).url().toString();
	}

}
