package dev.runnerfleet.sandbox;

import dev.runnerfleet.fleet.SandboxPortal;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

@SandboxPortal
class SandboxPagesTest {

	@Autowired
	MockMvcTester mvc;

	@Test
	@WithMockUser(roles = "OPERATOR")
	void formsTellWhatCanBeTriedInTheSandbox() {
		assertThat(this.mvc.get().uri("/fleets/new")).bodyText()
			.contains("Sandbox:</strong> nothing here touches AWS or GitLab.", "In the sandbox",
					"The VPC decides what else is played", "Use this token");
		assertThat(this.mvc.get().uri("/tokens")).bodyText().contains("In the sandbox", "An ending plays a failure");
	}

}
