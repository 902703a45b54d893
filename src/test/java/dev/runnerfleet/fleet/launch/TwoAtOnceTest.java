package dev.runnerfleet.fleet.launch;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.SandboxPortal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

/** Two people press a button of the same fleet at the same moment. */
@SandboxPortal
class TwoAtOnceTest {

	private final ExecutorService people = Executors.newFixedThreadPool(2);

	@Autowired
	MockMvcTester mvc;

	@Autowired
	FleetRows rows;

	@AfterEach
	void leave() {
		this.people.shutdownNow();
		this.rows.clear();
	}

	@Test
	void exactlyOneWinsAHundredTimesAndTheOtherIsToldByWhom() throws Exception {
		for (int round = 0; round < 100; round++) {
			this.rows.clear();
			UUID fleet = this.rows.add("blue", "CREATE_COMPLETE", 0);
			List<MockHttpServletResponse> answers = atOnce(() -> remove(fleet, "ada"), () -> remove(fleet, "bob"));
			assertThat(answers).extracting(MockHttpServletResponse::getStatus).containsExactlyInAnyOrder(302, 409);
			boolean ada = answers.get(0).getStatus() == 302;
			assertThat(answers.get(ada ? 1 : 0).getContentAsString()).containsAnyOf(
					(ada ? "ada" : "bob") + "’s removal has been under way for a moment.",
					"AWS has no stack of this fleet any more");
		}
	}

	private MockHttpServletResponse remove(UUID fleet, String name) {
		return this.mvc.post()
			.uri("/fleets/{id}/remove", fleet)
			.param("confirm", "blue")
			.with(csrf())
			.with(user(name).roles("OPERATOR"))
			.exchange()
			.getResponse();
	}

	private List<MockHttpServletResponse> atOnce(Callable<MockHttpServletResponse> one,
			Callable<MockHttpServletResponse> other) throws Exception {
		List<Future<MockHttpServletResponse>> answers = this.people.invokeAll(List.of(one, other));
		return List.of(answers.get(0).get(), answers.get(1).get());
	}

}
