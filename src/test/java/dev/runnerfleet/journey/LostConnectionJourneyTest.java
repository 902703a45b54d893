package dev.runnerfleet.journey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import dev.runnerfleet.portal.PortalProcess;
import dev.runnerfleet.sandbox.SandboxTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A page that cannot be current says so, and goes on by itself. */
@Journey
class LostConnectionJourneyTest {

	private static final Pattern LOST = Pattern.compile("^Connection lost since \\d\\d:\\d\\d, trying again$");

	@LocalServerPort
	int port;

	@Autowired
	SandboxTime time;

	private Wire wire;

	@BeforeEach
	void connect() throws IOException {
		this.wire = new Wire(this.port);
	}

	@AfterEach
	void disconnect() throws IOException {
		this.wire.close();
	}

	@Test
	void aPageWhoseConnectionFallsSilentSaysSoAndCatchesUp(Visitors visitors) {
		this.time.hold();
		Visitor ada = visitors.visitorOver(this.wire).signIn("operator").launch("half-open", "production");
		ada.page().evaluate("window.neverReloaded = true");
		assertThat(bar(ada)).isEmpty();
		this.wire.silence();
		assertThat(bar(ada)).hasText(LOST);
		this.time.goOn();
		Visitor omar = visitors.visitor().signIn("operator").open(path(ada));
		omar.seesStatus("Ready");
		Inspection.passes(ada, "a page without a connection");
		this.wire.mend();
		ada.seesStatus("Ready");
		assertThat(bar(ada)).isEmpty();
		assertThat(ada.page().evaluate("window.neverReloaded")).isEqualTo(true);
	}

	@Test
	void theDashboardMissesNothingWhileItIsCutOff(Visitors visitors) {
		this.time.hold();
		Visitor ada = visitors.visitor().signIn("operator").launch("missed", "production");
		Visitor vera = visitors.visitorOver(this.wire).signIn("viewer").open("/?q=missed");
		vera.page().evaluate("window.neverReloaded = true");
		this.wire.cut();
		assertThat(bar(vera)).hasText(LOST);
		this.time.goOn();
		ada.seesStatus("Ready");
		this.wire.mend();
		assertThat(vera.page().locator("tr").filter(new Locator.FilterOptions().setHas(vera.link("missed"))))
			.containsText("Ready");
		assertThat(bar(vera)).isEmpty();
		assertThat(vera.page().evaluate("window.neverReloaded")).isEqualTo(true);
	}

	@Test
	void aPageGoesOnWhenThePortalWasStartedAgain(Visitors visitors, @TempDir Path data) throws Exception {
		Visitor ada;
		try (PortalProcess portal = start(data)) {
			ada = visitors.visitorOver(this.wire).signIn("operator").open("/");
			ada.page().evaluate("window.neverReloaded = true");
		}
		assertThat(bar(ada)).hasText(LOST);
		try (PortalProcess portal = start(data)) {
			assertThat(bar(ada)).isEmpty();
			assertThat(ada.page().evaluate("window.neverReloaded")).isEqualTo(true);
			ada.open("/account");
			assertThat(ada.heading("Your account")).isVisible();
			ada.page().close();
		}
	}

	@Test
	void timesDoNotLookFreshWhileNothingIsHeard(Visitors visitors) {
		Visitor ada = visitors.visitorOver(this.wire).signIn("operator").launch("told-late", "production");
		Locator launched = ada.page().locator("#fleet-facts time").first();
		assertThat(launched).hasText(Pattern.compile("just now|ago"));
		this.wire.cut();
		assertThat(launched).hasText(Pattern.compile("UTC"));
		this.wire.mend();
		assertThat(launched).hasText(Pattern.compile("just now|ago"));
	}

	@Test
	void aSessionThatIsOverLeadsThroughTheSignInAndBack(Visitors visitors) {
		Visitor ada = visitors.visitorOver(this.wire).signIn("operator").launch("left-open", "production");
		String fleet = ada.page().url();
		signOutElsewhere(ada);
		assertThat(bar(ada)).hasText("Your session is over. Sign in");
		assertThat(ada.heading("left-open")).isVisible();
		Inspection.passes(ada, "a page whose session is over");
		ada.link("Sign in").click();
		ada.signIn("operator");
		assertThat(ada.page()).hasURL(fleet);
		assertThat(bar(ada)).isEmpty();
	}

	@Test
	void whatIsTypedStaysWhileTheSessionIsRenewed(Visitors visitors) {
		Visitor ada = visitors.visitorOver(this.wire).signIn("operator").open("/fleets/new");
		ada.field("Fleet name").fill("half-typed");
		signOutElsewhere(ada);
		ada.choose("VPC", "crowded");
		assertThat(bar(ada)).containsText("what you typed stays here");
		assertThat(ada.page().getByLabel("Password")).hasCount(0);
		Page tab = ada.page().waitForPopup(() -> ada.link("Sign in").click());
		new Visitor(tab).signIn("operator");
		tab.close();
		ada.page().bringToFront();
		ada.page().evaluate("window.dispatchEvent(new Event('focus'))");
		assertThat(ada.page().getByText("Workers in two zones").first()).isVisible();
		assertThat(bar(ada)).isEmpty();
		assertThat(ada.field("Fleet name")).hasValue("half-typed");
		ada.field("Runner token").fill(Visitor.TOKEN);
		ada.button("Launch").click();
		assertThat(ada.heading("half-typed")).isVisible();
	}

	@Test
	void aPageStaysWithWhoeverItWasMadeFor(Visitors visitors) {
		Visitor ada = visitors.visitorOver(this.wire).signIn("operator").open("/fleets/new");
		ada.field("Fleet name").fill("half-typed");
		signOutElsewhere(ada);
		ada.choose("VPC", "crowded");
		assertThat(bar(ada)).containsText("what you typed stays here");
		Page tab = ada.page().waitForPopup(() -> ada.link("Sign in").click());
		new Visitor(tab).signIn("admin");
		tab.close();
		ada.page().bringToFront();
		ada.page()
			.waitForResponse((answer) -> answer.url().endsWith("/account"),
					() -> ada.page().evaluate("window.dispatchEvent(new Event('focus'))"));
		assertThat(bar(ada)).containsText("Somebody else has signed in since");
		assertThat(ada.field("Fleet name")).hasValue("half-typed");
	}

	@Test
	void whoeverComesBackToAFormLearnsThatTheSessionIsOver(Visitors visitors) {
		Visitor ada = visitors.visitorOver(this.wire);
		ada.page().clock().install();
		ada.signIn("operator").open("/fleets/new").field("Fleet name").fill("left-alone");
		signOutElsewhere(ada);
		ada.page().clock().fastForward("02:00");
		ada.page().evaluate("window.dispatchEvent(new Event('focus'))");
		assertThat(bar(ada)).containsText("what you typed stays here");
		assertThat(ada.field("Fleet name")).hasValue("left-alone");
	}

	@Test
	void aChoiceIsLookedUpOnceThePortalIsThereAgain(Visitors visitors) {
		Visitor ada = visitors.visitorOver(this.wire).signIn("operator").open("/fleets/new");
		this.wire.cut();
		ada.choose("VPC", "crowded");
		assertThat(bar(ada)).hasText(LOST);
		this.wire.mend();
		assertThat(ada.page().getByText("Workers in two zones").first()).isVisible();
		assertThat(bar(ada)).isEmpty();
	}

	@Test
	void onlyWhatGoesOnMoves(Visitors visitors) {
		this.time.hold();
		Visitor ada = visitors.visitor((options) -> options.setReducedMotion(ReducedMotion.NO_PREFERENCE))
			.signIn("operator")
			.launch("moving", "production");
		ada.seesStatus("Launching");
		awaitAnimations(ada, "> 0");
		this.time.goOn();
		ada.seesStatus("Ready");
		assertThat(ada.events()).containsText("Create in progress");
		awaitAnimations(ada, "=== 0");
	}

	private PortalProcess start(Path data) throws Exception {
		PortalProcess portal = PortalProcess.start(data, "http://127.0.0.1:1", "--spring.profiles.active=sandbox");
		portal.awaitReady();
		this.wire.lead(portal.port());
		return portal;
	}

	private static void awaitAnimations(Visitor visitor, String howMany) {
		visitor.page()
			.waitForFunction("document.getAnimations().filter((each) => each.animationName).length " + howMany);
	}

	private static void signOutElsewhere(Visitor visitor) {
		Page tab = visitor.page().context().newPage();
		new Visitor(tab).open("/account").button("Sign out").click();
		assertThat(tab.getByText("You have signed out.")).isVisible();
		tab.close();
	}

	private static Locator bar(Visitor visitor) {
		return visitor.page().locator("#connection");
	}

	private static String path(Visitor visitor) {
		return visitor.page().url().replaceFirst("^https?://[^/]+", "");
	}

}
