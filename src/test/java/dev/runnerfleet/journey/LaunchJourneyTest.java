package dev.runnerfleet.journey;

import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.runnerfleet.sandbox.SandboxTime;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The portal's main job, as people do it. */
@Journey
class LaunchJourneyTest {

	@Autowired
	SandboxTime time;

	private static final Pattern UNDER_WAY = Pattern.compile("^\\s*([1-9]|1\\d) of \\d+ resources");

	@Test
	void aLaunchIsWatchedToItsOutputsWithoutAReload(Visitors visitors) {
		Visitor ada = visitors
			.visitor((options) -> options.setPermissions(List.of("clipboard-read", "clipboard-write")))
			.signIn("operator");
		ada.button("Launch a fleet").or(ada.button("Launch your first fleet")).first().click();
		ada.field("Fleet name").fill("watched");
		assertThat(ada.field("GitLab URL")).hasValue(Pattern.compile("^https?://.+"));
		ada.choose("Key pair", "fleet-admin");
		ada.field("Runner token").fill(Visitor.TOKEN);
		assertThat(ada.field("Cache expiry (days)")).hasValue("30");
		this.time.hold();
		ada.button("Launch").click();
		ada.seesStatus("Launching");
		ada.page().evaluate("window.neverReloaded = true");
		this.time.upTo("watched", "ManagerGroup");
		assertThat(ada.page().locator("#fleet-launch").getByText(UNDER_WAY)).isVisible();
		this.time.goOn();
		ada.seesStatus("Ready");
		assertThat(ada.page().getByText(Pattern.compile("Launched in .+, usually about")).first()).isVisible();
		assertThat(ada.page().evaluate("window.neverReloaded")).isEqualTo(true);
		ada.turnTo("Resources");
		assertThat(ada.heading("Outputs")).isVisible();
		ada.button("Copy CacheBucketName").click();
		assertThat(ada.page().getByText("Copied")).isAttached();
		assertThat((String) ada.page().evaluate("navigator.clipboard.readText()")).startsWith("watched-");
		assertThat(ada.page().content()).doesNotContain(Visitor.TOKEN);
	}

	@Test
	void theDashboardMovesOnByItself(Visitors visitors) {
		Visitor vera = visitors.visitor().signIn("viewer");
		Visitor ada = visitors.visitor().signIn("operator");
		this.time.hold();
		ada.launch("followed", "production");
		vera.open("/?q=followed");
		vera.page().evaluate("window.neverReloaded = true");
		Locator row = vera.page()
			.getByRole(AriaRole.ROW)
			.filter(new Locator.FilterOptions().setHas(vera.link("followed")));
		assertThat(row.getByText("Launching")).isVisible();
		this.time.goOn();
		ada.seesStatus("Ready");
		assertThat(row.getByText("Ready")).isVisible();
		assertThat(vera.page().evaluate("window.neverReloaded")).isEqualTo(true);
	}

	@Test
	void aLaunchWithoutAWayOutEndsWithItsRootCause(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").launch("walled-in", "isolated");
		ada.seesStatus("Launch failed, rolled back");
		Locator cause = ada.cause();
		assertThat(cause).containsText("The manager has no way out.");
		assertThat(cause).containsText("Told before it began, and overruled:");
		assertThat(cause).containsText("no route to the internet, so nothing there would reach GitLab or AWS.");
		assertThat(cause).containsText("Choose a subnet with a NAT gateway");
		assertThat(cause).containsText("Manager");
	}

	@Test
	void aZoneWithoutCapacityIsNamedAsTheCause(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").launch("crowded-out", "crowded");
		ada.seesStatus("Launch failed, rolled back");
		assertThat(ada.cause()).containsText("machine free in");
	}

	@Test
	void aReloadShowsWhatTheLivePageShows(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").launch("reloaded", "production");
		ada.seesStatus("Ready");
		Page again = ada.page().context().newPage();
		again.navigate(ada.page().url());
		new Visitor(again).seesStatus("Ready");
		// What still comes, comes to both.
		ada.page()
			.waitForCondition(() -> ada.page()
				.locator("#fleet-facts")
				.innerText()
				.equals(again.locator("#fleet-facts").innerText()));
		assertThat(ada.events()).containsText("Create complete");
	}

	@Test
	void eachSideShowsItsOwn(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").launch("timed", "production");
		ada.seesStatus("Ready");
		Locator launch = ada.turnTo("Activity").page().locator("#fleet-operations details").first();
		assertThat(launch.getByText("Cache bucket", new Locator.GetByTextOptions().setExact(true))).isVisible();
		ada.turnTo("Resources");
		assertThat(ada.page().getByRole(AriaRole.REGION, new GetByRoleOptions().setName("Resources").setExact(true)))
			.containsText("AWS::S3::Bucket");
		ada.turnTo("Settings");
		assertThat(ada.heading("Schedule")).isVisible();
		ada.turnTo("Overview");
		assertThat(ada.heading("About it")).isVisible();
	}

}
