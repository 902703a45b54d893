package dev.runnerfleet.account;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.SandboxPortal;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.test.context.support.WithAnonymousUser;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

@SandboxPortal
@WithMockUser(username = "ada", roles = "VIEWER")
class IdentitiesTest {

	@Autowired
	Identities identities;

	@Autowired
	MockMvcTester mvc;

	@Test
	void whatIsNotKnownIsNotWaitedFor() {
		Identities fresh = new FakeAccount().identities(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
		fresh.ask(Place.in("eu-central-1"));
		assertThat(fresh.known()).map(Identities.Identity::account).contains("111122223333");
	}

	@Test
	void eachPageSaysWhereThePortalWorks() {
		this.identities.ask(Place.in("eu-central-1"));
		assertThat(this.mvc.get().uri("/")).bodyText().contains("AWS sandbox (", "role runner-fleet-portal");
	}

	@Test
	@WithAnonymousUser
	void nobodyElseIsTold() {
		this.identities.ask(Place.in("eu-central-1"));
		assertThat(this.mvc.get().uri("/login")).bodyText().doesNotContain("runner-fleet-portal");
	}

}
