package dev.runnerfleet.journey;

import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** How people who have no runner token yet come to a fleet. */
@Journey
class TokenJourneyTest {

	private static final String REGISTRATION = "GR1348941" + "r".repeat(20);

	private static final String SWITCHED_OFF = "GR1348941sandbox-gone";

	private static final String ACCESS = "glpat-" + "a".repeat(20);

	@Test
	void switchedOffRegistrationLeadsByTheOtherTabToAFleet(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").open("/tokens");
		Locator url = ada.field("GitLab URL");
		String gitlab = url.inputValue() + "/";
		url.fill(gitlab);
		ada.field("Registration token").fill(SWITCHED_OFF);
		ada.button("Trade it").click();
		assertThat(ada.heading("Registration tokens are switched off here")).isVisible();
		Inspection.passes(ada, "the token helper after 410");
		ada.button("Create a runner").click();
		assertThat(url).hasValue(gitlab);
		ada.field("Access token").fill(ACCESS);
		ada.field("Group or project").fill("demo/platform");
		ada.button("Create the runner").click();
		assertThat(ada.heading("A new runner token")).isVisible();
		String token = ada.page().getByLabel("Runner token").innerText();
		assertThat(token).startsWith("glrt-");
		Inspection.passes(ada, "a new runner token");
		ada.page().reload();
		assertThat(ada.page().getByLabel("Runner token")).hasText(token);
		assertThat(ada.page().getByText("Nothing new was made")).isVisible();
		ada.button("Launch a fleet with it").click();
		assertThat(ada.page().getByText("so there is nothing to paste")).isVisible();
		Inspection.passes(ada, "the form with a new token");
		place(ada, "from-the-helper");
		ada.button("Launch").click();
		arrives(ada, "from-the-helper", token);
	}

	@Test
	void switchedOffRegistrationLeadsByAnotherWayInTheFormToAFleet(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").open("/fleets/new");
		way(ada, "Trade a registration token").check();
		ada.field("Registration token").fill(SWITCHED_OFF);
		place(ada, "in-one-step");
		ada.button("Launch").click();
		assertThat(ada.page().getByRole(AriaRole.ALERT)).containsText("Choose “Create a runner” below.");
		assertThat(way(ada, "Trade a registration token")).isChecked();
		assertThat(ada.field("Registration token")).hasValue("");
		Inspection.passes(ada, "the form after 410");
		ada.link("Choose “Create a runner” below.").click();
		assertThat(way(ada, "Create a runner")).isFocused();
		press(ada, "Space");
		ada.field("Access token").fill(ACCESS);
		ada.field("Group or project").fill("demo");
		ada.button("Launch").click();
		arrives(ada, "in-one-step", ACCESS);
	}

	@Test
	void withoutJavaScriptTheWaysWorkToo(Visitors visitors) {
		Visitor ada = visitors.visitor((options) -> options.setJavaScriptEnabled(false))
			.signIn("operator")
			.open("/fleets/new");
		way(ada, "Trade a registration token").check();
		ada.choose("VPC", "production");
		ada.button("Show this VPC's subnets").click();
		assertThat(way(ada, "Trade a registration token")).isChecked();
		ada.field("Fleet name").fill("traded-plainly");
		ada.field("Registration token").fill(REGISTRATION);
		ada.button("Launch").click();
		assertThat(ada.heading("traded-plainly")).isVisible();
	}

	@Test
	void theKeyboardAloneReachesEveryWay(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").open("/fleets/new");
		way(ada, "I have a runner token").focus();
		assertThat(ada.field("Runner token")).isVisible();
		press(ada, "ArrowDown");
		assertThat(way(ada, "Create a runner")).isChecked();
		press(ada, "Tab");
		assertThat(ada.field("Access token")).isFocused();
		press(ada, "Tab");
		assertThat(ada.link("Create one in GitLab")).isFocused();
		press(ada, "Tab");
		assertThat(ada.field("The runner serves")).isFocused();
		press(ada, "Tab");
		assertThat(ada.field("Group or project")).isFocused();
		way(ada, "Create a runner").focus();
		press(ada, "ArrowDown");
		assertThat(way(ada, "Trade a registration token")).isChecked();
		press(ada, "Tab");
		assertThat(ada.field("Registration token")).isFocused();
		assertThat(ada.field("Runner token")).isHidden();
		assertThat(ada.field("Access token")).isHidden();
	}

	@Test
	void everyTabAndEveryWayIsFitForUse(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator");
		for (String tab : new String[] { "trade", "create", "check" }) {
			ada.open("/tokens?tab=" + tab);
			ada.page().locator("summary").all().forEach(Locator::click);
			Inspection.passes(ada, "the tab " + tab);
		}
		ada.open("/fleets/new");
		for (String way : new String[] { "I have a runner token", "Trade a registration token", "Create a runner" }) {
			way(ada, way).check();
			Inspection.passes(ada, way);
		}
	}

	@Test
	void aCheckTellsWhatATokenIsGoodFor(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").open("/tokens?tab=check");
		ada.field("Token").fill("glrt-sandbox-good");
		ada.button("Check it").click();
		assertThat(ada.heading("GitLab accepts this runner token")).isVisible();
		ada.field("Token").fill(REGISTRATION);
		ada.button("Check it").click();
		assertThat(ada.page().getByRole(AriaRole.ALERT)).containsText("This is a registration token");
		ada.button("Trade a registration token").click();
		assertThat(ada.field("Registration token")).isVisible();
	}

	private static void place(Visitor visitor, String name) {
		visitor.place("production").field("Fleet name").fill(name);
	}

	private static void arrives(Visitor visitor, String name, String token) {
		assertThat(visitor.heading(name)).isVisible();
		visitor.seesStatus("Ready");
		assertThat(visitor.page().content()).doesNotContain(token);
	}

	private static Locator way(Visitor visitor, String label) {
		return visitor.page()
			.getByRole(AriaRole.RADIO,
					new com.microsoft.playwright.Page.GetByRoleOptions().setName(Pattern.compile("^" + label)));
	}

	private static void press(Visitor visitor, String key) {
		visitor.page().keyboard().press(key);
	}

}
