package dev.runnerfleet.journey;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Who sees and may what. */
@Journey
class RolesJourneyTest {

	private static final String PASSWORD = "correct horse battery";

	private static final String OWN = "green tables walk";

	@Test
	void viewersSeeFleetsAndNothingToLaunchThemWith(Visitors visitors) {
		visitors.visitor().signIn("operator").launch("to-be-seen", "production");
		Visitor vera = visitors.visitor().signIn("viewer");
		vera.open("/?q=to-be-seen").link("to-be-seen").click();
		assertThat(vera.heading("to-be-seen")).isVisible();
		vera.open("/");
		assertThat(vera.heading("Fleets")).isVisible();
		assertThat(vera.button("Launch a fleet")).hasCount(0);
		assertThat(vera.link("Launch")).hasCount(0);
		assertThat(vera.link("Users")).hasCount(0);
		vera.open("/fleets/new");
		assertThat(vera.heading("Your role does not allow this")).isVisible();
		vera.open("/users");
		assertThat(vera.heading("Your role does not allow this")).isVisible();
	}

	@Test
	void administratorsAddUsersWhoCanThenSignIn(Visitors visitors) {
		Visitor root = visitors.visitor().signIn("admin");
		root.link("Users").click();
		root.button("Add a user").click();
		root.field("User name").fill("mara");
		root.field("Password").fill(PASSWORD);
		root.choose("Role", "Viewer");
		root.button("Add").click();
		assertThat(root.link("mara")).isVisible();
		assertThat(root.page().getByText("Has to change the password")).isVisible();
		Visitor mara = visitors.visitor().signIn("mara", PASSWORD);
		assertThat(mara.page().getByText("was given to you")).isVisible();
		mara.field("Current password").fill(PASSWORD);
		mara.field("New password").fill(OWN);
		mara.field("Once more").fill(OWN);
		mara.button("Change the password").click();
		assertThat(mara.page().getByText("Your password is changed.")).isVisible();
		assertThat(mara.button("Launch a fleet")).hasCount(0);
		root.link("mara").click();
		root.choose("What they may do", "Operator");
		root.button("Change the role").click();
		assertThat(root.page().getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHas(root.link("mara"))))
			.containsText("Operator");
		mara.open("/");
		assertThat(mara.heading("Sign in")).isVisible();
		mara.signIn("mara", OWN).open("/fleets/new");
		assertThat(mara.heading("Launch a fleet")).isVisible();
	}

	@Test
	void whoSignsOutIsOut(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("operator");
		ada.button("Sign out").click();
		assertThat(ada.page().getByText("You have signed out.")).isVisible();
		ada.open("/");
		assertThat(ada.heading("Sign in")).isVisible();
	}

	@Test
	void theSignInLeadsToWhereOneWantedToGo(Visitors visitors) {
		Visitor ada = visitors.visitor().open("/fleets/new").signIn("operator");
		assertThat(ada.heading("Launch a fleet")).isVisible();
		assertThat(ada.page().url()).endsWith("/fleets/new");
	}

	@Test
	void aWrongPasswordIsSaidWithoutLosingTheWay(Visitors visitors) {
		Visitor ada = visitors.visitor();
		ada.field("User name").fill("nobody-of-that-name");
		ada.field("Password").fill("wrong");
		ada.button("Sign in").click();
		assertThat(ada.page().getByText("User name or password is wrong.")).isVisible();
		ada.signIn("operator");
	}

}
