package dev.runnerfleet.fleet.cost;

import dev.runnerfleet.fleet.Requests;
import dev.runnerfleet.fleet.SandboxPortal;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/** The launch form asks for the cost while somebody types. */
@SandboxPortal
@WithMockUser(username = "ada", roles = "OPERATOR")
class CostPageTest {

	@Autowired
	MockMvcTester mvc;

	@Test
	void theFieldsOfTheFormAreAddedUp() {
		assertThat(this.mvc.post()
			.uri("/fleets/new/cost")
			.with(csrf())
			.param("blueprint", "docker-autoscaler")
			.param("region", "us-east-1")
			.param("name", "blue")
			.param("runnerToken", Requests.TOKEN)
			.param("parameters[WorkerInstanceType]", "m5.large")
			.param("parameters[IdleCount]", "0")).hasStatusOk()
			.bodyText()
			.contains("id=\"cost\"", ">$8.65<", ">$0.104<", "Manager (t3.nano)", "prices of 19 January 2026",
					"private subnets", "Not counted: NAT gateways")
			.doesNotContain("<html", Requests.TOKEN);
	}

	@Test
	void whatCannotBeToldIsSaid() {
		assertThat(this.mvc.post().uri("/fleets/new/cost").with(csrf()).param("region", "mars-north-1")).hasStatusOk()
			.bodyText()
			.contains("The cost cannot be told.", "no prices for mars-north-1")
			.doesNotContain("$");
	}

	@Test
	@WithMockUser(roles = "VIEWER")
	void itIsForWhoeverLaunches() {
		assertThat(this.mvc.post().uri("/fleets/new/cost").with(csrf())).hasStatus(HttpStatus.FORBIDDEN);
	}

}
