package dev.runnerfleet.fleet.api;

import java.net.URI;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.Requests;
import dev.runnerfleet.fleet.SandboxPortal;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ObjectArrayAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

@SandboxPortal
@WithMockUser(username = "vera", roles = "VIEWER")
class FleetApiTest {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	FleetRows rows;

	@Autowired
	HikariDataSource connections;

	@BeforeEach
	void empty() {
		this.rows.clear();
	}

	@Test
	void aFleetTellsWhatItIs() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.rows.operation(id, "SUCCEEDED", 0, null, null);
		this.rows.output(id, "CacheBucketName", "blue-cache");
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}", id)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
				{"id": "%s", "name": "blue", "blueprint": "docker-autoscaler", "region": "eu-central-1",
				 "stackName": "blue", "stackId": "arn:aws:cloudformation:eu-central-1:111122223333:stack/blue/1",
				 "status": "CREATE_COMPLETE", "progress": {"done": 2, "total": 3},
				 "operation": {"kind": "LAUNCH", "state": "SUCCEEDED", "startedAt": "2026-01-15T08:00:00Z",
				               "finishedAt": "2026-01-15T08:01:00Z"},
				 "outputs": {"CacheBucketName": "blue-cache"}, "createdBy": "ada",
				 "createdAt": "2026-01-15T08:00:00Z"}""".formatted(id));
	}

	@Test
	void aFailedFleetTellsWhyAndWhatToDo() {
		UUID id = this.rows.add("blue", "ROLLBACK_COMPLETE", 0);
		this.rows.operation(id, "FAILED", 0, "Manager", "Failed to receive 1 resource signal(s) within the limit");
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}", id)).bodyJson()
			.hasPathSatisfying("$.operation.failure.resource", (value) -> assertThat(value).isEqualTo("Manager"))
			.hasPathSatisfying("$.operation.failure.type", (value) -> assertThat(value).isEqualTo("AWS::EC2::Instance"))
			.hasPathSatisfying("$.operation.failure.reason",
					(value) -> assertThat(value).asString().contains("resource signal(s)"))
			.hasPathSatisfying("$.operation.failure.explanation",
					(value) -> assertThat(value).asString().contains("did not report back"))
			.hasPathSatisfying("$.operation.failure.next", (value) -> assertThat(value).asString().contains("subnet"));
	}

	@Test
	void pagesFollowEachOtherFromTheLatest() {
		for (int minute = 0; minute < 5; minute++) {
			this.rows.output(this.rows.add("fleet-" + minute, "CREATE_COMPLETE", minute), "Name", "of " + minute);
		}
		assertThat(this.mvc.get().uri("/api/v1/fleets?page=0&size=2")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
				{"items": [{"name": "fleet-4", "outputs": {"Name": "of 4"}}, {"name": "fleet-3"}],
				 "total": 5, "page": 0, "size": 2}""");
		assertThat(this.mvc.get().uri("/api/v1/fleets?page=2&size=2")).bodyJson()
			.isLenientlyEqualTo("{\"items\": [{\"name\": \"fleet-0\"}], \"total\": 5, \"page\": 2}");
		assertThat(this.mvc.get().uri("/api/v1/fleets?page=1000000&size=200")).bodyJson()
			.isLenientlyEqualTo("{\"items\": [], \"total\": 5}");
	}

	@Test
	void fleetsAreFoundByNameAndStatus() {
		this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.rows.add("blue-green", "ROLLBACK_COMPLETE", 1);
		this.rows.add("red", "UPDATE_COMPLETE", 2);
		assertNames("?q=BLUE").containsExactly("blue-green", "blue");
		assertNames("?status=CREATE_COMPLETE").containsExactly("blue");
		assertNames("?status=ready").containsExactly("red", "blue");
		assertNames("?q=blue&status=failed").containsExactly("blue-green");
		assertNames("?q=%25").isEmpty();
		assertNames("?sort=name").containsExactly("blue", "blue-green", "red");
		assertNames("?sort=-name&q=green").containsExactly("blue-green");
		assertThat(this.mvc.get().uri(URI.create("/api/v1/fleets?q=%00"))).hasStatus(HttpStatus.BAD_REQUEST);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gone", "%00", "create_complete" })
	void aStatusThatThereIsNotIsRefused(String status) {
		assertThat(this.mvc.get().uri(URI.create("/api/v1/fleets?status=" + status))).hasStatus(HttpStatus.BAD_REQUEST)
			.bodyJson()
			.extractingPath("$.errors[0].field")
			.isEqualTo("status");
	}

	@Test
	@WithMockUser(username = "ada", roles = "OPERATOR")
	void labelsAreSetAndShownAndNarrowTheList() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.rows.add("red", "CREATE_COMPLETE", 1);
		assertThat(label(id, "[\"Prod\", \"team-a\"]")).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("{\"name\": \"blue\", \"labels\": [\"prod\", \"team-a\"]}");
		assertNames("?label=prod&label=team-a").containsExactly("blue");
		assertNames("?label=team").isEmpty();
		assertThat(label(UUID.randomUUID(), "[]")).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(label(id, "[]")).bodyJson().extractingPath("$.labels").asArray().isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "[\"two words\"]", "[\"\"]",
			"[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\",\"k\"]" })
	@WithMockUser(username = "ada", roles = "OPERATOR")
	void labelsThatAreNoneAreRefused(String labels) {
		assertThat(label(this.rows.add("blue", "CREATE_COMPLETE", 0), labels))
			.hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("$.errors[0].field")
			.isEqualTo("labels");
	}

	private MvcTestResult label(UUID id, String labels) {
		return this.mvc.put()
			.uri("/api/v1/fleets/{id}/labels", id)
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"labels\": %s}".formatted(labels))
			.exchange();
	}

	@ParameterizedTest
	@ValueSource(strings = { "?sort=stauts", "?sort=--name" })
	void anOrderThatThereIsNotIsRefused(String query) {
		assertThat(this.mvc.get().uri("/api/v1/fleets" + query)).hasStatus(HttpStatus.BAD_REQUEST)
			.bodyJson()
			.extractingPath("$.errors[0].field")
			.isEqualTo("sort");
	}

	@ParameterizedTest
	@ValueSource(strings = { "?page=-1", "?page=1000001", "?page=x", "?size=0", "?size=201", "?size=x",
			"?page=99999999999" })
	void aPageThatThereIsNotIsRefused(String query) {
		assertThat(this.mvc.get().uri("/api/v1/fleets" + query)).hasStatus(HttpStatus.BAD_REQUEST)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void aFailureIsExplainedWhileItIsBeingUndone() {
		UUID id = this.rows.add("blue", "UPDATE_ROLLBACK_IN_PROGRESS", 0);
		this.rows.running(id, "UPDATE");
		this.rows.failure(id, 1, "Manager", "Failed to receive 1 resource signal(s) within the limit");
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}", id)).bodyJson()
			.hasPathSatisfying("$.advice",
					(value) -> assertThat(value).asString().startsWith("AWS is putting back what it had changed"))
			.hasPathSatisfying("$.operation.failure.resource", (value) -> assertThat(value).isEqualTo("Manager"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "fleets?stauts=FAILED", "fleets?page=0&Size=5", "audit?users=ada",
			"fleets/00000000-0000-0000-0000-000000000000?verbose=true", "network/vpcs?regoin=eu-central-1" })
	@WithMockUser(roles = "ADMIN")
	void aParameterThatThereIsNotIsNamed(String path) {
		String misspelt = path.replaceFirst(".*[?&](\\w+)=[^&]*$", "$1");
		assertThat(this.mvc.get().uri("/api/v1/" + path)).hasStatus(HttpStatus.BAD_REQUEST)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
			.bodyJson()
			.extractingPath("$.errors[*].field")
			.asArray()
			.containsExactly(misspelt);
	}

	@Test
	void aTokenInThePlaceOfAParameterIsNotRepeated() {
		assertThat(this.mvc.get().uri("/api/v1/fleets?" + Requests.TOKEN + "=1")).hasStatus(HttpStatus.BAD_REQUEST)
			.bodyText()
			.contains("Send one of health, label, page, q, size, sort, status.")
			.doesNotContain(Requests.TOKEN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "?since=", "?since=now", "?since=-1", "?since=0", "?since=1000000000000000000",
			"?since=9223372036854775807", "?since=-9223372036854775808", "?since=9223372036854775808" })
	void aPageThatNeverWasIsNotBroughtUpToDate(String query) {
		assertThat(this.mvc.get().uri("/live" + query))
			.satisfies((answer) -> assertThat(answer.getResponse().getStatus()).isIn(400, 410));
	}

	@Test
	void eventsComeInOrderFromWhereTheReaderIs() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.rows.events(id, 3);
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}/events?after=1", id)).bodyJson()
			.isLenientlyEqualTo("[{\"seq\": 2, \"eventId\": \"event-2\"}, {\"seq\": 3}]");
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}/events", id)).bodyJson().isLenientlyEqualTo("""
				[{"seq": 1, "eventId": "event-1", "at": "2026-01-15T08:00:01Z", "logicalId": "CacheBucket",
				  "physicalId": null, "type": "AWS::S3::Bucket", "status": "CREATE_COMPLETE", "reason": "<b>fine</b>"},
				 {"seq": 2}, {"seq": 3}]""");
	}

	@Test
	void eventsComeAThousandAtATime() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		this.rows.events(id, 1001);
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}/events", id)).bodyJson()
			.extractingPath("$.length()")
			.isEqualTo(1000);
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}/events?after=1000", id)).bodyJson()
			.extractingPath("$[*].seq")
			.asArray()
			.containsExactly(1001);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/v1/fleets/none", "/api/v1/fleets/00000000-0000-0000-0000-000000000000",
			"/api/v1/fleets/00000000-0000-0000-0000-000000000000/events", "/api/v1/fleets/none/events" })
	void whatIsNotThereIsNotFound(String path) {
		assertThat(this.mvc.get().uri(path)).hasStatus(HttpStatus.NOT_FOUND)
			.hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void aViewerLaunchesNothing() {
		assertThat(this.mvc.post().uri("/api/v1/fleets").contentType(MediaType.APPLICATION_JSON).content("{}"))
			.hasStatus(HttpStatus.FORBIDDEN);
	}

	@Test
	void everyAnswerGivesItsConnectionBack() {
		UUID id = this.rows.add("blue", "CREATE_COMPLETE", 0);
		assertThat(this.mvc.get().uri("/api/v1/fleets")).hasStatusOk();
		assertThat(this.mvc.get().uri("/api/v1/fleets/{id}", id)).hasStatusOk();
		assertThat(this.mvc.get().uri("/")).hasStatusOk();
		assertThat(this.mvc.get().uri("/fleets/{id}", id)).hasStatusOk();
		assertThat(this.connections.getHikariPoolMXBean().getActiveConnections()).isZero();
	}

	@Test
	void blueprintsTellTheirParameters() {
		assertThat(this.mvc.get().uri("/api/v1/blueprints")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
				[{"name": "docker-autoscaler", "deprecated": null}, {"name": "docker-machine"}]""");
		assertThat(this.mvc.get().uri("/api/v1/blueprints")).bodyJson()
			.extractingPath("$[0].parameters[5]")
			.asMap()
			.containsEntry("name", "CacheExpirationInDays")
			.containsEntry("field", "cacheExpiryDays")
			.containsEntry("type", "Number")
			.containsEntry("default", "30")
			.containsEntry("group", "Fleet")
			.containsKeys("label", "description")
			.extractingByKey("constraints")
			.asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsEntry("minValue", 0)
			.containsEntry("maxValue", 3650)
			.doesNotContainKey("allowedPattern");
	}

	private ObjectArrayAssert<Object> assertNames(String query) {
		return assertThat(this.mvc.get().uri(URI.create("/api/v1/fleets" + query))).hasStatusOk()
			.bodyJson()
			.extractingPath("$.items[*].name")
			.asArray();
	}

}
