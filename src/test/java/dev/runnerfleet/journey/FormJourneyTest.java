package dev.runnerfleet.journey;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByTextOptions;
import com.microsoft.playwright.Page.NavigateOptions;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitUntilState;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What the launch form does for those who stumble. */
@Journey
class FormJourneyTest {

	@Test
	void aFailedFormKeepsEverythingAndWritesNoToken(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").fillIn("1 wrong name", "production");
		ada.field("Runner token").press("Tab");
		assertThat(ada.page().getByText("is kept for this launch")).isVisible();
		ada.choose("Key pair", "laptop-ed25519");
		ada.field("Cache expiry (days)").fill("90");
		ada.page().getByText("All settings", new GetByTextOptions().setExact(true)).click();
		ada.field("Jobs at once").fill("7");
		ada.button("Launch").click();
		Locator name = ada.field("Fleet name");
		assertThat(name).hasValue("1 wrong name");
		assertThat(name).hasAccessibleDescription(Pattern.compile("start with a letter"));
		assertThat(name).hasAttribute("aria-invalid", "true");
		assertThat(ada.field("Cache expiry (days)")).hasValue("90");
		assertThat(ada.field("Key pair").locator("option:checked")).hasText("laptop-ed25519");
		assertThat(ada.field("VPC").locator("option:checked")).containsText("production");
		assertThat(ada.page().locator("#network .subnets > summary"))
			.hasText("Workers in three zones, private, through NAT");
		assertThat(ada.field("Jobs at once")).hasValue("7");
		assertThat(ada.page().getByText("is kept for this launch")).isVisible();
		assertThat(ada.page().content()).doesNotContain(Visitor.TOKEN);
		name.fill("right-name");
		ada.button("Launch").click();
		assertThat(ada.heading("right-name")).isVisible();
	}

	@Test
	void enterLaunches(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").fillIn("by-enter", "production");
		ada.field("Runner token").press("Enter");
		assertThat(ada.heading("by-enter")).isVisible();
	}

	@Test
	void whatIsWrongLeadsToItsField(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").fillIn("2-wrong", "production");
		ada.button("Launch").click();
		assertThat(ada.page().locator(".errors")).isFocused();
		ada.page()
			.getByRole(AriaRole.ALERT)
			.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("start with a letter")))
			.click();
		assertThat(ada.field("Fleet name")).isFocused();
	}

	@Test
	void aLaunchShowsItsChecksAndGoesOnByItself(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").fillIn("checked-first", "production");
		Request launch = ada.page()
			.waitForRequest((request) -> request.method().equals("POST") && request.url().endsWith("/fleets/new"),
					() -> ada.button("Launch").click());
		assertThat(ada.heading("checked-first")).isVisible();
		assertThat(launch.postData()).contains("run=").doesNotContain("anyway");
	}

	@Test
	void whatStopsALaunchIsShownBesideItsChecks(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").fillIn("stopped-first", "isolated");
		ada.button("Launch").click();
		assertThat(ada.page().locator("#anyway")).isVisible();
		assertThat(ada.page().locator("#checks")).containsText("no route to the internet");
		assertThat(ada.page().locator("#checks")).containsText("GitLab accepts the token");
		Inspection.passes(ada, "a launch that its checks stopped");
	}

	@Test
	void whatIsMissingLeadsToItsField(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").fillIn("unfinished", "isolated");
		ada.field("Runner token").fill("");
		ada.field("Fleet name").fill("");
		ada.button("Check").click();
		Locator checks = ada.page().locator("#checks");
		assertThat(checks).containsText("no route to the internet");
		checks.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Fleet name")).click();
		assertThat(ada.page()).hasURL(Pattern.compile("#name$"));
		assertThat(checks.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Runner token"))).isVisible();
	}

	@Test
	void aNewcomerWithoutScriptsGetsATokenByOneClick(Visitors visitors) {
		Visitor ada = visitors.visitor((options) -> options.setJavaScriptEnabled(false))
			.signIn("operator")
			.open("/fleets/new");
		ada.field("Fleet name").fill("first-try");
		ada.button("Use this token").click();
		assertThat(ada.page().getByText("is kept for this launch")).isVisible();
		assertThat(ada.field("Fleet name")).hasValue("first-try");
		ada.button("Launch").click();
		assertThat(ada.heading("first-try")).isVisible();
	}

	@Test
	void aTakenNameIsSaidBesideTheName(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").launch("taken", "production");
		ada.fillIn("taken", "production").button("Launch").click();
		assertThat(ada.field("Fleet name"))
			.hasAccessibleDescription(Pattern.compile("The name is taken in eu-central-1"));
	}

	@Test
	void aDoubleClickLaunchesOnce(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").fillIn("clicked-twice", "production");
		ada.button("Launch").dblclick();
		assertThat(ada.heading("clicked-twice")).isVisible();
		seesOnce(ada, "clicked-twice");
	}

	@Test
	void goingBackAndSendingAgainLaunchesNoSecondFleet(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").launch("sent-again", "production");
		ada.page().goBack();
		assertThat(ada.field("Runner token")).hasValue("");
		ada.field("Fleet name").fill("sent-again");
		ada.field("Runner token").fill(Visitor.TOKEN);
		ada.button("Launch").click();
		assertThat(ada.heading("sent-again").or(ada.page().locator("#name-error"))).isVisible();
		seesOnce(ada, "sent-again");
	}

	@Test
	void anotherVpcBringsItsSubnetsWithoutLosingAnything(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").fillIn("moves", "production");
		ada.page().evaluate("window.neverReloaded = true");
		assertThat(ada.showSubnets().subnets()).hasCount(6);
		assertThat(ada.page().locator("#network :checked")).hasCount(5);
		ada.place("isolated");
		assertThat(ada.subnets()).hasCount(2);
		assertThat(ada.page().locator("#network .closed")).containsText("no route to the internet");
		assertThat(ada.field("Fleet name")).hasValue("moves");
		assertThat(ada.page().evaluate("window.neverReloaded")).isEqualTo(true);
	}

	@Test
	void aVpcThatIsChosenBeforeTheScriptsAreThereBringsItsSubnets(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator");
		Queue<Route> held = new ConcurrentLinkedQueue<>();
		ada.page().route("**/htmx.min.js", held::add);
		ada.page().navigate("/fleets/new", new NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
		ada.choose("VPC", "isolated");
		ada.page().waitForCondition(() -> !held.isEmpty());
		held.remove().resume();
		assertThat(ada.page().locator("#network .closed")).containsText("no route to the internet");
	}

	@Test
	void withoutJavaScriptEverythingWorksByButtons(Visitors visitors) {
		Visitor ada = visitors.visitor((options) -> options.setJavaScriptEnabled(false))
			.signIn("operator")
			.open("/fleets/new");
		ada.field("Fleet name").fill("plain");
		ada.choose("VPC", "crowded");
		ada.button("Show this VPC's subnets").click();
		assertThat(ada.page().locator("#network .subnets > summary")).containsText("two zones");
		assertThat(ada.showSubnets().subnets()).hasCount(2);
		assertThat(ada.field("Fleet name")).hasValue("plain");
		ada.choose("VPC", "production");
		ada.button("Show this VPC's subnets").click();
		assertThat(ada.page().locator("#network .subnets > summary")).containsText("three zones");
		ada.page().getByText("Team", new GetByTextOptions().setExact(true)).click();
		ada.field("Runner token").fill(Visitor.TOKEN);
		ada.button("Launch").click();
		assertThat(ada.heading("plain")).isVisible();
		ada.reloadUntilSeen(ada.status().getByText("Ready"));
		ada.seesStatus("Ready");
	}

	private static void seesOnce(Visitor visitor, String name) {
		visitor.open("/?q=" + name);
		assertThat(visitor.page()
			.locator("tbody")
			.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true))).hasCount(1);
	}

}
