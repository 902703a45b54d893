package dev.runnerfleet.fleet.launch;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.Requests;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.network.Network;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/** What the button Check shows, with scripts and without. */
@SandboxPortal
@WithMockUser(username = "ada", roles = "OPERATOR")
class CheckPageTest {

	private static final Pattern REST = Pattern.compile("hx-get=\"(/fleets/new/checks/[^\"]+)\" hx-trigger=\"load");

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Network network;

	@Autowired
	FleetRows rows;

	private final Map<String, String> form = new LinkedHashMap<>();

	@BeforeEach
	void aFormThatIsRight() {
		this.rows.clear();
		this.form.put("key", UUID.randomUUID().toString());
		this.form.put("name", "page-" + UUID.randomUUID());
		this.form.put("region", Requests.REGION);
		this.form.put("blueprint", "docker-autoscaler");
		this.form.put("runnerToken", Requests.TOKEN);
		this.form.put("subnetIds", Requests.subnet(this.network));
		this.form.put("parameters[VpcId]", Requests.vpc(this.network));
		this.form.put("parameters[GitlabUrl]", "https://gitlab.example.com/");
	}

	@Test
	void withoutScriptsThePageComesWithAllThatWasFound() {
		this.form.put("check", "true");
		assertThat(post("/fleets/new")).hasStatusOk()
			.bodyText()
			.contains("checks found nothing wrong", "The portal works in the account", "GitLab accepts the token")
			.doesNotContain(Requests.TOKEN, "Not checked");
		assertThat(this.rows.count()).isZero();
	}

	@Test
	void whatMayNotWorkIsToldWithItsRemedy() {
		this.form.put("check", "true");
		this.form.put("parameters[WorkerInstanceType]", "t3.mikro");
		assertThat(post("/fleets/new")).hasStatusOk()
			.bodyText()
			.contains("class=\"stops\"", "Stops:", "no instance type t3.mikro", "choose another type");
	}

	@Test
	void whatIsYetToBeEnteredIsNoReasonNotToCheck() {
		this.form.put("check", "true");
		this.form.remove("runnerToken");
		assertThat(post("/fleets/new")).hasStatusOk().bodyText().contains("checks found nothing wrong");
	}

	@Test
	void withScriptsTheRestIsAskedForUntilAllIsThere() {
		String piece = text(post("/fleets/new/check"));
		Matcher rest = REST.matcher(piece);
		while (rest.find()) {
			assertThat(piece).contains("checks done");
			piece = text(this.mvc.get().uri(rest.group(1)).exchange());
			rest = REST.matcher(piece);
		}
		assertThat(piece).contains("id=\"checks\"", "checks found nothing wrong").doesNotContain(Requests.TOKEN);
		assertThat(this.rows.count()).isZero();
	}

	@Test
	void checksThatNobodyKnowsAreOver() {
		assertThat(this.mvc.get().uri("/fleets/new/checks/" + UUID.randomUUID())).hasStatusOk()
			.bodyText()
			.contains("Check again");
	}

	@Test
	void whatWasFoundGivesWayWhenTheFormChanges() {
		this.form.put("check", "true");
		Matcher over = Pattern.compile("hx-get=\"([^\"]+)\" hx-trigger=\"change from:closest form\"")
			.matcher(text(post("/fleets/new")));
		assertThat(over.find()).isTrue();
		assertThat(text(this.mvc.get().uri(over.group(1)).exchange())).contains("id=\"checks\"")
			.doesNotContain("nothing wrong", "Not checked", "<li");
	}

	private static String text(MvcTestResult answer) {
		assertThat(answer).hasStatusOk();
		return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
	}

	private MvcTestResult post(String path) {
		var request = this.mvc.post().uri(path).with(csrf()).accept(MediaType.TEXT_HTML);
		this.form.forEach(request::param);
		return request.exchange();
	}

}
