package dev.runnerfleet.fleet.removal;

import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.Requests;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.network.Network;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/** What people and scripts see of removals and other tries. */
@SandboxPortal
@WithMockUser(username = "ada", roles = "OPERATOR")
class RemovalPagesTest {

	private static final String TOKEN = "glrt-" + "x".repeat(20);

	@Autowired
	MockMvcTester mvc;

	@Autowired
	FleetRows rows;

	@Autowired
	Network network;

	@Autowired
	JdbcClient jdbc;

	@BeforeEach
	void empty() {
		this.rows.clear();
	}

	@Test
	void theQuestionNamesWhatGoesAndAsksForTheName() {
		UUID id = ready();
		assertThat(this.mvc.get().uri("/fleets/{id}/remove", id)).hasStatusOk()
			.bodyText()
			.contains("Type blue to confirm", "blue-cachebucket-1", "/runner-fleet/blue", "Keep the cache")
			.doesNotContain("Leave alone", "GitLab access token");
	}

	@Test
	void aWrongNameIsAFieldErrorAndNothingHappens() {
		UUID id = ready();
		assertThat(remove(id, Map.of("confirm", "Blue", "keepCache", "true")))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("Type the fleet’s name, blue, exactly.", "id=\"confirm-error\"", "checked=\"checked\"");
		assertThat(this.jdbc.sql("select count(*) from removal").query(Long.class).single()).isZero();
	}

	@Test
	void aRemovalIsShownStepByStepOnPageAndApi() {
		UUID id = ready();
		assertThat(remove(id, Map.of("confirm", "blue"))).hasStatus(HttpStatus.FOUND).hasRedirectedUrl("/fleets/" + id);
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).hasStatusOk()
			.bodyText()
			.contains("Removal", "blue-cachebucket-1", "Waiting", "Kept");
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}", id)).bodyJson().isLenientlyEqualTo("""
				{"operation": {"kind": "REMOVE", "state": "PREPARING"},
				 "removal": {"steps": [{"kind": "PAUSE_RUNNER", "state": "SKIPPED"},
				   {"kind": "END_WORKERS", "state": "NOT_FOUND", "subject": null},
				   {"kind": "EMPTY_CACHE", "state": "WAITING", "subject": "blue-cachebucket-1", "count": 0},
				   {"kind": "DELETE_STACK", "state": "WAITING"}, {"kind": "DELETE_LOGS", "state": "KEPT"},
				   {"kind": "DELETE_RUNNER", "state": "SKIPPED"}]}}""");
	}

	@Test
	@WithMockUser(username = "bob", roles = "OPERATOR")
	void whoeverComesSecondIsToldOfTheFirst() {
		UUID id = ready();
		remove(id, Map.of("confirm", "blue"));
		assertThat(remove(id, Map.of("confirm", "blue"))).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("bob’s removal has been under way for a moment.");
		assertThat(this.mvc.get().uri("/fleets/{id}/remove", id)).hasStatus(HttpStatus.CONFLICT);
		assertThat(this.mvc.delete().uri("/api/v1/fleets/{id}?confirm=blue", id)).hasStatus(HttpStatus.CONFLICT)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyText()
			.contains("removal has been under way");
	}

	@Test
	void whatCouldNotBeDeletedIsOfferedToBeLeftAlone() {
		UUID id = this.rows.add("blue", "DELETE_FAILED", 0);
		resource(id, "CacheBucket", "AWS::S3::Bucket", "DELETE_FAILED", "The bucket is not empty <b>");
		assertThat(this.mvc.get().uri("/fleets/{id}/remove", id)).bodyText()
			.contains("Leave alone", "value=\"CacheBucket\"", "The bucket is not empty &lt;b&gt;");
		assertThat(this.mvc.delete().uri("/api/v1/fleets/{id}?confirm=blue&retain=Manager", id))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(this.mvc.delete().uri("/api/v1/fleets/{id}?confirm=blue&retain=CacheBucket", id))
			.hasStatus(HttpStatus.ACCEPTED);
	}

	@Test
	void scriptsSendTheirWishesInABodyOrInTheQuery() {
		UUID id = ready();
		assertThat(this.mvc.delete().uri("/api/v1/fleets/{id}", id)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("\"field\":\"confirm\"");
		assertThat(this.mvc.delete()
			.uri("/api/v1/fleets/{id}", id)
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"confirm\": \"blue\", \"removeLogs\": true}")).hasStatus(HttpStatus.ACCEPTED)
			.bodyText()
			.contains("\"DELETE_LOGS\",\"state\":\"WAITING\"");
	}

	@Test
	void anAccessTokenOfTheWrongKindIsRefusedAndNotShownAgain() {
		UUID id = ready();
		assertThat(remove(id, Map.of("confirm", "blue", "accessToken", TOKEN)))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.doesNotContain(TOKEN);
	}

	@Test
	void aFailedLaunchIsTriedAgainOnceHoweverOftenItIsClicked() {
		UUID id = failed();
		assertThat(this.mvc.get().uri("/fleets/{id}/retry", id)).hasStatusOk().bodyText().contains("Runner token");
		assertThat(retry(id, "")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("Paste the runner token");
		assertThat(retry(id, TOKEN)).hasRedirectedUrl("/fleets/" + id);
		assertThat(retry(id, TOKEN)).hasRedirectedUrl("/fleets/" + id);
		assertThat(this.jdbc.sql("select count(*) from operation").query(Long.class).single()).isOne();
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).bodyText().contains("Another try").doesNotContain(TOKEN);
	}

	@Test
	void theWayBackFromAFailedLaunchIsItsFormWithTheCauseBesideItsField() {
		UUID id = failed();
		this.rows.operation(id, "FAILED", 1, "CacheBucket", "the-cache already exists: BucketAlreadyExists");
		assertThat(this.mvc.get().uri("/fleets/{id}/retry", id)).hasStatusOk()
			.bodyText()
			.contains("Correct blue and launch again", "action=\"/fleets/" + id + "/retry\"",
					"id=\"parameters-CacheBucketName-error\"", "The cache bucket&#39;s name is taken.", "see above",
					"value=\"https://gitlab.com/\"", "<input type=\"hidden\" name=\"name\" value=\"blue\">")
			.doesNotContain("id=\"name\"", "id=\"region\"", "id=\"blueprint\"");
	}

	@Test
	void anotherTryTakesOtherValuesOnPageAndApi() {
		UUID id = failed();
		assertThat(this.mvc.post()
			.uri("/api/v1/fleets/{id}/retry", id)
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"runnerToken\": \"" + TOKEN + "\", \"cacheExpiryDays\": 4000}"))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("$.errors[0].field")
			.isEqualTo("cacheExpiryDays");
		assertThat(this.mvc.post()
			.uri("/api/v1/fleets/{id}/retry", id)
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"runnerToken\": \"" + TOKEN + "\", \"cacheExpiryDays\": 40}")).hasStatus(HttpStatus.ACCEPTED);
		assertThat(this.jdbc.sql("select parameters from fleet").query(String.class).single())
			.contains("\"CacheExpirationInDays\":\"40\"")
			.doesNotContain(TOKEN);
	}

	@Test
	void whereNothingHasFailedNothingIsTriedAgain() {
		UUID id = ready();
		assertThat(this.mvc.get().uri("/fleets/{id}/retry", id)).hasStatus(HttpStatus.CONFLICT);
		assertThat(this.mvc.post()
			.uri("/api/v1/fleets/{id}/retry", id)
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"runnerToken\": \"" + TOKEN + "\"}")).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("There is no failed launch to try again.")
			.doesNotContain(TOKEN);
	}

	@Test
	void aStoppedRemovalIsInTheFailedOnesAndCanBeFinishedOrTakenBack() {
		UUID id = stopped();
		assertThat(this.mvc.get().uri("/?status=failed")).bodyText()
			.contains("Removal stopped: takes no jobs", "data-tone=\"bad\"");
		assertThat(this.mvc.get().uri("/?status=ready")).bodyText().contains("No fleet matches");
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).bodyText()
			.contains("Removal stopped: takes no jobs", ">Finish the removal<", ">Bring it back<")
			.doesNotContain(">Change<", "Nothing is lost");
		assertThat(this.mvc.get().uri("/api/v1/fleets?status=failed")).bodyJson().isLenientlyEqualTo("""
				{"items": [{"state": "REMOVAL_STOPPED", "words": "Removal stopped: takes no jobs",
				  "actions": ["BRING_BACK", "FINISH"]}]}""");
		assertThat(this.mvc.get().uri("/fleets/{id}/bring-back", id)).hasStatusOk()
			.bodyText()
			.contains("blue-workergroup-1")
			.doesNotContain("GitLab access token");
		assertThat(this.mvc.post().uri("/fleets/{id}/bring-back", id).with(csrf())).hasRedirectedUrl("/fleets/" + id);
		assertThat(this.mvc.post().uri("/fleets/{id}/bring-back", id).with(csrf())).hasRedirectedUrl("/fleets/" + id);
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).bodyText().contains("Bringing it back", "The way back");
	}

	@Test
	void aRunnerThatTheRemovalHasPausedIsLetGoOnWithATokenOrByHand() {
		UUID id = stopped();
		this.jdbc.sql("insert into closure (fleet_id, part, subject, before) values (?, 'RUNNER', ?, 'active')")
			.params(id, "https://gitlab.com/-/runners/42")
			.update();
		assertThat(this.mvc.get().uri("/fleets/{id}/bring-back", id)).bodyText()
			.contains("https://gitlab.com/-/runners/42", "GitLab access token",
					"I have let the runner go on in GitLab");
		assertThat(this.mvc.post().uri("/fleets/{id}/bring-back", id).with(csrf()).param("accessToken", TOKEN))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.doesNotContain(TOKEN);
		assertThat(this.mvc.post()
			.uri("/api/v1/fleets/{id}/bring-back", id)
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"resumed\": true}")).hasStatus(HttpStatus.ACCEPTED)
			.bodyJson()
			.isLenientlyEqualTo("{\"state\": \"BRINGING_BACK\", \"actions\": []}");
	}

	@Test
	void aLaunchThatGoesOnCanBeStopped() {
		UUID id = launching();
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).bodyText().contains(">Stop the launch<");
		assertThat(this.mvc.get().uri("/fleets/{id}/stop", id)).hasStatusOk()
			.bodyText()
			.contains("Stop the launch of blue?");
		assertThat(this.mvc.get().uri("/fleets/{id}/stop", ready("green"))).hasStatus(HttpStatus.CONFLICT);
		assertThat(this.mvc.get().uri("/fleets/{id}/bring-back", id)).hasStatus(HttpStatus.CONFLICT);
		assertThat(this.mvc.post()
			.uri("/api/v1/fleets/{id}/bring-back", id)
			.contentType(MediaType.APPLICATION_JSON)
			.content("{}")).hasStatus(HttpStatus.CONFLICT);
	}

	private UUID stopped() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.jdbc
			.sql("insert into closure (fleet_id, part, subject, before) values (?, 'GROUP', 'blue-workergroup-1', ?)")
			.params(id, "0,10,2,true")
			.update();
		this.rows.operation(id, "REMOVE", "FAILED", 1, null, "Cache: S3 keeps 2 more");
		return id;
	}

	private UUID launching() {
		UUID id = this.rows.add("blue", "CREATE_IN_PROGRESS", 0);
		this.rows.operation(id, "LAUNCH", "RUNNING", 1, null, null);
		return id;
	}

	private UUID ready(String name) {
		return this.rows.add(name, "CREATE_COMPLETE", 0);
	}

	@Test
	void anUnknownFleetIsNotFound() {
		UUID none = UUID.randomUUID();
		assertThat(this.mvc.get().uri("/fleets/{id}/remove", none)).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(this.mvc.get().uri("/fleets/{id}/retry", none)).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(this.mvc.delete().uri("/api/v1/fleets/{id}?confirm=blue", none)).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	@WithMockUser(username = "vera", roles = "VIEWER")
	void aViewerRemovesNothing() {
		UUID id = ready();
		assertThat(this.mvc.get().uri("/fleets/{id}/remove", id)).hasStatus(HttpStatus.FORBIDDEN);
		assertThat(this.mvc.delete().uri("/api/v1/fleets/{id}?confirm=blue", id)).hasStatus(HttpStatus.FORBIDDEN);
	}

	/** A failed launch with values that can be launched. */
	private UUID failed() {
		UUID id = this.rows.add("blue", "CREATE_FAILED", 0);
		this.jdbc.sql("update fleet set parameters = ? where id = ?")
			.params(Requests.json(Map.of("GitlabUrl", "https://gitlab.com/", "VpcId", Requests.vpc(this.network),
					"SubnetIds", Requests.subnet(this.network))), id)
			.update();
		return id;
	}

	private UUID ready() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		resource(id, "CacheBucket", "AWS::S3::Bucket", "CREATE_COMPLETE", null);
		return id;
	}

	private void resource(UUID id, String logicalId, String type, String status, String reason) {
		this.jdbc.sql("""
				insert into stack_resource (stack_id, logical_id, physical_id, type, status, reason, started_at)
				values (?, ?, ?, ?, ?, ?, current_timestamp)""")
			.params(id, logicalId, "blue-" + logicalId.toLowerCase() + "-1", type, status, reason)
			.update();
	}

	private MvcTestResult remove(UUID id, Map<String, String> form) {
		var post = this.mvc.post().uri("/fleets/{id}/remove", id).with(csrf());
		form.forEach(post::param);
		return post.exchange();
	}

	private MvcTestResult retry(UUID id, String token) {
		return this.mvc.post()
			.uri("/fleets/{id}/retry", id)
			.with(csrf())
			.param("runnerToken", token)
			.param("subnetIds", Requests.subnet(this.network))
			.exchange();
	}

}
