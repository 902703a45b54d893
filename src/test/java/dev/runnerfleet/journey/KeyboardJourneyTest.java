package dev.runnerfleet.journey;

import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The whole way for those who use no mouse. */
@Journey
class KeyboardJourneyTest {

	private static final int FAR = 40;

	private static final String FOCUS_SHOWS = """
			() => {
				const style = getComputedStyle(document.activeElement);
				const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
				return outlined || style.boxShadow !== 'none';
			}""";

	@Test
	void fromTheSignInToALaunchedFleet(Visitors visitors) {
		Visitor ada = visitors.visitor();
		assertThat(ada.field("User name")).isFocused();
		type(ada, "operator");
		tabTo(ada, ada.field("Password"));
		type(ada, "sandbox");
		press(ada, "Enter");
		assertThat(ada.button("Sign out")).isVisible();
		ada.open("/");
		press(ada, "Tab");
		assertThat(ada.link("Skip to the content")).isFocused();
		press(ada, "Enter");
		tabTo(ada, ada.button("Launch a fleet").or(ada.button("Launch your first fleet")).first());
		press(ada, "Enter");
		assertThat(ada.heading("Launch a fleet")).isVisible();
		tabTo(ada, ada.field("Runner token"));
		type(ada, Visitor.TOKEN);
		press(ada, "Tab");
		assertThat(ada.page().getByText("is kept for this launch")).isVisible();
		tabTo(ada, ada.page().getByRole(AriaRole.RADIO, new GetByRoleOptions().setName(Pattern.compile("^Small"))));
		press(ada, "ArrowDown");
		assertThat(ada.page().getByText("in working hours of")).isVisible();
		tabTo(ada, ada.page().locator("#all-settings > summary"));
		press(ada, "Enter");
		assertThat(ada.field("Jobs at once")).hasValue("10");
		press(ada, "Enter");
		tabTo(ada, ada.field("VPC"));
		type(ada, "prod");
		assertThat(ada.field("VPC")).isFocused();
		tabTo(ada, ada.page().locator("#network .subnets > summary"));
		press(ada, "Enter");
		assertThat(ada.subnets()).hasCount(6);
		tabTo(ada, ada.subnets().first());
		pressAndSeeWhatItCosts(ada, "Space");
		tabTo(ada, ada.field("Fleet name"));
		press(ada, "Control+a");
		type(ada, "by-keyboard");
		pressAndSeeWhatItCosts(ada, "Tab");
		tabTo(ada, ada.button("Launch"));
		press(ada, "Enter");
		assertThat(ada.heading("by-keyboard")).isVisible();
		ada.seesStatus("Ready");
	}

	private static void type(Visitor visitor, String text) {
		visitor.page().keyboard().type(text);
	}

	private static void press(Visitor visitor, String key) {
		visitor.page().keyboard().press(key);
	}

	/** Waits for the summary, which is asked for anew a moment after each change. */
	private static void pressAndSeeWhatItCosts(Visitor visitor, String key) {
		visitor.page()
			.waitForResponse((answer) -> answer.url().endsWith("/fleets/new/summary"), () -> press(visitor, key));
		Inspection.settle(visitor);
	}

	private static void tabTo(Visitor visitor, Locator target) {
		for (int presses = 0; presses < FAR; presses++) {
			press(visitor, "Tab");
			assertThat((Boolean) visitor.page().evaluate(FOCUS_SHOWS)).as("a visible focus").isTrue();
			if ((Boolean) target.evaluate("(element) => element === document.activeElement")) {
				return;
			}
		}
		assertThat(target).isFocused();
	}

}
