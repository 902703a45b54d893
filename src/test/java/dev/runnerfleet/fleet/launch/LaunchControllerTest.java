package dev.runnerfleet.fleet.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

@SandboxPortal
@WithMockUser(username = "ada", roles = "OPERATOR")
class LaunchControllerTest {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Network network;

	@Autowired
	FleetRows rows;

	@Autowired
	JdbcClient jdbc;

	private final Map<String, Object> form = new LinkedHashMap<>();

	@BeforeEach
	void aFormThatIsRight() {
		this.rows.clear();
		this.form.put("key", "key-" + System.identityHashCode(this));
		this.form.put("name", "form-" + System.identityHashCode(this));
		this.form.put("region", Requests.REGION);
		this.form.put("blueprint", "docker-autoscaler");
		this.form.put("runnerToken", Requests.TOKEN);
		this.form.put("subnetIds", Requests.subnet(this.network));
		this.form.put("parameters[VpcId]", Requests.vpc(this.network));
		this.form.put("parameters[GitlabUrl]", "https://gitlab.example.com/");
		this.form.put("parameters[CacheExpirationInDays]", "7");
	}

	@Test
	void aBlankFormOffersWhatThereIs() {
		assertThat(this.mvc.get().uri("/fleets/new")).hasStatusOk()
			.hasViewName("launch/launch")
			.model()
			.containsKeys("form", "page");
		assertThat(this.mvc.get().uri("/fleets/new")).bodyText()
			.contains("fleet-admin", "production", "Cache expiry (days)", "value=\"30\"");
	}

	@Test
	void aLinkFillsInEverythingButSecrets() {
		assertThat(this.mvc.get()
			.uri("/fleets/new?preset=big&name=from-the-wiki&GitlabUrl={url}&MaxConcurrentBuilds=33&target=acme/ci&tags=arm"
					+ "&runnerToken={token}&RunnerToken={token}", "https://gitlab.example.com/", Requests.TOKEN,
					Requests.TOKEN))
			.hasStatusOk()
			.bodyText()
			.contains("value=\"from-the-wiki\"", "value=\"https://gitlab.example.com/\"", "value=\"33\"",
					"value=\"m6a.large\"", "value=\"acme/ci\"", "value=\"arm\"", "value=\"big\" checked=\"checked\"",
					"Changed: the preset has 50", "above all at the GitLab, before you paste a token",
					"which was left out", "https://gitlab.example.com/groups/acme/ci/-/runners/new")
			.doesNotContain(Requests.TOKEN);
	}

	@Test
	void aNameThatIsFreeIsProposed() {
		assertThat(this.mvc.get().uri("/fleets/new")).bodyText().contains("value=\"runners\"");
		this.form.put("name", "runners");
		send();
		assertThat(this.mvc.get().uri("/fleets/new")).bodyText().contains("value=\"runners-2\"");
	}

	@Test
	void machinesArePlacedWhereTheyHaveAWayOut() {
		assertThat(this.mvc.get().uri("/fleets/new")).bodyText()
			.contains("Workers in three zones, private, through NAT", "$", "about 30 s");
	}

	@Test
	void aPresetThatNoScriptCarriedOutIsCarriedOutWithTheLaunch() {
		this.form.put("filled", "small");
		this.form.put("preset", "big");
		this.form.put("parameters[MaxConcurrentBuilds]", "4");
		this.form.put("parameters[WorkerVolumeSize]", "77");
		assertThat(send()).hasStatus(HttpStatus.FOUND);
		assertThat(this.jdbc.sql("select parameters from fleet").query(String.class).single()).contains(
				"\"MaxConcurrentBuilds\":\"50\"", "\"WorkerInstanceType4\":\"m7i.large\"",
				"\"WorkerVolumeSize\":\"77\"");
	}

	@Test
	void theSummaryTellsWhatIsWrong() {
		this.form.put("parameters[IdleCount]", "200");
		assertThat(post("/fleets/new/summary")).hasStatusOk()
			.bodyText()
			.contains("Up to 10 workers, t3.micro", "is more than the 10 jobs at once")
			.doesNotContain(Requests.TOKEN);
		this.form.put("parameters[OnDemandPercentage]", "50");
		assertThat(post("/fleets/new/summary")).bodyText().contains("Up to 10 workers, part of them spot, t3.micro");
		this.form.put("parameters[OnDemandPercentage]", "0");
		assertThat(post("/fleets/new/summary")).bodyText().contains("Up to 10 spot workers, t3.micro");
		this.form.put("parameters[OnDemandPercentage]", "100");
		this.form.put("parameters[IdleCount]", "1");
		assertThat(post("/fleets/new/summary")).bodyText().contains("The checks found nothing wrong so far.");
	}

	@Test
	void anotherPresetBringsItsSettingsAndLeavesWhatIsOnesOwn() {
		this.form.put("filled", "small");
		this.form.put("preset", "builds");
		this.form.put("parameters[MaxConcurrentBuilds]", "6");
		assertThat(post("/fleets/new/size")).hasStatusOk()
			.bodyText()
			.contains("value=\"m6i.large\"", "value=\"6\"", "name=\"filled\" value=\"builds\"")
			.doesNotContain(Requests.TOKEN);
	}

	private MvcTestResult post(String path) {
		var request = this.mvc.post().uri(path).with(csrf()).accept(MediaType.TEXT_HTML);
		this.form.forEach((name, value) -> request.param(name, value.toString()));
		return request.exchange();
	}

	@Test
	void aLaunchLeadsToTheFleetsPage() {
		MvcTestResult answer = send();
		assertThat(answer).hasStatus(HttpStatus.FOUND);
		assertThat(answer.getResponse().getRedirectedUrl()).startsWith("/fleets/");
		assertThat(this.mvc.get().uri(answer.getResponse().getRedirectedUrl())).hasStatusOk()
			.bodyText()
			.contains(this.form.get("name").toString(), "https://gitlab.example.com/")
			.doesNotContain(Requests.TOKEN);
	}

	@Test
	void aSecondClickLeadsToTheSameFleet() {
		assertThat(send().getResponse().getRedirectedUrl()).isEqualTo(send().getResponse().getRedirectedUrl());
		assertThat(this.rows.count()).isOne();
	}

	@Test
	void theSameFormWithAnotherValueIsNotTakenForASecondClick() {
		send();
		this.form.put("parameters[CacheExpirationInDays]", "8");
		assertThat(send()).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(this.rows.count()).isOne();
	}

	@Test
	void aNameThatIsTakenIsSaidBesideTheName() {
		send();
		this.form.put("key", "another form");
		assertThat(send()).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.model()
			.extractingBindingResult("form")
			.hasOnlyFieldErrors("name");
		assertThat(this.rows.count()).isOne();
	}

	@Test
	void aFormThatFailsKeepsEverythingButTheToken() {
		this.form.put("parameters[CacheExpirationInDays]", "4000");
		this.form.put("name", "-");
		MvcTestResult answer = send();
		assertThat(answer).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).hasViewName("launch/launch");
		assertThat(answer).model()
			.extractingBindingResult("form")
			.hasOnlyFieldErrors("name", "parameters[CacheExpirationInDays]");
		assertThat(answer).bodyText()
			.contains("value=\"https://gitlab.example.com/\"", "value=\"4000\"", "from 0 to 3650",
					"start with a letter")
			.doesNotContain(Requests.TOKEN);
		assertThat(this.rows.count()).isZero();
	}

	@Test
	void whiteSpaceAroundAValueDoesNotMatter() {
		this.form.put("parameters[GitlabUrl]", " https://gitlab.example.com/ ");
		assertThat(send()).hasStatus(HttpStatus.FOUND);
	}

	@Test
	void everyMissingFieldIsNamed() {
		this.form.keySet().retainAll(List.of("key", "blueprint"));
		assertThat(send()).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.model()
			.extractingBindingResult("form")
			.hasOnlyFieldErrors("name", "runnerToken", "subnetIds", "parameters[VpcId]");
	}

	@Test
	void aParameterThatThePageDoesNotShowIsRefusedAboveTheForm() {
		this.form.put("parameters[Nonsense]", "1");
		this.form.put("parameters[RunnerToken]", "1");
		assertThat(send()).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("no parameter &#39;Nonsense&#39;", "as runnerToken");
	}

	@Test
	void anotherBlueprintShowsItsFieldsAndKeepsTheRest() {
		this.form.put("blueprint", "docker-machine");
		this.form.put("reload", "all");
		assertThat(send()).hasStatusOk()
			.bodyText()
			.contains("parameters[SpotInstance]", "value=\"https://gitlab.example.com/\"")
			.doesNotContain("parameters[OnDemandBase]", Requests.TOKEN, "role=\"alert\"");
	}

	@Test
	void choosingAVpcShowsItsSubnetsAndNothingElse() {
		assertThat(this.mvc.get()
			.uri("/fleets/new/network")
			.param("region", Requests.REGION)
			.param("parameters[VpcId]", Requests.vpc(this.network))).hasStatusOk()
			.bodyText()
			.contains(Requests.subnet(this.network), "id=\"network\"")
			.doesNotContain("<html", "runnerToken");
	}

	@Test
	@WithMockUser(roles = "VIEWER")
	void aViewerLaunchesNothing() {
		assertThat(send()).hasStatus(HttpStatus.FORBIDDEN);
		assertThat(this.rows.count()).isZero();
	}

	private MvcTestResult send() {
		var request = this.mvc.post().uri("/fleets/new").with(csrf()).accept(MediaType.TEXT_HTML);
		this.form.forEach((name, value) -> request.param(name, value.toString()));
		return request.exchange();
	}

}
