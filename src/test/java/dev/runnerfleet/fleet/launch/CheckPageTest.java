package dev.runnerfleet.fleet.launch;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.Requests;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.network.Network;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
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

	private static final Pattern GO = Pattern.compile("name=\"run\" value=\"([^\"]+)\"[^>]*data-go");

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
	void whatIsMissingIsNamedAndHidesNothingElse() {
		this.form.put("check", "true");
		this.form.remove("runnerToken");
		isolated();
		assertThat(post("/fleets/new")).hasStatusOk()
			.bodyText()
			.contains("<a href=\"#runnerToken\">Runner token</a>", "Paste the runner token.",
					"no route to the internet")
			.doesNotContain("Not checked", "nothing wrong");
		assertThat(this.rows.count()).isZero();
	}

	@Test
	void aChoiceThatIsMissingIsNamedAndHidesNothingElse() {
		this.form.put("check", "true");
		this.form.remove("subnetIds");
		this.form.put("parameters[WorkerInstanceType]", "t3.mikro");
		assertThat(post("/fleets/new")).hasStatusOk()
			.bodyText()
			.contains("<a href=\"#subnetIds\">Subnets</a>", "Choose at least one.", "no instance type t3.mikro",
					"GitLab accepts the token");
	}

	@Test
	void aRefusedFormNamesItsFields() {
		this.form.put("name", "");
		this.form.put("parameters[CacheExpirationInDays]", "4000");
		assertThat(post("/fleets/new")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("Fleet name: Give the fleet a name.", "Cache expiry (days): ");
	}

	@Test
	void aBlueprintThatIsNotThereIsSaidInWords() {
		this.form.put("blueprint", "docker-swarm");
		assertThat(post("/fleets/new/check")).hasStatus(HttpStatus.BAD_REQUEST)
			.bodyText()
			.contains("There is no such blueprint");
		assertThat(post("/fleets/new")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("There is no such blueprint");
	}

	@Test
	void aLaunchWithScriptsGoesOnOnceItsChecksAreDone() {
		String piece = untilDone(text(post("/fleets/new/check?going=true")));
		Matcher run = GO.matcher(piece);
		assertThat(run.find()).isTrue();
		assertThat(this.rows.count()).isZero();
		this.form.put("run", run.group(1));
		assertThat(post("/fleets/new")).hasStatus(HttpStatus.FOUND);
		assertThat(this.rows.count()).isOne();
	}

	@Test
	void whatStopsIsStillThereAfterwards() {
		isolated();
		String piece = untilDone(text(post("/fleets/new/check?going=true")));
		assertThat(piece).contains("no route to the internet", "data-go");
		Matcher run = GO.matcher(piece);
		assertThat(run.find()).isTrue();
		this.form.put("run", run.group(1));
		assertThat(post("/fleets/new")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("This looks wrong.", "no route to the internet", "name=\"anyway\"", "GitLab accepts the token")
			.doesNotContain("data-go");
		assertThat(this.rows.count()).isZero();
		this.form.put("anyway", "true");
		assertThat(post("/fleets/new")).hasStatus(HttpStatus.FOUND);
	}

	@Test
	void whatWasCheckedIsNotLaunchedWithOtherValues() {
		Matcher run = GO.matcher(untilDone(text(post("/fleets/new/check?going=true"))));
		assertThat(run.find()).isTrue();
		this.form.put("run", run.group(1));
		isolated();
		assertThat(post("/fleets/new")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("no route to the internet");
		assertThat(this.rows.count()).isZero();
	}

	@Test
	void withScriptsTheRestIsAskedForUntilAllIsThere() {
		String piece = untilDone(text(post("/fleets/new/check")));
		assertThat(piece).contains("id=\"checks\"", "checks found nothing wrong")
			.doesNotContain(Requests.TOKEN, "data-go");
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

	private String untilDone(String begun) {
		String piece = begun;
		Matcher rest = REST.matcher(piece);
		while (rest.find()) {
			assertThat(piece).contains("checks done");
			piece = text(this.mvc.get().uri(rest.group(1).replace("&amp;", "&")).exchange());
			rest = REST.matcher(piece);
		}
		return piece;
	}

	private void isolated() {
		String vpc = this.network.vpcs(Place.in(Requests.REGION))
			.stream()
			.filter((each) -> each.name().startsWith("isolated"))
			.findFirst()
			.orElseThrow()
			.id();
		this.form.put("parameters[VpcId]", vpc);
		this.form.put("subnetIds", this.network.subnets(Place.in(Requests.REGION), vpc).get(0).id());
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
