package dev.runnerfleet.fleet;

import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * While AWS says nothing, pages come all the same and tell so. Each test would never end
 * if a page waited for an answer.
 */
@GitLabPortal
@Timeout(300)
class SilentAwsTest {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	StubbornAws aws;

	@Autowired
	FleetRows rows;

	private UUID fleet;

	@BeforeEach
	void aFleetAndThenSilence() {
		this.rows.clear();
		this.fleet = this.rows.add("quiet", "CREATE_COMPLETE", 0);
		this.aws.hang();
	}

	@AfterEach
	void speak() {
		this.aws.reset();
	}

	@Test
	void theLaunchFormComesAndItsChoicesFollow() {
		assertThat(this.mvc.get().uri("/fleets/new?blueprint=docker-machine")).hasStatusOk()
			.bodyText()
			.contains("The choices have not arrived from AWS yet", "/fleets/new/network?late=true",
					"hx-trigger=\"load\"", "Ask again", "parameters[WorkingHours]")
			.doesNotContain("AWS did not answer");
		assertThat(this.mvc.get().uri("/fleets/new/network?late=true&region=eu-central-1&parameters[VpcId]=vpc-1"))
			.hasStatusOk()
			.bodyText()
			.contains("AWS did not answer", "value=\"vpc-1\" selected=\"selected\"", "id=\"region-choice\"",
					"hx-swap-oob=\"true\"")
			.doesNotContain("hx-trigger=\"load\"");
		assertThat(this.mvc.post()
			.uri("/fleets/new")
			.with(csrf())
			.param("reload", "network")
			.param("name", "kept")
			.param("region", "eu-central-1")).hasStatusOk().bodyText().contains("AWS did not answer", "value=\"kept\"");
	}

	@Test
	void aChangeShowsTodaysValues() {
		assertThat(this.mvc.get().uri("/fleets/{id}/edit", this.fleet)).hasStatusOk()
			.bodyText()
			.contains("Change quiet", "/fleets/" + this.fleet + "/edit/network?late=true", "https://gitlab.com/");
	}

	@Test
	void aRemovalCanBeConfirmedWithoutWhatAwsWouldTell() {
		assertThat(this.mvc.get().uri("/fleets/{id}/remove", this.fleet)).hasStatusOk()
			.bodyText()
			.contains("Type quiet to confirm", "/fleets/" + this.fleet + "/remove/facts");
		assertThat(this.mvc.get().uri("/fleets/{id}/remove/facts", this.fleet)).hasStatusOk()
			.bodyText()
			.contains("Not known: AWS did not answer.")
			.doesNotContain("hx-trigger=\"load\"", "confirm");
	}

	@Test
	void adoptingAsksForTheStackAndSaysWhyItCannotLook() {
		assertThat(this.mvc.get().uri("/fleets/adopt")).hasStatusOk()
			.bodyText()
			.contains("/fleets/adopt/regions", "/fleets/adopt/candidates", "eu-central-1",
					"Name of its CloudFormation stack");
		assertThat(this.mvc.get().uri("/fleets/adopt/candidates?region=eu-central-1")).hasStatusOk()
			.bodyText()
			.contains("AWS did not answer", "Look again")
			.doesNotContain("hx-trigger=\"load\"");
		assertThat(this.mvc.get().uri("/fleets/adopt/regions?region=eu-central-1")).hasStatusOk()
			.bodyText()
			.contains("AWS did not answer");
		assertThat(this.mvc.get().uri("/fleets/adopt?region=eu-central-1&stack=blue"))
			.hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
			.bodyText()
			.contains("AWS did not answer", "value=\"blue\"");
	}

	@Test
	void whetherAFleetIsProtectedIsNotWaitedFor() {
		assertThat(this.mvc.get().uri("/fleets/{id}/protection", this.fleet)).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
			.bodyText()
			.contains("AWS did not answer");
	}

}
