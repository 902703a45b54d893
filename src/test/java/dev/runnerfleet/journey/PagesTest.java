package dev.runnerfleet.journey;

import com.microsoft.playwright.Page.GetByTextOptions;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Every page is fit for everybody, in every light and on every screen. */
@Journey
class PagesTest {

	@Test
	void theSignIn(Visitors visitors) {
		Visitor ada = visitors.visitor();
		Inspection.passes(ada, "the sign-in");
		ada.field("User name").fill("stranger");
		ada.field("Password").fill("wrong");
		ada.button("Sign in").click();
		assertThat(ada.page().getByText("User name or password is wrong.")).isVisible();
		Inspection.passes(ada, "the refused sign-in");
	}

	@Test
	void theLaunchForm(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").fillIn("9-wrong", "production");
		Inspection.passes(ada, "the form");
		ada.page().getByText("All settings", new GetByTextOptions().setExact(true)).click();
		assertThat(ada.field("Jobs at once")).isVisible();
		ada.field("Jobs at once").fill("0");
		Inspection.passes(ada, "the whole form");
		ada.page().locator("main form").last().evaluate("(form) => form.noValidate = true");
		ada.button("Launch").click();
		assertThat(ada.page().getByText("Please correct what is marked.")).isVisible();
		Inspection.passes(ada, "the form with errors");
	}

	@Test
	void fleetsThatAreReadyOrFailed(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").launch("fit-for-use", "production");
		ada.seesStatus("Ready");
		Inspection.passes(ada, "a fleet that is ready");
		ada.turnTo("Activity").page().getByText("Events, word for word").click();
		Inspection.passes(ada, "what was done to a fleet");
		assertThat(ada.turnTo("Log").page().locator("#log-lines li").first()).isVisible();
		Inspection.passes(ada, "a fleet's log");
		ada.page().locator("#log-q").fill("MULTI-RUNNER");
		ada.page().locator("#log-q").press("Enter");
		assertThat(ada.page().locator("#log-lines li")).hasCount(1);
		ada.page().locator("#log-q").fill("no such <line>");
		ada.page().locator("#log-q").press("Enter");
		assertThat(ada.page().getByText("No line has “no such <line>” in it.")).isVisible();
		Inspection.passes(ada.turnTo("Resources"), "what there is of a fleet");
		Inspection.passes(ada.turnTo("Settings"), "what a fleet is set to");
		ada.launch("of-no-use", "isolated").seesStatus("Launch failed, rolled back");
		Inspection.passes(ada, "a fleet that failed");
		ada.open("/");
		assertThat(ada.page().locator("[data-row]").first()).isVisible();
		Inspection.passes(ada, "the dashboard");
		ada.open("/?q=no-fleet-of-that-name");
		Inspection.passes(ada, "a search without a result");
	}

	@Test
	void peopleAndErrors(Visitors visitors) {
		Visitor root = visitors.visitor().signIn("admin").open("/users");
		assertThat(root.heading("Users")).isVisible();
		Inspection.passes(root, "users");
		root.open("/users/viewer");
		Inspection.passes(root, "a user");
		root.open("/users/new");
		Inspection.passes(root, "a new user");
		root.open("/audit");
		assertThat(root.heading("Audit")).isVisible();
		Inspection.passes(root, "the audit trail");
		root.open("/audit?from=2026-02-02&to=2026-02-01");
		Inspection.passes(root, "a filter that there is not");
		root.open("/settings/notifications");
		Inspection.passes(root, "notifications where nobody is told");
		root.button("Add a webhook").press("Enter");
		root.field("Name").fill("chat");
		root.field("Address").fill("https://192.0.2.7/services/hidden");
		root.button("Add it").press("Enter");
		assertThat(root.page().locator("[aria-invalid=true]")).isVisible();
		Inspection.passes(root, "a webhook that may not be");
		root.field("Address").fill("https://8.8.8.8:8443/services/hidden");
		root.button("Add it").press("Enter");
		assertThat(root.heading("The signing secret")).isVisible();
		Inspection.passes(root, "a webhook's secret");
		root.open("/settings/notifications");
		assertThat(root.link("chat")).isVisible();
		Inspection.passes(root, "those who are told");
		root.open("/account");
		Inspection.passes(root, "the account");
		root.open("/tokens");
		Inspection.passes(root, "the token helper");
		root.open("/account/tokens");
		Inspection.passes(root, "API tokens");
		root.open("/account/sessions");
		Inspection.passes(root, "sessions");
		root.open("/account/factor");
		Inspection.passes(root, "the second factor");
		root.open("/fleets/adopt");
		Inspection.passes(root, "adoption");
		root.open("/sandbox/aws");
		Inspection.passes(root, "the sandbox's console");
		root.open("/api-docs");
		root.page().evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)");
		Inspection.passes(root, "the API");
		root.open("/nothing/here");
		Inspection.passes(root, "an unknown page");
	}

}
