package dev.runnerfleet.fleet.api;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.Requests;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.network.Network;
import dev.runnerfleet.stack.Looks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/** A fleet is changed by a script. */
@SandboxPortal
@Import(Looks.class)
@WithMockUser(username = "ada", roles = "OPERATOR")
class ChangeApiTest {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Network network;

	@Autowired
	FleetRows rows;

	@Autowired
	Looks looks;

	private String fleet;

	@BeforeEach
	void aFleetThatIsReady() {
		this.rows.clear();
		MvcTestResult launch = this.mvc.post()
			.uri("/api/v1/fleets")
			.contentType(MediaType.APPLICATION_JSON)
			.content(Requests.json(Requests.launch(this.network, "change-" + UUID.randomUUID())))
			.exchange();
		this.fleet = path(launch);
		this.looks.untilSettled();
	}

	@Test
	void onlyWhatIsSentChanges() {
		MvcTestResult answer = patch(Map.of("cacheExpiryDays", 14));
		assertThat(answer).hasStatus(HttpStatus.ACCEPTED).bodyJson().isLenientlyEqualTo("""
				{"state": "CREATING", "requestedBy": "ada", "tokenReplaced": false, "changes": [],
				 "parameters": [{"name": "CacheExpirationInDays", "before": "7", "after": "14"},
				                {"name": "ManagerImageId", "before": ""}]}""");
		String preview = path(answer);
		workedOut(preview);
		assertThat(this.mvc.get().uri(preview)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
				{"state": "READY", "changes": [{"action": "MODIFY", "logicalId": "CacheBucket",
				 "type": "AWS::S3::Bucket", "replacement": "NEVER",
				 "properties": [{"name": "LifecycleConfiguration.Rules.1.ExpirationInDays",
				                 "before": "7", "after": "14"}]}],
				 "costBefore": {"pricesOf": "2026-01-19"}, "costAfter": {"pricesOf": "2026-01-19"}}""");
		assertThat(this.mvc.post().uri(preview + "/apply")).hasStatus(HttpStatus.ACCEPTED)
			.bodyJson()
			.isLenientlyEqualTo("{\"status\": \"UPDATE_IN_PROGRESS\", \"operation\": {\"kind\": \"UPDATE\"}}");
		this.looks.untilSettled();
		assertThat(this.mvc.get().uri(this.fleet)).bodyJson()
			.isLenientlyEqualTo("{\"status\": \"UPDATE_COMPLETE\", \"operation\": {\"state\": \"SUCCEEDED\"}}");
	}

	@Test
	void whatWouldMoveTheManagerSaysWhatThatMeans() {
		String preview = path(patch(Map.of("keyPair", "", "subnetIds", List.of(Requests.subnet(this.network)))));
		workedOut(preview);
		assertThat(this.mvc.get().uri(preview)).bodyJson()
			.extractingPath("$.changes[?(@.logicalId == 'ManagerTemplate')].meaning")
			.asArray()
			.singleElement()
			.asString()
			.contains("finishes its running jobs", "the old one stays");
	}

	@Test
	void aScheduleIsHeldToTheSameAsInALaunch() {
		assertThat(patch(Map.of("parameters", Map.of("WorkingHours", "* 8-17 * * mon-fry", "Timezone", "CEST"))))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("$.errors[*].field")
			.asArray()
			.containsExactlyInAnyOrder("parameters.WorkingHours", "parameters.Timezone");
		assertThat(patch(Map.of("parameters", Map.of("WorkingHours", "* 22-6 * * MON-FRI"))))
			.hasStatus(HttpStatus.ACCEPTED)
			.bodyJson()
			.extractingPath("$.parameters[?(@.name == 'WorkingHours')].after")
			.asArray()
			.containsExactly("* 22-23,0-6 * * mon-fri");
	}

	@Test
	void wrongValuesAreNamed() {
		assertThat(patch(Map.of("cacheExpiryDays", 4000, "runnerToken", "glpat-" + "x".repeat(20), "parameters",
				Map.of("Nonsense", "1"))))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("$.errors[*].field")
			.asArray()
			.containsExactlyInAnyOrder("cacheExpiryDays", "runnerToken", "parameters.Nonsense");
	}

	@Test
	void anotherGitLabIsTidiedOrRefused() {
		assertThat(patch(Map.of("gitlabUrl", "https://gitlab.com/acme/-/runners/new", "anyway", true)))
			.hasStatus(HttpStatus.ACCEPTED)
			.bodyJson()
			.extractingPath("$.parameters[?(@.name == 'GitlabUrl')].after")
			.isEqualTo(List.of("https://gitlab.com/"));
		assertThat(patch(Map.of("gitlabUrl", "https://gitlab.example.com:99999/")))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("$.errors[0].field")
			.isEqualTo("gitlabUrl");
	}

	@Test
	void aDiscardedPreviewIsOver() {
		String preview = path(patch(Map.of("cacheExpiryDays", 14)));
		workedOut(preview);
		assertThat(this.mvc.delete().uri(preview)).hasStatus(HttpStatus.NO_CONTENT);
		assertThat(this.mvc.delete().uri(preview)).hasStatus(HttpStatus.NO_CONTENT);
		assertThat(this.mvc.post().uri(preview + "/apply")).hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.extractingPath("$.detail")
			.asString()
			.contains("discarded");
	}

	@Test
	void whoeverIsSecondLearnsWhatIsUnderWay() {
		String preview = path(patch(Map.of("cacheExpiryDays", 14)));
		workedOut(preview);
		assertThat(this.mvc.post().uri(preview + "/apply")).hasStatus(HttpStatus.ACCEPTED);
		assertThat(patch(Map.of("cacheExpiryDays", 15))).hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.extractingPath("$.detail")
			.asString()
			.startsWith("ada’s change has been under way");
		this.looks.untilSettled();
	}

	@Test
	void nothingToCancelOrToContinueIsAConflict() {
		assertThat(this.mvc.post().uri(this.fleet + "/cancel")).hasStatus(HttpStatus.CONFLICT);
		assertThat(this.mvc.post()
			.uri(this.fleet + "/continue-rollback")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{}")).hasStatus(HttpStatus.CONFLICT);
	}

	@Test
	void whatIsNotThereIsNotFound() {
		UUID none = UUID.randomUUID();
		assertThat(this.mvc.get().uri(this.fleet + "/previews/" + none)).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(this.mvc.post().uri("/api/v1/fleets/" + none + "/cancel")).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(this.mvc.patch().uri("/api/v1/fleets/" + none).contentType(MediaType.APPLICATION_JSON).content("{}"))
			.hasStatus(HttpStatus.NOT_FOUND);
	}

	private MvcTestResult patch(Map<String, ?> body) {
		return this.mvc.patch()
			.uri(this.fleet)
			.contentType(MediaType.APPLICATION_JSON)
			.content(Requests.json(body))
			.exchange();
	}

	private void workedOut(String preview) {
		this.looks.untilWorkedOut(UUID.fromString(preview.replaceFirst(".*/", "")));
	}

	private static String path(MvcTestResult answer) {
		return answer.getResponse().getHeader("Location").replaceFirst("^https?://[^/]+", "");
	}

}
