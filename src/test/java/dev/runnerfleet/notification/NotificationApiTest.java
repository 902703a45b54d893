package dev.runnerfleet.notification;

import java.io.UnsupportedEncodingException;
import java.util.UUID;

import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.SandboxPortal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

@SandboxPortal
@WithMockUser(username = "ada", roles = "ADMIN")
@ExtendWith(OutputCaptureExtension.class)
class NotificationApiTest {

	private static final String TARGETS = "/api/v1/notifications/targets";

	private static final String CHAT = """
			{"name": "chat", "kind": "webhook", "address": "https://8.8.8.8/services/T0/secret-part"}""";

	@Autowired
	MockMvcTester mvc;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	FleetRows rows;

	@BeforeEach
	void nobody() {
		this.rows.clear();
		this.jdbc.sql("delete from notification_target").update();
	}

	@Test
	void aTargetIsAddedChangedAndRemovedAndItsSecretsComeOutOnceOrNever(CapturedOutput output) throws Exception {
		MvcTestResult made = send(HttpMethod.POST, TARGETS, CHAT);
		assertThat(made).hasStatus(201);
		JsonNode target = json(made);
		String secret = target.path("signingSecret").stringValue();
		assertThat(secret).startsWith("whsec_");
		assertThat(target.path("address").stringValue()).isEqualTo("https://8.8.8.8/…");
		assertThat(target.path("fleets").isNull()).isTrue();
		String one = TARGETS + "/" + target.path("id").stringValue();
		assertThat(made).hasHeader("Location", one).hasHeader("Cache-Control", "no-store");
		assertThat(body(get(TARGETS))).contains("chat").doesNotContain("secret-part", secret);
		UUID fleet = this.rows.add("blue", "CREATE_COMPLETE", 1);
		JsonNode changed = json(send(HttpMethod.PUT, one,
				"""
						{"name": "speech", "kind": "webhook", "topics": ["failed", "health"], "fleets": ["%s"], "paused": true}"""
					.formatted(fleet)));
		assertThat(changed.path("name").stringValue()).isEqualTo("speech");
		assertThat(changed.path("topics").toString()).isEqualTo("[\"failed\",\"health\"]");
		assertThat(changed.path("fleets").toString()).contains(fleet.toString());
		assertThat(changed.path("paused").booleanValue()).isTrue();
		assertThat(changed.path("address").stringValue()).isEqualTo("https://8.8.8.8/…");
		String renewed = json(send(HttpMethod.POST, one + "/secret", "")).path("signingSecret").stringValue();
		assertThat(renewed).startsWith("whsec_").isNotEqualTo(secret);
		assertThat(send(HttpMethod.DELETE, one, "")).hasStatus(204);
		assertThat(get(one)).hasStatus(404);
		assertThat(TestDatabase.content(this.jdbc)).doesNotContain("secret-part", secret, renewed);
		assertThat(output).doesNotContain("secret-part", secret, renewed);
	}

	@Test
	void aTestStandsAmongTheDeliveriesWithWhatCameOfIt() throws Exception {
		UUID id = UUID.fromString(json(send(HttpMethod.POST, TARGETS, CHAT)).path("id").stringValue());
		this.jdbc.sql("update notification_target set sealed_address = 'spoiled' where id = ?").param(id).update();
		JsonNode tested = json(send(HttpMethod.POST, TARGETS + "/" + id + "/test", ""));
		assertThat(tested.path("delivered").booleanValue()).isFalse();
		JsonNode deliveries = json(get("/api/v1/notifications/deliveries?target=" + id + "&size=1"));
		assertThat(deliveries.path("items").path(0).path("answer").stringValue())
			.isEqualTo(tested.path("words").stringValue());
		assertThat(deliveries.path("items").path(0).path("event").stringValue()).isEqualTo("test");
		assertThat(deliveries.path("items").path(0).path("state").stringValue()).isEqualTo("given_up");
		assertThat(deliveries.path("next").isNull()).isTrue();
		assertThat(get("/api/v1/notifications/deliveries?size=0")).hasStatus(400);
	}

	@ParameterizedTest(quoteTextArguments = false)
	@CsvSource(delimiter = '|', textBlock = """
			{"name": "chat", "kind": "pigeon"} | kind
			{"name": "", "kind": "webhook", "address": "https://8.8.8.8/x"} | name
			{"name": "chat", "kind": "webhook"} | address
			{"name": "chat", "kind": "webhook", "address": "https://169.254.169.254/latest"} | address
			{"name": "chat", "kind": "webhook", "address": "https://[::ffff:169.254.169.254]/latest"} | address
			{"name": "chat", "kind": "webhook", "address": "https://localhost/x"} | address
			{"name": "chat\\n\\nERROR", "kind": "webhook", "address": "https://8.8.8.8/x"} | name
			{"name": "chat", "kind": "webhook", "address": "https://me:pw@8.8.8.8/x"} | address
			{"name": "chat", "kind": "webhook", "address": "https://8.8.8.8/x", "topics": ["sunset"]} | topics
			{"name": "chat", "kind": "webhook", "address": "https://8.8.8.8/x", "topics": []} | topics
			{"name": "chat", "kind": "webhook", "address": "https://8.8.8.8/x", "fleets": []} | fleets
			{"name": "chat", "kind": "mail", "recipients": ["a@example.com\\r\\nBcc: b@example.com"]} | recipients
			{"name": "chat", "kind": "mail", "recipients": []} | recipients
			""")
	void whatCannotBeIsNamed(String request, String field) throws Exception {
		MvcTestResult refused = send(HttpMethod.POST, TARGETS, request);
		assertThat(refused).hasStatus(422);
		assertThat(json(refused).path("errors").path(0).path("field").stringValue()).isEqualTo(field);
		assertThat(this.jdbc.sql("select count(*) from notification_target").query(Long.class).single()).isZero();
	}

	@Test
	void aNameIsThereOnce() throws Exception {
		send(HttpMethod.POST, TARGETS, CHAT);
		MvcTestResult again = send(HttpMethod.POST, TARGETS, CHAT);
		assertThat(again).hasStatus(409);
		assertThat(body(again)).contains("There is another target of this name.").doesNotContain("secret-part");
	}

	@Test
	@WithMockUser(username = "omar", roles = "OPERATOR")
	void operatorsGetNothingOfIt() {
		assertThat(get(TARGETS)).hasStatus(403);
		assertThat(get("/api/v1/notifications/deliveries")).hasStatus(403);
		assertThat(send(HttpMethod.POST, TARGETS, CHAT)).hasStatus(403);
	}

	@Test
	void aFleetsSettingsSayWhoHearsOfItToAdministrators() throws Exception {
		UUID fleet = this.rows.add("blue", "CREATE_COMPLETE", 1);
		assertThat(body(get("/fleets/" + fleet + "/settings"))).contains("Nobody is told of this fleet.",
				"/settings/notifications/new/webhook?fleet=" + fleet);
		send(HttpMethod.POST, TARGETS, CHAT);
		assertThat(body(get("/fleets/" + fleet + "/settings"))).contains("hears everything", " of every fleet")
			.doesNotContain("Nobody is told");
		assertThat(body(get("/fleets/" + fleet))).doesNotContain("fleet-notifications");
	}

	@Test
	@WithMockUser(username = "omar", roles = "OPERATOR")
	void aFleetsSettingsSayNothingOfThatToOthers() throws Exception {
		UUID fleet = this.rows.add("blue", "CREATE_COMPLETE", 1);
		assertThat(body(get("/fleets/" + fleet + "/settings"))).doesNotContain("fleet-notifications", "Tell me about");
	}

	private MvcTestResult get(String path) {
		return this.mvc.get().uri(path).exchange();
	}

	private MvcTestResult send(HttpMethod method, String path, String json) {
		return this.mvc.method(method).uri(path).contentType(MediaType.APPLICATION_JSON).content(json).exchange();
	}

	private static JsonNode json(MvcTestResult result) throws UnsupportedEncodingException {
		return JsonMapper.shared().readTree(body(result));
	}

	private static String body(MvcTestResult result) throws UnsupportedEncodingException {
		return result.getResponse().getContentAsString();
	}

}
