package dev.runnerfleet.journey;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** How many clicks it takes somebody who knows nothing but their runner token. */
@Journey
class ClicksJourneyTest {

	private static final String COUNT = """
			window.addEventListener("click", (event) => event.isTrusted && event.detail
				&& sessionStorage.setItem("clicks", Number(sessionStorage.getItem("clicks")) + 1), true);""";

	@Test
	void aLaunchTakesAtMostFourAndNothingTypedButTheToken(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").open("/");
		count(ada.page());
		ada.button("Launch a fleet").or(ada.button("Launch your first fleet")).first().click();
		ada.field("Runner token").click();
		ada.page().keyboard().insertText(Visitor.TOKEN);
		String name = ada.field("Fleet name").inputValue();
		ada.button("Launch").click();
		assertThat(ada.heading(name)).isVisible();
		assertThat(clicks(ada.page())).isBetween(1, 4);
		ada.seesStatus("Ready");
	}

	@Test
	void aFailedLaunchWorksUnderTheSameNameAfterAtMostThree(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator").launch("second-chance", "isolated");
		ada.seesStatus("Launch failed, rolled back");
		count(ada.page());
		ada.button("Try again").or(ada.button("Correct and launch again")).first().click();
		ada.place("production");
		ada.button("Launch again").click();
		assertThat(ada.heading("second-chance")).isVisible();
		assertThat(clicks(ada.page())).isBetween(1, 3);
		ada.seesStatus("Ready");
		assertThat(ada.page().content()).doesNotContain(Visitor.TOKEN);
	}

	private static void count(Page page) {
		page.addInitScript(COUNT);
		page.reload();
	}

	private static int clicks(Page page) {
		return Integer.parseInt(String.valueOf(page.evaluate("sessionStorage.getItem('clicks')")));
	}

}
