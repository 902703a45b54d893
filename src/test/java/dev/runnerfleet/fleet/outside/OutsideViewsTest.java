package dev.runnerfleet.fleet.outside;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.Requests;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

@SandboxPortal
@WithMockUser(username = "ada", roles = "OPERATOR")
class OutsideViewsTest {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	FleetRows rows;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	ApplicationEventPublisher events;

	@Autowired
	Fleets fleets;

	@BeforeEach
	void empty() {
		this.rows.clear();
	}

	@Test
	void anOutsideUpdateIsShownWithItsEventsAndWhatDiffers() {
		UUID id = this.rows.add("blue", "UPDATE_COMPLETE", 0);
		this.rows.events(id, 4);
		UUID change = this.rows.outside(id, "SUCCEEDED", 2);
		settled(change, id, Map.of("GitlabUrl", "https://git.example.com/", "IdleCount", "3", "RunnerToken", "****"));
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).hasStatusOk()
			.bodyText()
			.contains("Changed outside the portal", "<del>https://gitlab.com/</del>",
					"<ins>https://git.example.com/</ins>", "Idle capacity (jobs)", "What AWS told of it")
			.doesNotContain("****");
		assertThat(this.fleets.find(id).orElseThrow().gitlabUrl()).isEqualTo("https://git.example.com/");
		assertThat(this.fleets.find(id).orElseThrow().parameters()).containsEntry("IdleCount", "3")
			.doesNotContainKey("RunnerToken");
		assertThat(this.mvc.get().uri("/")).bodyText().contains("Changed outside the portal");
	}

	@Test
	void anEmulatorThatShowsSecretsDoesNotGetThemStored() {
		UUID id = this.rows.add("blue", "UPDATE_COMPLETE", 0);
		settled(this.rows.outside(id, "SUCCEEDED", 0), id, Map.of("RunnerToken", Requests.TOKEN, "IdleCount", "2"));
		assertThat(this.jdbc.sql("select parameters from fleet").query(String.class).single())
			.doesNotContain(Requests.TOKEN);
		assertThat(this.jdbc.sql("select name from parameter_change").query(String.class).list())
			.doesNotContain("RunnerToken");
	}

	@Test
	void anOutsideRemovalIsToldByNobodysName() {
		UUID id = this.rows.add("blue", "DELETE_COMPLETE", 0);
		this.rows.outside(id, "SUCCEEDED", 0);
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).bodyText()
			.contains("Removed outside the portal", "Its name is free again");
		assertThat(this.mvc.get().uri("/fleets/{id}/activity", id)).bodyText()
			.contains("by <span>somebody outside</span>");
		assertThat(this.mvc.get().uri("/?status=removed")).bodyText().contains("Removed outside the portal");
	}

	@Test
	void theNextOperationOfThePortalEndsTheNotice() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.rows.outside(id, "SUCCEEDED", 0);
		this.rows.operation(id, "SUCCEEDED", 30, null, null);
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).bodyText()
			.doesNotContain("class=\"panel panel-warn outside\"");
	}

	@Test
	void aFleetIsComparedByAButton() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		assertThat(this.mvc.get().uri("/fleets/{id}/drift", id)).hasStatusOk().bodyText().contains("Compare now");
		assertThat(this.mvc.post().uri("/fleets/{id}/drift", id).with(csrf())).hasStatus3xxRedirection()
			.hasRedirectedUrl("/fleets/" + id + "/resources");
		assertThat(this.mvc.get().uri("/fleets/{id}/resources", id)).bodyText()
			.contains("AWS compares the fleet with its template");
		assertThat(this.mvc.post().uri("/fleets/{id}/drift", id).with(csrf()).with(user("bob").roles("OPERATOR")))
			.hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("ada’s check for drift has been under way");
	}

	@Test
	void scriptsCompareToo() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}/drift", id)).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(this.mvc.post().uri("/api/v1/fleets/{id}/drift", id).with(csrf().asHeader()))
			.hasStatus(HttpStatus.ACCEPTED)
			.bodyJson()
			.isLenientlyEqualTo("{\"state\": \"PLANNED\", \"askedBy\": \"ada\", \"inSync\": null, \"resources\": []}");
		UUID drift = this.jdbc.sql("select id from drift").query(UUID.class).single();
		this.jdbc.sql("update drift set state = 'DONE', active_stack = null, finished_at = asked_at").update();
		this.jdbc.sql(
				"insert into drift_resource values (?, 'WorkerGroup', 'g', 'AWS::AutoScaling::AutoScalingGroup', false)")
			.param(drift)
			.update();
		this.jdbc.sql("insert into drift_difference values (?, 'WorkerGroup', 0, '/MaxSize', '10', '<b>20</b>')")
			.param(drift)
			.update();
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}/drift", id)).bodyJson().isLenientlyEqualTo("""
				{"state": "DONE", "inSync": false, "resources": [{"logicalId": "WorkerGroup", "removed": false,
				 "differences": [{"path": "/MaxSize", "expected": "10", "actual": "<b>20</b>"}]}]}""");
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).bodyText()
			.contains("One resource differs from the template");
		assertThat(this.mvc.get().uri("/fleets/{id}/resources", id)).bodyText()
			.contains("One resource differs from the template", "&lt;b&gt;20&lt;/b&gt;", "/MaxSize")
			.doesNotContain("<b>20");
	}

	@Test
	void whoMayNotCompareIsNotLetTo() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		assertThat(this.mvc.post().uri("/fleets/{id}/drift", id).with(csrf()).with(user("vera").roles("VIEWER")))
			.hasStatus(HttpStatus.FORBIDDEN);
		assertThat(this.mvc.post()
			.uri("/api/v1/fleets/{id}/drift", id)
			.with(csrf().asHeader())
			.with(user("vera").roles("VIEWER"))).hasStatus(HttpStatus.FORBIDDEN);
	}

	@Test
	void aFleetThatThereIsNotIsNotCompared() {
		assertThat(
				this.mvc.post().uri("/fleets/{id}/drift", UUID.randomUUID()).with(csrf()).accept(MediaType.TEXT_HTML))
			.hasStatus(HttpStatus.NOT_FOUND);
		UUID failed = this.rows.add("red", "ROLLBACK_COMPLETE", 0);
		assertThat(this.mvc.post().uri("/api/v1/fleets/{id}/drift", failed).with(csrf().asHeader()))
			.hasStatus(HttpStatus.CONFLICT);
	}

	private void settled(UUID operation, UUID stack, Map<String, String> parameters) {
		Instant now = Instant.parse("2026-01-15T09:00:00Z");
		this.events.publishEvent(new OperationEvent.Settled(new Operation(operation, stack, Operation.Kind.OUTSIDE,
				Operation.State.SUCCEEDED, Operation.SOMEBODY, 0, now, now, now, null, null, null), parameters,
				Map.of()));
	}

}
