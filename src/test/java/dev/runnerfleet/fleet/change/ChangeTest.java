package dev.runnerfleet.fleet.change;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.Requests;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.network.Network;
import dev.runnerfleet.stack.Looks;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

/** A fleet is changed on its pages. */
@SandboxPortal
@Import(Looks.class)
@WithMockUser(username = "ada", roles = "OPERATOR")
class ChangeTest {

	private static final String TYPED = "glrt-" + "r".repeat(20);

	private static final String KEPT = "is kept for this change";

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Network network;

	@Autowired
	FleetRows rows;

	@Autowired
	Fleets fleets;

	@Autowired
	Looks looks;

	@Autowired
	JdbcClient jdbc;

	private final Map<String, Object> form = new LinkedHashMap<>();

	private UUID fleet;

	@BeforeEach
	void aFleetThatIsReady() {
		this.rows.clear();
		MvcTestResult launch = this.mvc.post()
			.uri("/api/v1/fleets")
			.contentType(MediaType.APPLICATION_JSON)
			.content(Requests.json(Requests.launch(this.network, "change-" + UUID.randomUUID())))
			.exchange();
		this.fleet = UUID.fromString(launch.getResponse().getHeader("Location").replaceFirst(".*/", ""));
		this.looks.untilSettled();
		this.form.put("subnetIds", Requests.subnet(this.network));
		this.form.put("parameters[CacheExpirationInDays]", "14");
	}

	@Test
	void theFormShowsWhatTheFleetIsToday() {
		String image = this.jdbc.sql("select output_value from stack_output where name = 'ManagerImageId'")
			.query(String.class)
			.single();
		assertThat(this.mvc.get().uri("/fleets/{id}/edit", this.fleet)).hasStatusOk()
			.bodyText()
			.contains("value=\"7\"", "value=\"3\"", "value=\"https://gitlab.example.com/\"", image,
					"Changes replace the manager and the workers.", "Leave it empty to keep")
			.doesNotContain("A newer blueprint", Requests.TOKEN);
	}

	@Test
	void anotherVpcBringsItsSubnets() {
		assertThat(this.mvc.get()
			.uri("/fleets/{id}/edit/network", this.fleet)
			.param("parameters[VpcId]", Requests.vpc(this.network))).hasStatusOk()
			.bodyText()
			.contains(Requests.subnet(this.network), "id=\"network\"")
			.doesNotContain("<html");
	}

	@Test
	void whatIsWrongIsSaidBesideTheField() {
		this.form.put("parameters[CacheExpirationInDays]", "4000");
		this.form.put("runnerToken", "GR1348941" + "x".repeat(20));
		assertThat(send()).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.hasViewName("change/change")
			.model()
			.extractingBindingResult("form")
			.hasOnlyFieldErrors("runnerToken", "parameters[CacheExpirationInDays]");
		assertThat(this.jdbc.sql("select count(*) from preview").query(Long.class).single()).isZero();
	}

	@Test
	void aNewTokenIsTypedOnceAndGoesWithTheChange() {
		this.form.put("runnerToken", TYPED);
		this.form.put("parameters[WorkerInstanceType]", "m9z.large");
		MvcTestResult refused = send();
		assertThat(refused).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains(KEPT, ">Forget it<", "Preview anyway")
			.doesNotContain(TYPED, "name=\"runnerToken\"");
		this.form.remove("runnerToken");
		this.form.put("anyway", "true");
		String preview = made(key(refused));
		workedOut(preview);
		assertThat(this.mvc.get().uri(preview)).bodyText().contains("another one");
		assertThat(this.mvc.get().uri("/fleets/{id}/edit", this.fleet).cookie(key(refused))).bodyText().contains(KEPT);
		post(preview + "/apply");
		assertThat(keptSecrets()).isZero();
	}

	@Test
	void aNewTokenIsKeptOverACheckAndCanBeForgotten() {
		this.form.put("runnerToken", TYPED);
		this.form.put("check", "true");
		MvcTestResult checked = send();
		assertThat(checked).hasStatusOk().bodyText().contains(KEPT).doesNotContain(TYPED);
		this.form.remove("runnerToken");
		assertThat(send(key(checked))).bodyText().contains(KEPT);
		this.form.remove("check");
		this.form.put("reload", "token");
		assertThat(send(key(checked))).hasStatusOk().bodyText().contains("name=\"runnerToken\"").doesNotContain(KEPT);
		assertThat(keptSecrets()).isZero();
	}

	@Test
	void aNewTokenGoesToNoOtherGitLabAndWithADiscardedPreview() {
		this.form.put("runnerToken", TYPED);
		this.form.put("anyway", "true");
		Cookie key = key(send());
		this.form.remove("runnerToken");
		this.form.put("check", "true");
		this.form.put("parameters[GitlabUrl]", "https://gitlab.com/");
		assertThat(send(key)).bodyText().doesNotContain(KEPT);
		String preview = this.jdbc.sql("select id from preview").query(String.class).single();
		assertThat(post("/fleets/%s/previews/%s/discard".formatted(this.fleet, preview))).hasStatus(HttpStatus.FOUND);
		assertThat(keptSecrets()).isZero();
	}

	@Test
	void aPreviewIsMadeShownAndApplied() {
		String preview = made();
		assertThat(this.mvc.get().uri(preview)).hasStatusOk()
			.bodyText()
			.contains("AWS is working it out", "every 1s", "Fleet: Cache expiry (days)");
		workedOut(preview);
		assertThat(this.mvc.get().uri(preview)).bodyText()
			.contains("Changed in place", "Cache bucket", ">Apply<", ">Discard<", "Idle month", ", as today")
			.doesNotContain("every 1s", Requests.TOKEN);
		assertThat(this.mvc.get().uri("/fleets/{id}", this.fleet)).bodyText()
			.contains("Waiting for a decision", "A change of 1 resource");
		assertThat(post(preview + "/apply")).hasStatus(HttpStatus.FOUND).hasRedirectedUrl("/fleets/" + this.fleet);
		assertThat(this.fleets.find(this.fleet).orElseThrow().parameters()).containsEntry("CacheExpirationInDays", "7");
		this.looks.untilSettled();
		assertThat(this.fleets.find(this.fleet).orElseThrow().parameters()).containsEntry("CacheExpirationInDays", "14")
			.containsEntry("MaxConcurrentBuilds", "3");
		assertThat(this.mvc.get().uri(preview)).bodyText().contains("Applied").doesNotContain(">Apply<");
		assertThat(post(preview + "/apply")).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("This preview cannot be applied");
	}

	@Test
	void whatAChangeCostsIsShownBeforeItIsDecided() {
		this.form.put("parameters[WorkerInstanceType]", "m5.large");
		String preview = made();
		assertThat(this.mvc.get().uri(preview)).bodyText()
			.contains("Hour of a job", ">$0.124<", "becomes", "Prices of 19 January 2026. Not counted: NAT gateways");
		this.form.put("parameters[WorkerInstanceType]", "m9z.large");
		this.form.put("anyway", "true");
		assertThat(this.mvc.get().uri(made())).bodyText()
			.contains("The cost cannot be told.", "no price for m9z.large");
	}

	@Test
	void aChangeOfNothingIsSaidPlainly() {
		this.form.remove("parameters[CacheExpirationInDays]");
		String preview = made();
		workedOut(preview);
		assertThat(this.mvc.get().uri(preview)).bodyText().contains("Nothing would change").doesNotContain(">Apply<");
	}

	/** What it asks for meanwhile knows nothing of the session that forms need. */
	@Test
	void thePageWaitsForAwsByItselfAndComesBackForTheForms() {
		String preview = made();
		assertThat(piece(preview)).contains("hx-get=\"" + preview + "/waiting\"", "every 1s");
		assertThat(piece(preview + "/waiting")).contains("hx-get=\"" + preview + "/waiting\"", "every 1s");
		workedOut(preview);
		assertThat(piece(preview + "/waiting")).contains("hx-get=\"" + preview + "\"", "hx-trigger=\"load\"")
			.doesNotContain("<form", "every 1s");
		assertThat(piece(preview)).contains("_csrf", ">Apply<").doesNotContain("hx-get");
	}

	@Test
	void aDiscardedPreviewCannotBeAppliedButItsValuesBeTakenUp() {
		String preview = made();
		workedOut(preview);
		assertThat(post(preview + "/discard")).hasStatus(HttpStatus.FOUND);
		assertThat(this.mvc.get().uri(preview)).bodyText().contains("Discarded").doesNotContain(">Apply<");
		assertThat(this.mvc.get().uri("/fleets/{id}/edit?like=" + preview.replaceFirst(".*/", ""), this.fleet))
			.bodyText()
			.contains("value=\"14\"");
	}

	@Test
	void anotherTokenIsPassedOnAndNeverShown() {
		String token = "glrt-" + "y".repeat(20);
		this.form.put("runnerToken", token);
		this.jdbc.sql("update fleet set runner_id = 42, runner_link = 'https://gitlab.example.com/42'").update();
		String preview = made();
		workedOut(preview);
		assertThat(this.mvc.get().uri(preview)).bodyText()
			.contains("Secret with the runner token", "another one")
			.doesNotContain(token, Requests.TOKEN);
		assertThat(this.jdbc.sql("select changes from preview").query(String.class).single()).doesNotContain(token);
		post(preview + "/apply");
		this.looks.untilSettled();
		assertThat(this.fleets.find(this.fleet).orElseThrow().runner()).isNull();
	}

	@Test
	void aNewerBlueprintIsOfferedAndComesWithTheNextChange() {
		this.jdbc.sql("update fleet set blueprint_version = 0").update();
		assertThat(this.mvc.get().uri("/fleets/{id}", this.fleet)).bodyText()
			.contains("A newer blueprint is available", "/fleets/" + this.fleet + "/edit");
		assertThat(this.mvc.get().uri("/fleets/{id}/edit", this.fleet)).bodyText().contains("A newer blueprint");
		String preview = made();
		workedOut(preview);
		assertThat(this.mvc.get().uri(preview)).bodyText().contains("version 0", "docker-autoscaler, version 6");
		post(preview + "/apply");
		this.looks.untilSettled();
		assertThat(this.fleets.find(this.fleet).orElseThrow().blueprintVersion()).isEqualTo(6);
	}

	@Test
	void whoeverIsSecondLearnsWhatIsUnderWay() {
		String preview = made();
		workedOut(preview);
		String other = made();
		workedOut(other);
		post(preview + "/apply");
		assertThat(post(other + "/apply")).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("ada’s change has been under way for a moment", "href=\"/fleets/" + this.fleet + "\"");
		assertThat(send()).hasStatus(HttpStatus.CONFLICT);
		this.looks.untilSettled();
		this.looks.once(UUID.fromString(other.replaceFirst(".*/", "")));
		assertThat(this.mvc.get().uri(other)).bodyText().contains("No longer valid", "has changed since");
	}

	@Test
	void eachDecisionIsTakenDown() {
		this.jdbc.sql("delete from audit_entry").update();
		String preview = made();
		workedOut(preview);
		post(preview + "/discard");
		post("/fleets/" + this.fleet + "/protection?on=true");
		post("/fleets/" + this.fleet + "/protection?on=false");
		assertThat(this.jdbc.sql("select action from audit_entry order by id").query(String.class).list())
			.containsExactly("PREVIEW", "DISCARD", "PROTECT", "UNPROTECT");
	}

	@Test
	void aPreviewBelongsToItsFleet() {
		String preview = made();
		UUID stranger = this.rows.add("stranger", "CREATE_COMPLETE", 0);
		String foreign = preview.replace(this.fleet.toString(), stranger.toString());
		assertThat(this.mvc.get().uri(foreign)).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(post(foreign + "/apply")).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(post(foreign + "/discard")).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void whatIsNotUnderWayCannotBeCancelledOrContinued() {
		for (String page : new String[] { "cancel", "rollback" }) {
			assertThat(this.mvc.get().uri("/fleets/{id}/" + page, this.fleet)).hasStatus(HttpStatus.CONFLICT);
			assertThat(post("/fleets/" + this.fleet + "/" + page)).hasStatus(HttpStatus.CONFLICT);
		}
	}

	@Test
	void theProtectionIsPutOnAndTakenOff() {
		String page = "/fleets/" + this.fleet + "/protection";
		assertThat(this.mvc.get().uri(page)).bodyText().contains("Not protected against deletion");
		assertThat(post(page + "?on=true")).hasStatus(HttpStatus.FOUND);
		assertThat(this.mvc.get().uri(page)).bodyText().contains("Take the protection off");
	}

	@Test
	void aViewerChangesNothing() {
		var vera = user("vera").roles("VIEWER");
		assertThat(this.mvc.get().uri("/fleets/{id}/edit", this.fleet).with(vera)).hasStatus(HttpStatus.FORBIDDEN);
		assertThat(this.mvc.post().uri("/fleets/{id}/edit", this.fleet).with(vera).with(csrf()))
			.hasStatus(HttpStatus.FORBIDDEN);
		assertThat(this.mvc.patch().uri("/api/v1/fleets/{id}", this.fleet).with(vera)).hasStatus(HttpStatus.FORBIDDEN);
	}

	private String made(Cookie... cookies) {
		MvcTestResult answer = send(cookies);
		assertThat(answer).hasStatus(HttpStatus.FOUND);
		return answer.getResponse().getRedirectedUrl();
	}

	private String piece(String path) {
		MvcTestResult answer = this.mvc.get().uri(path).header("HX-Request", "true").exchange();
		assertThat(answer).hasStatusOk();
		return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
	}

	private void workedOut(String preview) {
		this.looks.untilWorkedOut(UUID.fromString(preview.replaceFirst(".*/", "")));
	}

	private MvcTestResult post(String path) {
		return this.mvc.post().uri(path).with(csrf()).accept(MediaType.TEXT_HTML).exchange();
	}

	private int keptSecrets() {
		return this.jdbc.sql("select count(*) from kept_secret where place like ?")
			.param(this.fleet + " %")
			.query(Integer.class)
			.single();
	}

	private static Cookie key(MvcTestResult answer) {
		String[] cookie = String.valueOf(answer.getResponse().getHeader("Set-Cookie")).split("[=;]");
		return new Cookie(cookie[0], cookie[1]);
	}

	private MvcTestResult send(Cookie... cookies) {
		var request = this.mvc.post().uri("/fleets/{id}/edit", this.fleet).with(csrf()).accept(MediaType.TEXT_HTML);
		this.form.forEach((name, value) -> request.param(name, value.toString()));
		return ((cookies.length > 0) ? request.cookie(cookies) : request).exchange();
	}

}
