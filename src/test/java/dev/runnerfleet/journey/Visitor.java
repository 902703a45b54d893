package dev.runnerfleet.journey;

import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Somebody in front of the portal, who goes by what is written on it.
 *
 * @param page the page they look at
 */
record Visitor(Page page) {

	/** A runner token of the right shape that no GitLab ever gave out. */
	static final String TOKEN = "glrt-" + "x".repeat(20) + "-sandbox-good";

	/** Longer than any launch of the sandbox takes at the tests' speed. */
	static final double LAUNCH_MILLIS = 120_000;

	Visitor signIn(String name) {
		return signIn(name, "sandbox");
	}

	Visitor signIn(String name, String password) {
		field("User name").fill(name);
		field("Password").fill(password);
		button("Sign in").click();
		assertThat(button("Sign out")).isVisible();
		return this;
	}

	Visitor open(String path) {
		this.page.navigate(path);
		return this;
	}

	/** Fills in what a launch needs, up to the last click. */
	Visitor fillIn(String name, String vpc) {
		open("/fleets/new").place(vpc);
		field("Fleet name").fill(name);
		field("Runner token").fill(TOKEN);
		return this;
	}

	/**
	 * Chooses a VPC with the subnets that the form proposes, or the first one where none
	 * has a way out. Choices that come late would take the place of what was chosen.
	 */
	Visitor place(String vpc) {
		assertThat(this.page.locator("#network [hx-trigger=load]")).hasCount(0);
		this.page.locator("#network").evaluate("(network) => network.dataset.before = ''");
		choose("VPC", vpc);
		assertThat(this.page.locator("#network[data-before]")).hasCount(0);
		if (vpc.equals("isolated")) {
			this.page.locator("#network .closed > summary").click();
			subnets().first().check();
		}
		return this;
	}

	/** Unfolds the subnets that the form has chosen. */
	Visitor showSubnets() {
		this.page.locator("#network .subnets > summary").click();
		return this;
	}

	/**
	 * Launches a fleet into the first subnet of a VPC, even if nothing can come of it.
	 */
	Visitor launch(String name, String vpc) {
		fillIn(name, vpc);
		button("Launch").click();
		if (vpc.equals("isolated")) {
			checkbox("Launch anyway").check();
			button("Launch").click();
		}
		assertThat(heading(name)).isVisible();
		return this;
	}

	/** Chooses an option by a part of its words. */
	void choose(String label, String words) {
		Locator select = field(label);
		String value = select.locator("option")
			.filter(new Locator.FilterOptions().setHasText(words))
			.first()
			.getAttribute("value");
		select.selectOption(value);
	}

	Locator field(String label) {
		String literally = label.replaceAll("[^\\w ]", "\\\\$0");
		return this.page.getByLabel(Pattern.compile("^" + literally + "( optional)?$"));
	}

	Locator subnets() {
		return this.page.getByRole(AriaRole.GROUP, new GetByRoleOptions().setName("Subnets"))
			.getByRole(AriaRole.CHECKBOX);
	}

	Locator checkbox(String name) {
		return this.page.getByRole(AriaRole.CHECKBOX, new GetByRoleOptions().setName(name).setExact(true));
	}

	Locator button(String name) {
		return this.page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
	}

	Locator link(String name) {
		return this.page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(name).setExact(true));
	}

	Locator heading(String name) {
		return this.page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setName(name).setExact(true));
	}

	/** Does what a fleet's menu has. */
	void chooseFromMenu(String name) {
		button("More").click();
		link(name).click();
	}

	/** Turns to another side of the fleet that is shown. */
	Visitor turnTo(String tab) {
		this.page.getByRole(AriaRole.NAVIGATION, new GetByRoleOptions().setName("Sides of this fleet"))
			.getByText(tab)
			.click();
		assertThat(this.page.locator(".tabs [aria-current]")).hasText(tab);
		return this;
	}

	/** Turns to what AWS told of a fleet, word for word. */
	Locator events() {
		turnTo("Activity").page.getByText("Events, word for word").click();
		return this.page.locator("#fleet-events");
	}

	/** Why a fleet is not as it should be. */
	Locator cause() {
		return this.page.locator("#fleet-health").getByRole(AriaRole.ALERT);
	}

	/** The fleet's status, where the page tells it to everybody. */
	Locator status() {
		return this.page.locator("#fleet-status").getByRole(AriaRole.STATUS);
	}

	void seesStatus(String words) {
		assertThat(status()).hasText(words, new HasTextOptions().setTimeout(LAUNCH_MILLIS));
	}

	/** AWS's own word, which the status has for a title. */
	void seesStackStatus(String status) {
		assertThat(status()).hasAttribute("title", status, new HasAttributeOptions().setTimeout(LAUNCH_MILLIS));
	}

	/** Follows a fleet as those do whose browser runs no scripts. */
	void reloadUntilSeen(Locator locator) {
		long end = System.nanoTime() + (long) (LAUNCH_MILLIS * 1_000_000);
		while (!locator.isVisible() && System.nanoTime() < end) {
			this.page.reload();
		}
		assertThat(locator).isVisible();
	}

}
