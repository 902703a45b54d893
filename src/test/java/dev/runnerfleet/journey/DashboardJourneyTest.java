package dev.runnerfleet.journey;

import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.LocatorOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.runnerfleet.sandbox.SandboxTime;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A wall of fleets: counted, found, kept as a view, and acted on together. */
@Journey
class DashboardJourneyTest {

	@Autowired
	SandboxTime time;

	@Test
	void severalFleetsGoAfterOneQuestionThatNamesThem(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator");
		for (String name : new String[] { "herd-a", "herd-b", "herd-c" }) {
			ada.launch(name, "production").seesStatus("Ready");
		}
		ada.open("/?q=herd");
		assertThat(rows(ada)).hasCount(3);
		ada.link("Select the 3 shown").click();
		assertThat(ada.checkbox("Select herd-c")).isChecked();
		ada.checkbox("Select herd-c").uncheck();
		ada.button("Remove").click();
		assertThat(ada.heading("Remove 2 fleets")).isVisible();
		assertThat(ada.page().locator(".named")).containsText(new String[] { "herd-a" });
		assertThat(ada.page().getByText("herd-c")).hasCount(0);
		Inspection.passes(ada, "the question before several removals");
		ada.field("Type remove 2 to confirm").fill("remove 3");
		ada.button("Remove the 2 fleets").click();
		assertThat(ada.page().getByText("Nothing was removed.")).isVisible();
		ada.field("Type remove 2 to confirm").fill("remove 2");
		this.time.hold();
		ada.button("Remove the 2 fleets").click();
		assertThat(ada.page().getByText("2 begun")).isVisible();
		Inspection.passes(ada, "what came of several removals");
		ada.page().reload();
		assertThat(ada.page().getByText("2 begun")).isVisible();
		this.time.goOn();
		for (String name : new String[] { "herd-a", "herd-b" }) {
			ada.link(name).click();
			ada.seesStatus("Removed");
			ada.page().goBack();
		}
		ada.open("/?q=herd");
		assertThat(rows(ada)).hasCount(1);
		assertThat(ada.link("herd-c")).isVisible();
	}

	@Test
	void aTileFindsWhatIsInTroubleAndCountsWhileOneLooks(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator");
		ada.launch("unlucky", "isolated").seesStatus("Launch failed, rolled back");
		ada.open("/");
		tile(ada, "In trouble").click();
		assertThat(tile(ada, "In trouble")).hasAttribute("aria-current", "true");
		assertThat(ada.link("unlucky")).isVisible();
		assertThat(ada.page().locator("[data-row]:has(.badge[data-tone=good])")).hasCount(0);
		Inspection.passes(ada, "the fleets in trouble");
		ada.page().evaluate("window.neverReloaded = true");
		String before = ada.page().locator("#count-failed").textContent();
		Visitor bob = visitors.visitor().signIn("operator");
		bob.launch("unluckier", "isolated").seesStatus("Launch failed, rolled back");
		assertThat(ada.page().locator("#count-failed")).not().hasText(before);
		assertThat(ada.page().evaluate("window.neverReloaded")).isEqualTo(true);
	}

	@Test
	void whatIsTickedStaysTickedWhileItsRowChanges(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator");
		this.time.hold();
		ada.launch("ticked", "production").open("/?q=ticked");
		ada.checkbox("Select ticked").check();
		this.time.goOn();
		assertThat(rows(ada).getByText("Ready", new Locator.GetByTextOptions().setExact(true)))
			.isVisible(new IsVisibleOptions().setTimeout(Visitor.LAUNCH_MILLIS));
		assertThat(ada.checkbox("Select ticked")).isChecked();
	}

	@Test
	void keysLeadThroughTheFleetsButNotWhileOneTypes(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator");
		this.time.hold();
		ada.launch("key-a", "production").launch("key-b", "production").open("/?q=key-&sort=name");
		press(ada, "j");
		assertThat(ada.link("key-a")).isFocused();
		press(ada, "j");
		assertThat(ada.link("key-b")).isFocused();
		press(ada, "x");
		assertThat(ada.checkbox("Select key-b")).isChecked();
		press(ada, "k");
		assertThat(ada.link("key-a")).isFocused();
		press(ada, "/");
		Locator search = ada.page().getByRole(AriaRole.SEARCHBOX);
		assertThat(search).isFocused();
		ada.page().keyboard().type("njk?/");
		assertThat(search).hasValue("njk?/");
		assertThat(ada.page().getByRole(AriaRole.DIALOG)).hasCount(0);
		search.blur();
		press(ada, "?");
		assertThat(ada.page().getByRole(AriaRole.DIALOG)).isVisible();
		Inspection.passes(ada, "the help for keys");
		press(ada, "Escape");
		assertThat(ada.page().getByRole(AriaRole.DIALOG)).hasCount(0);
		press(ada, "j");
		press(ada, "Enter");
		assertThat(ada.heading("key-a")).isVisible();
		ada.open("/");
		press(ada, "n");
		assertThat(ada.page()).hasURL(Pattern.compile(".*/fleets/new$"));
		ada.open("/");
		ada.button("Keys").click();
		ada.checkbox("Keys do this here").uncheck();
		ada.button("Close").click();
		press(ada, "n");
		press(ada, "j");
		assertThat(ada.page()).hasURL(Pattern.compile(".*/$"));
	}

	@Test
	void aViewIsSavedOpenedRenamedAndRemoved(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator");
		ada.launch("viewed", "production").open("/?q=view&sort=name");
		ada.page().locator("summary", new LocatorOptions().setHasText("Views")).click();
		ada.field("Save what you see as").fill("Mine");
		Inspection.passes(ada, "the views");
		ada.button("Save the view").click();
		ada.open("/");
		ada.page().locator("summary", new LocatorOptions().setHasText("Views")).click();
		ada.link("Mine").click();
		assertThat(ada.page()).hasURL(Pattern.compile(".*/\\?q=view&sort=name$"));
		ada.open("/views");
		Inspection.passes(ada, "the page of views");
		ada.field("Another name for Mine").fill("Ours");
		ada.button("Rename Mine").click();
		assertThat(ada.link("Ours")).isVisible();
		ada.button("Remove Ours").click();
		assertThat(ada.page().getByText("You have none.")).isVisible();
	}

	@Test
	void withoutScriptsAPageIsSelectedAndLabelled(Visitors visitors) {
		Visitor ada = visitors.visitor((options) -> options.setJavaScriptEnabled(false)).signIn("operator");
		visitors.visitor().signIn("operator").launch("noscript", "production");
		ada.open("/?q=noscript");
		ada.link("Select the 1 shown").click();
		assertThat(ada.checkbox("Select noscript")).isChecked();
		ada.button("Set labels").click();
		ada.field("Add").fill("prod, eu");
		ada.button("Set the labels").click();
		ada.open("/?label=prod&label=eu");
		assertThat(ada.link("noscript")).isVisible();
	}

	private static Locator rows(Visitor visitor) {
		return visitor.page().locator("[data-row]");
	}

	private static Locator tile(Visitor visitor, String label) {
		return visitor.page().locator(".tiles a", new LocatorOptions().setHasText(label));
	}

	private static void press(Visitor visitor, String key) {
		visitor.page().keyboard().press(key);
	}

}
