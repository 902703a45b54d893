package dev.runnerfleet.notification;

import java.io.UnsupportedEncodingException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.SandboxPortal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

@SandboxPortal
@WithMockUser(username = "ada", roles = "ADMIN")
@ExtendWith(OutputCaptureExtension.class)
class NotificationPagesTest {

	private static final String ADDRESS = "https://8.8.8.8/services/T0/secret-part";

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
	void theSecretIsShownOnceAndTheAddressNeverAgain(CapturedOutput output) throws Exception {
		String made = body(add("chat", ADDRESS));
		Matcher secret = Pattern.compile("whsec_[A-Za-z0-9+/=]+").matcher(made);
		assertThat(secret.find()).isTrue();
		assertThat(made).contains("https://8.8.8.8/…").doesNotContain("secret-part");
		String page = body(this.mvc.get().uri("/settings/notifications").exchange());
		assertThat(page).contains("chat", "https://8.8.8.8/…").doesNotContain("secret-part", "whsec_");
		assertThat(body(this.mvc.get().uri("/settings/notifications/{id}", id("chat")).exchange()))
			.doesNotContain("secret-part", "whsec_");
		assertThat(TestDatabase.content(this.jdbc)).contains("8.8.8.8").doesNotContain("secret-part", secret.group());
		assertThat(output).doesNotContain("secret-part", secret.group());
	}

	@Test
	void whatCannotBeIsSaidBesideItsField() throws Exception {
		MvcTestResult refused = add("chat", "https://169.254.169.254/latest/");
		assertThat(refused).hasStatus(422);
		assertThat(body(refused)).contains("169.254.169.254 leads to a cloud&#39;s metadata service");
		assertThat(add("", ADDRESS)).hasStatus(422);
		add("chat", ADDRESS);
		assertThat(body(add("chat", ADDRESS))).contains("There is a target of this name already.");
		assertThat(body(this.mvc.post()
			.uri("/settings/notifications/new/mail")
			.with(csrf())
			.param("name", "people")
			.param("recipients", "a@example.com\r\nBcc: b@example.com")
			.param("topics", "FAILED")
			.exchange())).contains("Write plain addresses");
	}

	@Test
	void aChangeKeepsTheAddressUnlessAnotherIsTyped() throws Exception {
		add("chat", ADDRESS);
		UUID fleet = this.rows.add("blue", "CREATE_COMPLETE", 1);
		String sealed = sealed();
		assertThat(this.mvc.post()
			.uri("/settings/notifications/{id}", id("chat"))
			.with(csrf())
			.param("name", "talk")
			.param("secretAddress", "")
			.param("topics", "FAILED", "DRIFT")
			.param("scope", "SOME")
			.param("fleets", fleet.toString())).hasStatus(302);
		assertThat(sealed()).isEqualTo(sealed);
		assertThat(body(this.mvc.get().uri("/settings/notifications").exchange())).contains("talk", "Failed, Drift",
				"of one fleet");
		assertThat(this.jdbc.sql("select detail from audit_entry where action = 'TARGET_CHANGED' and subject = 'talk'")
			.query(String.class)
			.list()).containsOnlyOnce("What it hears of");
	}

	@Test
	void amongManyFleetsSomeAreNamedInsteadOfFoundInAList() throws Exception {
		for (int number = 0; number <= FleetChoice.FEW; number++) {
			this.rows.add("team-%c-%d".formatted((number % 2 == 0) ? 'a' : 'b', number), "CREATE_COMPLETE", 1);
		}
		String blank = body(this.mvc.get().uri("/settings/notifications/new/webhook").exchange());
		assertThat(blank).contains("<option value=\"team-b-1\">", "None is chosen yet.", "list=\"fleet-names\"")
			.doesNotContain("type=\"checkbox\" name=\"fleets\"");
		MvcTestResult refused = naming("Team-A-0, nobody");
		assertThat(refused).hasStatus(422);
		assertThat(body(refused)).contains("There is no fleet named nobody.", "team-a-0</span>", "Team-A-0, nobody");
		assertThat(naming("team-b-*, TEAM-a-0")).hasStatus(200);
		assertThat(body(this.mvc.get().uri("/settings/notifications").exchange())).contains("of 11 fleets");
		assertThat(body(this.mvc.get().uri("/settings/notifications/{id}", id("chat")).exchange()))
			.contains("team-b-19</span>", "team-a-0</span>")
			.doesNotContain("team-a-2</span>");
	}

	private MvcTestResult naming(String fleets) {
		return this.mvc.post()
			.uri("/settings/notifications/new/webhook")
			.with(csrf())
			.param("name", "chat")
			.param("secretAddress", ADDRESS)
			.param("topics", "FAILED")
			.param("scope", "SOME")
			.param("moreFleets", fleets)
			.exchange();
	}

	@Test
	void aFleetsOwnLinkChoosesItBeforehand() throws Exception {
		UUID fleet = this.rows.add("blue", "CREATE_COMPLETE", 1);
		assertThat(body(this.mvc.get().uri("/settings/notifications/new/webhook?fleet={id}", fleet).exchange()))
			.containsPattern("value=\"" + fleet + "\"[^>]*checked");
	}

	@Test
	void pausedGoesOnAndIsRemovedWithWhatWaits() {
		add("chat", ADDRESS);
		UUID id = id("chat");
		assertThat(act(id, "pause")).hasStatus(302);
		assertThat(this.jdbc.sql("select paused from notification_target").query(Boolean.class).single()).isTrue();
		assertThat(act(id, "resume")).hasStatus(302);
		assertThat(act(id, "remove")).hasStatus(302);
		assertThat(act(id, "remove")).hasStatus(404);
		assertThat(this.jdbc.sql("select count(*) from notification_target").query(Long.class).single()).isZero();
	}

	@Test
	void nothingIsTakenFromAnotherSite() {
		add("chat", ADDRESS);
		for (String what : new String[] { "", "/test", "/pause", "/secret", "/remove" }) {
			assertThat(this.mvc.post().uri("/settings/notifications/" + id("chat") + what)).hasStatus(403);
		}
		assertThat(this.mvc.post().uri("/settings/notifications/new/webhook")).hasStatus(403);
		assertThat(this.mvc.post().uri("/settings/notifications/deliveries/1/again")).hasStatus(403);
	}

	@Test
	@WithMockUser(username = "omar", roles = "OPERATOR")
	void operatorsSeeNothingOfIt() throws Exception {
		assertThat(this.mvc.get().uri("/settings/notifications")).hasStatus(403);
		assertThat(body(this.mvc.get().uri("/").exchange())).doesNotContain("/settings/notifications");
	}

	private MvcTestResult add(String name, String address) {
		return this.mvc.post()
			.uri("/settings/notifications/new/webhook")
			.with(csrf())
			.param("name", name)
			.param("secretAddress", address)
			.param("topics", "READY", "FAILED")
			.param("scope", "ALL")
			.exchange();
	}

	private MvcTestResult act(UUID id, String what) {
		return this.mvc.post().uri("/settings/notifications/{id}/{what}", id, what).with(csrf()).exchange();
	}

	private UUID id(String name) {
		return this.jdbc.sql("select id from notification_target where name = ?")
			.param(name)
			.query(UUID.class)
			.single();
	}

	private String sealed() {
		return this.jdbc.sql("select sealed_address from notification_target").query(String.class).single();
	}

	private static String body(MvcTestResult result) throws UnsupportedEncodingException {
		return result.getResponse().getContentAsString();
	}

}
