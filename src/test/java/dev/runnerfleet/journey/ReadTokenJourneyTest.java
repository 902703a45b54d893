package dev.runnerfleet.journey;

import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.GetByTextOptions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** From a fleet whose jobs wait to the reason why one of them does. */
@Journey
class ReadTokenJourneyTest {

	private static final String ACCESS = "glpat-" + "a".repeat(20);

	@Test
	void aReadTokenTellsWhichJobsWaitAndWhy(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("admin");
		String fleet = launch(ada);
		ada.open("/tokens").link("GitLab read tokens").click();
		assertThat(ada.heading("GitLab read tokens")).isVisible();
		ada.button("Add a token").click();
		String gitlab = gitlab(ada);
		ada.field("GitLab URL").fill(gitlab);
		ada.field("Access token").fill("glpat-journey-sandbox-much");
		ada.button("Check and keep it").click();
		assertThat(ada.page().getByRole(AriaRole.ALERT)).containsText("It may do more than read: it has api.");
		Inspection.passes(ada, "a read token that may do too much");
		ada.field("Access token").fill(ACCESS);
		ada.button("Check and keep it").click();
		assertThat(ada.page().getByText("Works", new GetByTextOptions().setExact(true))).isVisible();
		assertThat(ada.page().content()).doesNotContain(ACCESS);
		Inspection.passes(ada, "read tokens");
		ada.page().navigate(fleet);
		assertThat(ada.heading("The runner is paused in GitLab")).isVisible();
		Locator waiting = ada.page().locator("#told tbody tr");
		assertThat(waiting.filter(new Locator.FilterOptions().setHasText("wants the tag gpu")).first()).isVisible();
		Inspection.passes(ada, "a fleet with what GitLab says");
		String job = waiting.filter(new Locator.FilterOptions().setHasText("wants the tag gpu"))
			.first()
			.getByRole(AriaRole.LINK)
			.getAttribute("href");
		ada.field("Why is a certain job waiting?").fill(job + "?tab=log#L1");
		ada.field("Why is a certain job waiting?").press("Enter");
		assertThat(ada.page().locator("#answer")).containsText("The job wants the tag gpu");
		assertThat(ada.page().locator("#answer")).containsText("The runner is paused in GitLab");
		Inspection.passes(ada, "why a job waits");
		withoutScripts(visitors, fleet, job);
		ada.open("/settings/gitlab");
		ada.page().getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Remove the token for " + gitlab)).click();
		assertThat(ada.page().getByText("is gone from here")).isVisible();
	}

	private static void withoutScripts(Visitors visitors, String fleet, String job) {
		Visitor mara = visitors.visitor((options) -> options.setJavaScriptEnabled(false)).signIn("viewer");
		mara.page().navigate(fleet);
		mara.field("Why is a certain job waiting?").fill(job.replaceFirst("/-/jobs/.*", "/-/pipelines/1"));
		mara.button("Ask").click();
		assertThat(mara.page().locator("#answer")).containsText("This is not the address of a job");
		mara.field("Why is a certain job waiting?").fill(job);
		mara.button("Ask").click();
		assertThat(mara.page().locator("#answer")).containsText("The job wants the tag gpu");
		mara.page().navigate(fleet);
		mara.link("Show it").click();
		assertThat(mara.heading("The runner is paused in GitLab")).isVisible();
	}

	private static String gitlab(Visitor visitor) {
		return visitor.page().url().replaceFirst("/settings.*", "/sandbox/gitlab").replace("localhost", "127.0.0.1");
	}

	private static String launch(Visitor visitor) {
		visitor.open("/fleets/new");
		visitor.page()
			.getByRole(AriaRole.RADIO, new GetByRoleOptions().setName(Pattern.compile("^Create a runner")))
			.check();
		visitor.field("Access token").fill(ACCESS);
		visitor.field("Group or project").fill("demo");
		visitor.place("production").field("Fleet name").fill("read-sandbox-paused");
		visitor.button("Launch").click();
		assertThat(visitor.heading("read-sandbox-paused")).isVisible();
		visitor.seesStatus("Ready");
		return visitor.page().url();
	}

}
